// Mail in the form in which each kind of forwarder passes it on: the files of fixtures/emails/forwarded, filled in, with the
// envelope sender that this forwarder writes.
import { readFileSync } from "node:fs";

const folder = new URL("../../fixtures/emails/forwarded/", import.meta.url);

export interface Forwarder {
  file: string;
  /** The envelope sender; `{{target}}` is the address it is passed on to, with `=` in place of its `@`. */
  envelopeFrom: string;
  /** What findForwardingPath answers of it. */
  sign: string;
  by: string | undefined;
}

const help = "help@northbeam.example";

export const forwarders: readonly Forwarder[] = [
  {
    file: "gmail-filter",
    envelopeFrom: "northbeam.help+caf_={{target}}@gmail.com",
    sign: "rewritten_envelope",
    by: "northbeam.help@gmail.com",
  },
  {
    file: "gmail-account",
    envelopeFrom: "help+caf_={{target}}@northbeam.example",
    sign: "rewritten_envelope",
    by: help,
  },
  {
    file: "google-workspace-routing",
    envelopeFrom: "ann@harbordental.example",
    sign: "forwarding_header",
    by: help,
  },
  {
    file: "google-group",
    envelopeFrom: "help+bncBDLKPY4HVQKBBU5O6AKQMGQEXAMPLE@northbeam.example",
    sign: "rewritten_envelope",
    by: help,
  },
  {
    file: "microsoft-365-forwarding",
    envelopeFrom: "help+SRS=aB3dE=XY=harbordental.example=ann@northbeam.example",
    sign: "rewritten_envelope",
    by: help,
  },
  {
    file: "microsoft-365-inbox-rule",
    envelopeFrom: "help+SRS=aB3dE=XY=harbordental.example=ann@northbeam.example",
    sign: "rewritten_envelope",
    by: help,
  },
  {
    file: "microsoft-365-mail-flow-rule",
    envelopeFrom: "bounces+SRS=HnE87=C7@northbeam.onmicrosoft.com",
    sign: "rewritten_envelope",
    by: "northbeam.onmicrosoft.com",
  },
  { file: "exchange-on-premises", envelopeFrom: "ann@harbordental.example", sign: "redirect", by: help },
  {
    file: "cpanel-exim",
    envelopeFrom: "SRS0=aBcD=EF=harbordental.example=ann@northbeam.example",
    sign: "rewritten_envelope",
    by: help,
  },
  { file: "postfix-alias", envelopeFrom: "ann@harbordental.example", sign: "forwarding_header", by: help },
  {
    file: "postsrsd",
    envelopeFrom: "SRS0=Xk1z=EF=harbordental.example=ann@northbeam.example",
    sign: "rewritten_envelope",
    by: help,
  },
  { file: "dovecot-sieve", envelopeFrom: "ann@harbordental.example", sign: "redirect", by: help },
  { file: "procmail", envelopeFrom: help, sign: "forwarding_header", by: help },
  { file: "fastmail", envelopeFrom: "ann@harbordental.example", sign: "forwarding_header", by: help },
  { file: "zoho", envelopeFrom: help, sign: "forwarding_header", by: help },
  {
    file: "icloud",
    envelopeFrom: "northbeam@icloud.com",
    sign: "forwarding_header",
    by: "northbeam@icloud.com",
  },
  {
    file: "yahoo",
    envelopeFrom: "ann@harbordental.example",
    sign: "forwarding_header",
    by: "northbeam@yahoo.com",
  },
];

export interface ForwardedMail {
  /** The envelope recipient: the address that the forwarder was given. */
  intake: string;
  id: string;
  to?: string;
  author?: string;
  subject?: string;
  words?: string;
  /** Our ids that it refers to. */
  references?: string;
}

/** The bytes of a mail as this forwarder passes it on, and the envelope it then has. */
export function forwardedBy(
  { file, envelopeFrom }: Forwarder,
  mail: ForwardedMail,
): { email: string; from: string; to: string } {
  const values: Record<string, string> = {
    author: mail.author ?? "Ann Weber <ann@harbordental.example>",
    to: mail.to ?? help,
    subject: mail.subject ?? "Re: Booking form",
    id: mail.id,
    words: mail.words ?? "Blue, please.",
    intake: mail.intake,
    "intake-domain": mail.intake.slice(mail.intake.indexOf("@") + 1),
    references:
      mail.references === undefined
        ? ""
        : `In-Reply-To: ${mail.references}\r\nReferences: ${mail.references}\r\n`,
  };
  const email = readFileSync(new URL(`${file}.eml`, folder), "utf8")
    .replaceAll("\n", "\r\n")
    .replaceAll(/\{\{([a-z-]+)\}\}/gu, (_, name: string) => values[name] ?? "");
  return { email, from: envelopeFrom.replace("{{target}}", mail.intake.replace("@", "=")), to: mail.intake };
}
