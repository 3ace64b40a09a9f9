// What is known of an email that came in, beside its bytes.
import type { Person } from "./person.ts";

/** What the provider or mail server said of the sender, as it said it. Absent when it said nothing. */
export interface ProviderFields {
  /** `pass`, `fail`, `softfail`, … of the envelope sender's domain. */
  spf?: string;
  /** SendGrid's form: `{@example.com : pass}`, several entries possible. */
  dkim?: string;
  senderIp?: string;
}

/** One step of processing, shown on "why is this here?". */
export interface Step {
  step: "parse" | "classify" | "thread" | "admit" | "extract" | "act" | "ruling" | "move";
  /** A plain sentence. */
  found: string;
}

/** What staff decided about an email; processing honours it instead of its own finding. */
export type Ruling =
  | { kind: "post"; author: Person; taskId: number; by: number }
  | { kind: "open"; author: Person; by: number }
  | { kind: "discard"; by: number };
