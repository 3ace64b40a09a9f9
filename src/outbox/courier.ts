// What a courier is given and what it must answer. It hands one email to whoever delivers it.

/** An email exactly as it is sent: secrets in place, attachments loaded. */
export interface OutgoingEmail {
  outboundEmailId: number;
  from: { name: string; address: string };
  to: { name: string; address: string };
  /** Where an answer goes; absent on emails that nobody answers. */
  replyTo?: string;
  /** SMTP MAIL FROM: a bounce address that names this email. */
  envelopeFrom: string;
  subject: string;
  text: string;
  html: string;
  /** Message-ID, References and so on; not those above. */
  headers: Record<string, string>;
  attachments: { filename: string; contentType: string; contentId: string | null; bytes: Uint8Array }[];
  /** A calendar file that the reader's calendar acts on; it travels as a third form of the text and as the file invite.ics. */
  calendar?: EmailCalendar;
  /** When it was composed, ISO 8601. */
  date: string;
}

/** An iTIP message (RFC 5546) with lines that end in CRLF. `method` is the same as in its content (RFC 6047 section 2.4). */
export interface EmailCalendar {
  method: "REQUEST" | "CANCEL";
  content: string;
}

/**
 * What became of handing an email over.
 * - `sent`: taken. `retry`: not taken, may be later (`afterMs` when the other side said when).
 * - `refused`: will never be taken, or was put off too often (`isGivenUp`). `unknown`: touch was lost, so it may have been taken or not.
 */
export type SendOutcome =
  | { kind: "sent"; providerId?: string }
  | { kind: "retry"; reason: string; afterMs?: number }
  | { kind: "refused"; reason: string; isGivenUp?: true }
  | { kind: "unknown"; reason: string };

export interface Courier {
  name: "sandbox" | "sendgrid" | "smtp";
  /** Never throws for what the other side does; reasons are plain words without secrets. */
  send(email: OutgoingEmail): Promise<SendOutcome>;
  /** Lets go of what it keeps open. */
  close?(): void;
}

/** How long a courier may take over one email. */
export const sendTimeoutMs = 30_000;
