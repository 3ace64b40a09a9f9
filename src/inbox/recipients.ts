// Every address that an email may have been sent to: of its envelope, of what mail servers note on the way, and of To and Cc.
import type { ParsedEmail } from "./parsed-email.ts";

/** Recipient headers that may hold the address a mail was really sent to, in this order, after the envelope. */
const recipientHeaders = [
  "delivered-to",
  "x-forwarded-to",
  "x-original-to",
  // Exim and cPanel, qmail and fetchmail, Fastmail, Google Workspace; and whoever passed it on by hand (RFC 5322, 3.6.6).
  "envelope-to",
  "x-envelope-to",
  "x-delivered-to",
  "x-gm-original-to",
  "resent-to",
  "resent-cc",
];
/** In the order in which they are evidence, each with where it stands. */
export function recipients(email: ParsedEmail, envelopeTo: string): [place: string, address: string][] {
  const inHeaders = recipientHeaders.flatMap((header) =>
    email.headers
      .filter(([name]) => name === header)
      .flatMap(([name, value]) => addressesIn(value).map((address): [string, string] => [name, address])),
  );
  return [
    ["the envelope", envelopeTo],
    ...inHeaders,
    ...email.to.map(({ address }): [string, string] => ["To", address]),
    ...email.cc.map(({ address }): [string, string] => ["Cc", address]),
  ];
}

function addressesIn(value: string): string[] {
  return value
    .split(/[\s,<>;]+/u)
    .filter((word) => word.includes("@"))
    .slice(0, 20);
}
