// What a delivery report says of one recipient, and how to find an address or a code in what it says. Pure.

/** `relayed`: handed on to where nobody will tell what becomes of it (RFC 3464 section 2.3.3, also for `expanded`). */
export type DeliveryAction = "failed" | "delayed" | "delivered" | "relayed" | "complained";

export interface ReportEntry {
  action: DeliveryAction;
  /** Whom it is about, lower case; absent when the report does not say. */
  recipient?: string;
  /** Whom the email was sent to, when that was somebody else, since mail is forwarded there; lower case. */
  originalRecipient?: string;
  /** RFC 3463, such as 5.1.1. */
  status?: string;
  /** What the other server said, one line. */
  diagnostic?: string;
}

/** Field values are `rfc822; name@domain`, with or without brackets. */
export function addressIn(value: string | undefined): string | undefined {
  return /[^\s<>;,:@"']{1,64}@[^\s<>;,:@"']{1,255}/u.exec((value ?? "").slice(0, 1_000))?.[0].toLowerCase();
}

/** The first enhanced code that is no part of a longer number, such as an IP address. */
export function statusIn(value: string): string | undefined {
  return /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)/u.exec(value)?.[0];
}
