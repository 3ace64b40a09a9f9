// What an email of ours is and how far it got, in words for staff.
import type { OutgoingRow } from "../store/outgoing.ts";
import type { Portal } from "./portal.ts";
import type { Reading } from "./reading.ts";
import { momentWords } from "./words.ts";

/** The kinds of emails that we write; each has its words in the catalogue, as `outgoing-kind.` and its name. */
export const emailKinds: ReadonlySet<string> = new Set(
  (
    "accepted approval-undone approved assigned backlog changes-asked declined delivery-changed delivery-problem digest edited " +
    "estimate-changed free-times held-summary merged message note probe question ready-for-approval receipt reminder " +
    "session-agenda session-answered session-booked session-cancelled session-moved session-refused session-reminder " +
    "sign-in started step-refused storm withdrawn"
  ).split(" "),
);

/** One that a later version wrote is called by its name. */
export function kindInWords(kind: string, { say }: Pick<Reading, "say">): string {
  return emailKinds.has(kind) ? say(`outgoing-kind.${kind}`) : kind;
}

type StateName =
  | "queued"
  | "later"
  | "again"
  | "sending"
  | "unknown"
  | "sent"
  | "deferred"
  | "delivered"
  | "bounced"
  | "dropped"
  | "complained"
  | "paused"
  | "refused";

export interface StateWords {
  name: StateName;
  label: string;
  /** What comes next, or what it means; null where the label says all. */
  sentence: string | null;
  /** In the words of whoever took it or did not, with our own secrets masked. */
  reason: string | null;
  tone: "good" | "waiting" | "failed" | "plain";
}

const tones: Record<StateName, StateWords["tone"]> = {
  queued: "waiting",
  later: "waiting",
  again: "waiting",
  sending: "waiting",
  unknown: "waiting",
  sent: "plain",
  deferred: "waiting",
  delivered: "good",
  bounced: "failed",
  dropped: "failed",
  complained: "failed",
  paused: "waiting",
  refused: "failed",
};

export function stateInWords(portal: Portal, row: OutgoingRow, reading: Reading): StateWords {
  const name = stateOf(row, reading.now);
  return {
    name,
    label: reading.say(`outgoing-state.${name}`),
    sentence: sentenceOf(name, row, reading),
    reason: row.reason === null || row.reason === "" ? null : portal.maskSecrets(row.reason),
    tone: tones[name],
  };
}

/** What a provider says counts for more than what we did; whatever waits says for what. */
function stateOf(row: OutgoingRow, now: Date): StateName {
  const { status, delivery } = row;
  if (status === "paused" || status === "sending" || status === "unknown") return status;
  if (status === "queued") {
    if (row.attempts > 0) return "again";
    return row.nextAttemptAt > now.toISOString() ? "later" : "queued";
  }
  if (status === "refused" && delivery !== "delivered" && delivery !== "complained") return status;
  return delivery === null || delivery === "processed" ? "sent" : delivery;
}

function sentenceOf(name: StateName, row: OutgoingRow, reading: Reading): string | null {
  const { say } = reading;
  const at = (moment: string) => momentWords(moment, reading).short;
  switch (name) {
    case "later":
      return say("outgoing.goes-out", { when: at(row.nextAttemptAt) });
    case "again":
      return say("outgoing.tried", { count: row.attempts, when: at(row.nextAttemptAt) });
    case "unknown":
      return say("outgoing.perhaps", { when: at(row.leasedUntil ?? row.nextAttemptAt) });
    case "paused":
      return row.pausedAt === null
        ? say("outgoing.freed")
        : say("outgoing.held-since", { when: at(row.pausedAt), cause: row.pauseCause ?? "" });
    case "deferred":
      return say("outgoing.deferred");
    case "dropped":
      return say("outgoing.dropped");
    case "bounced":
    case "complained":
    case "refused":
      return row.pausedAt === null ? null : say("outgoing.address-paused");
    case "queued":
    case "sending":
    case "sent":
    case "delivered":
      return null;
  }
}

/** Whom it is for: no address for who was erased, nor for a probe, whose own is a secret. */
export function addressInWords({ toAddress }: Pick<OutgoingRow, "toAddress">): string | null {
  return toAddress.endsWith("@erased.invalid") || /^place-[0-9a-f]{18}/u.test(toAddress) ? null : toAddress;
}
