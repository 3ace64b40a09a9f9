// What a mail program is to the simulator: how it writes an answer, a new email, its headers and its ids.
import type { OutgoingEmail } from "../outbox/courier.ts";

export type ProgramName = "gmail-web" | "outlook-desktop" | "apple-mail";

/** Somebody who sits at a mail program. */
export interface Correspondent {
  name: string;
  address: string;
  /** IANA name of the zone in which their program shows and writes times. */
  timeZone: string;
  /** Lines that their program puts below what they write. */
  signature?: string;
}

/** A file they attach. */
export interface AttachedFile {
  filename: string;
  contentType: string;
  bytes: Uint8Array;
}

/** What somebody typed, and when they pressed Send. */
export interface Draft {
  author: Correspondent;
  words: string;
  at: Date;
}

/** An answer to an email that somebody received. */
export interface Answer extends Draft {
  received: OutgoingEmail;
}

/** The two bodies of an email: what they say is the same, as far as the program manages. */
export interface Body {
  text: string;
  html: string;
}

export interface Program {
  name: ProgramName;
  /** As people call it. */
  title: string;
  answerSubject: (subject: string) => string;
  answerBody: (answer: Answer) => Body;
  newBody: (draft: Draft) => Body;
  /** With angle brackets. `seed` is 64 hex digits that differ from email to email. */
  messageId: (author: Correspondent, seed: string) => string;
  headers: (seed: string) => Record<string, string>;
  boundaryPrefix: string;
}

/** Prefixes a subject unless it carries the prefix already; programs compare without regard to case. */
export function withPrefix(prefix: string, subject: string): string {
  return subject.toLowerCase().startsWith("re:") ? subject : `${prefix} ${subject}`;
}
