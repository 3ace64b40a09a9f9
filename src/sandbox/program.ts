// What a mail program is to the simulator: how it writes an answer, a new email, its headers and its ids.
import type { OutgoingEmail } from "../outbox/courier.ts";

export type ProgramName =
  | "gmail-web"
  | "outlook-web"
  | "yahoo-web"
  | "proton"
  | "outlook-desktop"
  | "outlook-new"
  | "apple-mail"
  | "thunderbird"
  | "gmail-android"
  | "apple-ios"
  | "plain-bottom"
  | "plain-interleaved"
  | "gmail-ios"
  | "outlook-mac"
  | "outlook-mac-new"
  | "outlook-ios"
  | "outlook-android"
  | "outlook-plain"
  | "outlook-2010"
  | "yahoo-android"
  | "fastmail"
  | "zoho"
  | "zimbra"
  | "samsung"
  | "spark"
  | "superhuman"
  | "front"
  | "missive"
  | "notes"
  | "notes-text"
  | "groupwise"
  | "qq"
  | "netease"
  | "mail-ru"
  | "yandex"
  | "gmx"
  | "web-de"
  | "mailo"
  | "thunderbird-android"
  | "tuta"
  | "newton"
  | "gnus"
  | "supercite";

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
  /** In which language their program speaks (`en`, `de`); its usual one where it is not told, or has no words in that one. */
  language?: string;
}

/** An answer to an email that somebody received. */
export interface Answer extends Draft {
  received: OutgoingEmail;
}

/** The two bodies of an email: what they say is the same, as far as the program manages. */
export interface Body {
  text: string;
  /** Empty where the program writes text only. */
  html: string;
}

/** How the bodies become bytes. */
export interface Encoding {
  charset: string;
  transfer: "quoted-printable" | "base64";
  encode: (words: string) => Buffer;
}

export interface Program {
  name: ProgramName;
  /** As people call it. */
  title: string;
  /** Where people sit at it. */
  group: "browser" | "computer" | "phone" | "text";
  /** Where an answer stands: above the quote, below it, or between its paragraphs. */
  answersStand: "above" | "below" | "between";
  /** Whether it writes text only, answers and all. */
  isTextOnly?: true;
  /** Whether it writes html only. */
  isHtmlOnly?: true;
  /** What it signs with by itself, in place of a signature that its author keeps elsewhere. */
  signsAs?: string;
  /** Whether nothing in an answer tells the signature from the words above it. */
  hidesSignature?: true;
  /** Whether the text part is `format=flowed` (RFC 3676). */
  isFlowed?: true;
  /** The charset that the program chooses for these bodies; utf-8 where it has no such habit. */
  encoding?: (body: Body) => Encoding;
  answerSubject: (subject: string, language?: string) => string;
  answerBody: (answer: Answer) => Body;
  newBody: (draft: Draft) => Body;
  /** With angle brackets. `seed` is 64 hex digits that differ from email to email. */
  messageId: (author: Correspondent, seed: string) => string;
  headers: (seed: string, subject?: string) => Record<string, string>;
  /** Between the parts of a multipart; `part` counts the multiparts of an email from 1. */
  boundary: (seed: string, part: number) => string;
}

/** Prefixes a subject unless it carries the prefix already; programs compare without regard to case. */
export function withPrefix(prefix: string, subject: string): string {
  return subject.toLowerCase().startsWith("re:") ? subject : `${prefix} ${subject}`;
}
