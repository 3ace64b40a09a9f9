// What is known of an email that came in, beside its bytes.
import type { NoticeCode } from "./notice.ts";
import type { Person } from "./person.ts";

/** What the provider or mail server said of the sender, as it said it. Absent when it said nothing. */
export interface ProviderFields {
  /** `pass`, `fail`, `softfail`, … of the envelope sender's domain. */
  spf?: string;
  /** SendGrid's form: `{@example.com : pass}`, several entries possible. */
  dkim?: string;
  senderIp?: string;
  /** The provider took the email apart, and we put it together again: its bytes are ours. */
  isRebuilt?: true;
  /** What was missing or malformed in the form it then came in, in whole sentences. */
  formFaults?: string[];
  /** The form named things twice, as one does into which its sender wrote: no verdict in it was believed. */
  isDoubtful?: true;
}

/** One step of processing, shown on "why is this here?". */
export interface Step {
  /** `notice`: what everybody who reads the message should know, and not staff alone. */
  step:
    | "parse"
    | "notice"
    | "path"
    | "classify"
    | "thread"
    | "admit"
    | "extract"
    | "command"
    | "act"
    | "ruling"
    | "move";
  /** A plain sentence. */
  found: string;
  /** Of a notice. */
  code?: NoticeCode;
  subject?: string;
}

/** Emails about a message that staff put on a task by hand leave this much later, so that it can be taken back. */
export const undoSeconds = 20;

/** An email that staff forwarded by hand, as its text says it was. Offered as a task, never an identity. */
export interface ForwardedOriginal {
  /** Below the forwarder's words, or as a file that is an email. */
  place: "below" | "attached";
  fromName: string;
  /** In normal form; empty when it is not named. */
  fromAddress: string;
  /** As it was written below, ISO 8601 of an attached email; empty when it is not named. */
  date: string;
  subject: string;
  text: string;
  /** The words of whoever forwarded it. */
  cover: string;
}

/** What staff decided about an email; processing honours it instead of its own finding. */
export type Ruling =
  | { kind: "post"; author: Person; taskId: number; by: number }
  | { kind: "open"; author: Person; by: number }
  /** A task for this contact with the email that `author`, of the staff, forwarded. */
  | { kind: "open_forwarded"; author: Person; contactId: number; by: number }
  | { kind: "discard"; by: number }
  /** They took back an earlier one: it speaks for nobody until they look again, whatever is found in it. */
  | { kind: "hold"; by: number };
