// An inbound email as the sandbox's lists show it: what became of it, and why. Reads rows, writes nothing.
import { reasonInWords, statusInWords } from "../portal/outcome-words.ts";
import { ageInWords } from "../portal/words.ts";
import { findInboundEmail, type InboundEmailListRow, type InboundStatus } from "../store/inbound-emails.ts";
import type { SandboxParts } from "./sandbox.ts";

export interface InboundView {
  path: string;
  from: string;
  subject: string;
  age: string;
  status: InboundStatus;
  outcome: string;
  /** What decided: the reason when it found no place, else the last thing that processing found. */
  why: string;
}

export async function inboundView(
  { store, render }: Pick<SandboxParts, "store" | "render">,
  listed: InboundEmailListRow,
  now: Date,
): Promise<InboundView> {
  const email = await findInboundEmail(store.read, listed.id);
  const say = englishOf(render);
  return {
    path: `/sandbox/inbound/${listed.id}`,
    from: senderInWords(listed),
    subject: listed.subject === null || listed.subject === "" ? "(no subject)" : listed.subject,
    age: ageInWords(listed.receivedAt, now),
    status: listed.status,
    outcome: outcomeInWords(listed.status, say),
    why:
      listed.status === "handled"
        ? (email?.evidence.at(-1)?.found ?? "")
        : listed.reason === null
          ? "It waits to be read."
          : reasonInWords(listed.reason, say),
  };
}

/** The sender's name, or what there is instead of one. */
export function senderInWords({
  fromName,
  fromAddress,
  envelopeFrom,
}: Pick<InboundEmailListRow, "fromName" | "fromAddress" | "envelopeFrom">): string {
  const known = [fromName, fromAddress, envelopeFrom].find((words) => words !== null && words !== "");
  return known ?? "nobody";
}

/** The sandbox's reader is nobody in particular, so “for you” would be wrong here. */
export function outcomeInWords(status: InboundStatus, say: Say): string {
  return status === "held" ? "Held for staff" : statusInWords(status, say);
}

type Say = (key: string, values?: Record<string, string | number>) => string;

/** The sandbox speaks English alone. */
export function englishOf(render: SandboxParts["render"]): Say {
  return (key, values) => render.say("en", key, values);
}
