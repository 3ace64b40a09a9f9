// Whether an email may speak in somebody's name. One pure function over plain values, a table of who vouches for whom.
import type { Person } from "../domain/person.ts";
import type { Mailbox } from "./parsed-email.ts";
import type { Verdict } from "./verdict.ts";

export interface AdmitInput {
  /** All mailboxes of all From fields. */
  from: readonly Mailbox[];
  /** Of the one From mailbox. */
  verdict: Verdict;
  /** The known person to whom the From address belongs. */
  author: Person | undefined;
  /** The task that the evidence leads to; undefined when it leads to none, and a new one would be opened. */
  taskId: number | undefined;
  /** Whether the author takes part in that task. */
  isParticipant: boolean;
  /** Whether the author is a contact of that task's client, or staff. */
  isSameClient: boolean;
  /** Whether From is one of our connected mailboxes or own addresses, as Google Groups rewrites it. */
  isConnectedMailbox?: boolean;
}

export type HeldReason =
  | "no_sender"
  | "several_senders"
  | "connected_mailbox"
  | "stranger"
  | "unvouched"
  | "staff_needs_dkim"
  | "not_on_this_task";

/** `author` of a held email is the proposal for whoever looks at it, never an identity. `why` is one plain sentence. */
export type Admission =
  | { kind: "admitted"; author: Person; joins: boolean; why: string }
  | { kind: "held"; reason: HeldReason; author?: Person; why: string };

/**
 * Decides by the one From mailbox and by who vouches for it. `joins` marks a colleague at the same client who is not yet a
 * participant. Reply-To, Cc, Sender, text and subject are not even asked for.
 */
export function admit(input: AdmitInput): Admission {
  const { author, verdict } = input;
  const [sender] = input.from;
  if (sender === undefined) return held("no_sender", undefined, "It names no sender that can be read.");
  if (input.from.length > 1) {
    return held("several_senders", undefined, "It names more than one sender, so nobody can say who speaks.");
  }
  if (input.isConnectedMailbox === true) {
    return held(
      "connected_mailbox",
      author,
      "It comes from one of our own mailboxes, but was not sent by us.",
    );
  }
  if (author === undefined) return held("stranger", undefined, `Nobody here is known by ${sender.address}.`);
  if (verdict.kind === "none") return held("unvouched", author, verdict.why);
  if (author.kind === "staff" && verdict.kind !== "dkim") {
    return held(
      "staff_needs_dkim",
      author,
      "It names staff as its sender, and only their signed email (DKIM) counts.",
    );
  }
  if (input.taskId === undefined) return admitted(author, false, `${verdict.why} They open a new task.`);
  if (input.isParticipant) return admitted(author, false, `${verdict.why} They take part in this task.`);
  if (author.kind === "staff") return admitted(author, false, `${verdict.why} They are staff.`);
  if (input.isSameClient) {
    return admitted(author, true, `${verdict.why} They work for the client of this task and join it.`);
  }
  return held(
    "not_on_this_task",
    author,
    "Its sender is known, but belongs to another client than this task.",
  );
}

function admitted(author: Person, joins: boolean, why: string): Admission {
  return { kind: "admitted", author, joins, why };
}

function held(reason: HeldReason, author: Person | undefined, why: string): Admission {
  return { kind: "held", reason, ...(author === undefined ? {} : { author }), why };
}
