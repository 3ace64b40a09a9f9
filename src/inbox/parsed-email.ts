// What one email says, as plain data that can travel between threads: the value the rest of the inbox works on.
// Also the reason why there is none. Reads and writes nothing.
import type { CalendarAnswer } from "./session-answer.ts";

/** One mailbox of an address field. The name is decoded, the address lower-case and as it stood on the wire. */
export interface Mailbox {
  name: string;
  address: string;
}

/** A leaf of the email that is not shown as its text. The digest is of the transfer-decoded bytes. */
export interface ParsedAttachment {
  /** As the sender named it, decoded and uncleaned; empty when unnamed. For download see src/domain/download-filename.ts. */
  filename: string;
  /** Media type, lower case, without parameters. */
  contentType: string;
  sizeBytes: number;
  /** Lower-case hex. */
  sha256: string;
  /** Without its angle brackets. */
  contentId: string | undefined;
  /** The sender declared it inline, or the html shows it in its place. */
  isInline: boolean;
  /** Owns its whole ArrayBuffer, so that it can be transferred. */
  content: Uint8Array<ArrayBuffer>;
}

/** The machine parts of a multipart/report (RFC 6522). */
export interface ParsedReport {
  /** The report-type parameter in lower case (`delivery-status`, `feedback-report`), empty when it has none. */
  type: string;
  /** Decoded text of the machine parts (status fields, returned headers), each below the former, capped. */
  text: string;
}

/** Every string in it is valid Unicode without NUL; ids keep their angle brackets; every list is bounded. */
export interface ParsedEmail {
  messageId?: string;
  inReplyTo: string[];
  /** Oldest first, as the field has them. */
  references: string[];
  /** Of every From field there is; identity needs exactly one. */
  from: Mailbox[];
  sender: Mailbox[];
  replyTo: Mailbox[];
  to: Mailbox[];
  cc: Mailbox[];
  subject: string;
  /** ISO 8601 in UTC; absent when the field is missing or unreadable. A claim of the sender. */
  date?: string;
  /** Lower-case name and unfolded, decoded value, in the order of the email. */
  headers: [name: string, value: string][];
  /** The displayable plain text parts in order. Absent when there is none that says anything. */
  text?: string;
  /** The displayable html parts in order, with the plain ones that have no html twin between them. */
  html?: string;
  /** Set when an html part has no plain twin: then only `html` holds everything they wrote. */
  isTextPartial?: true;
  /** Set when `text` is what we say of a calendar file, in an email that holds no words of anybody's. */
  isTextMade?: true;
  attachments: ParsedAttachment[];
  /** Upper case: REQUEST, REPLY, CANCEL (RFC 5546). */
  calendarMethod?: string;
  /** With the method REPLY, where it can be read. A claim of the file's: its attendee need not be the author. */
  calendarAnswer?: CalendarAnswer;
  report?: ParsedReport;
  /** Whole sentences that everybody who reads the message should know: it was encrypted, it is empty, and the like. */
  notices: string[];
  /** Whole sentences about what was guessed or left out. */
  warnings: string[];
}

/** What can be said of an email that cannot be read whole. */
export type EmailHead = Pick<ParsedEmail, "messageId" | "from" | "to" | "subject">;

export type UnreadableReason =
  | "too_large"
  | "too_many_parts"
  | "nested_too_deep"
  | "header_too_large"
  | "too_slow"
  | "malformed"
  | "reader_stopped";

/** Thrown when an email cannot be turned into a `ParsedEmail`. The message is one sentence for the held desk. */
export class UnreadableEmail extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, message: string) {
    super(message);
    this.name = "UnreadableEmail";
    this.reason = reason;
  }
}

/** The value of the first header of this lower-case name. */
export function findHeader(email: Pick<ParsedEmail, "headers">, name: string): string | undefined {
  return email.headers.find(([known]) => known === name)?.[1];
}

/** The values of all headers of this lower-case name, top of the email first. */
export function listHeaders(email: Pick<ParsedEmail, "headers">, name: string): string[] {
  return email.headers.filter(([known]) => known === name).map(([, value]) => value);
}
