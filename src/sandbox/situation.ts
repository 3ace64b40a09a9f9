// What may happen to an email beside a plain answer: one entry a situation, which writes the emails that then come in.
// Pure, but for the bytes it writes.
import type { OutgoingEmail } from "../outbox/courier.ts";
import type { Correspondent, ProgramName } from "./program.ts";
import type { SimulatedEmail } from "./simulator.ts";

/** The opened email and who reads it. */
export interface Scene {
  received: OutgoingEmail;
  reader: Correspondent;
  /** The agency's own address. */
  mailFrom: string;
  /** The largest email that the webhook takes. */
  emailBytesMax: number;
  at: Date;
  /** The bytes in which the email was sent. */
  source: () => Promise<Buffer>;
}

/** What the reader filled in; fields that a situation does not ask for are empty. */
export interface FilledIn {
  words: string;
  program: ProgramName;
  choice: string;
}

/** One call of the webhook. */
export interface InboundCall {
  /** Which of several this is, in a few words. */
  about: string;
  email: SimulatedEmail;
}

export interface Situation {
  /** Stands in the path of its form. */
  name: string;
  title: string;
  /** What should happen, one sentence. */
  expected: string;
  button: string;
  /** Whether it answers, so that an email without an address for answers has none of it. */
  isAnswer: boolean;
  /** What stands in the field for words; without it there is no such field. */
  words?: string;
  /** Whether the reader chooses a mail program. */
  hasProgram?: true;
  choice?: { title: string; options: readonly { value: string; title: string }[] };
  /** The calls in their order; one or more. */
  write: (scene: Scene, filled: FilledIn) => Promise<InboundCall[]>;
}

/** The address at which somebody reads mail at home, which nobody here knows at first. */
export function privateAddress({ name, address }: Correspondent): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .match(/[a-z0-9]+/gu);
  const local = words?.join(".").slice(0, 40) ?? address.slice(0, address.lastIndexOf("@")).slice(0, 40);
  return `${local}@mailbox.example`;
}
