// The checks of DNS, as far as they concern how mail goes out and comes in here. Asks DNS.
import type { Finding } from "../domain/finding.ts";
import { checkDkim, type SigningKey } from "./dkim.ts";
import { checkDmarc } from "./dmarc.ts";
import { organisationOf, type Dns } from "./dns-answer.ts";
import { inTime } from "./in-time.ts";
import { checkMx } from "./mx.ts";
import { checkSpf } from "./spf.ts";

/** `signingKeys`: those of the last probe that came back; undefined when none did. */
export interface DnsQuestion {
  isSmtp: boolean;
  replyDomain: string;
  fromDomain: string;
  signingKeys: readonly SigningKey[] | undefined;
}

/**
 * Over SMTP the bounce address, which SPF is about, is at the reply domain, and From may be at another. SendGrid's bounce
 * address is at a name of its own, which is among the records of its domain authentication, and so are its keys.
 */
export function dnsChecks(dns: Dns, question: DnsQuestion): Promise<Finding[]>[] {
  const { isSmtp, replyDomain, fromDomain, signingKeys } = question;
  const mx = { en: "The MX record", de: "Der MX-Eintrag" };
  const spf = { en: "The SPF record", de: "Der SPF-Eintrag" };
  const dkim = {
    en: "The keys that sign our mail",
    de: "Der Schlüssel, der unsere E-Mails signiert,",
  };
  const dmarc = { en: "The DMARC record", de: "Der DMARC-Eintrag" };
  return [
    inTime("dns.mx", mx, checkMx(dns, replyDomain, isSmtp ? "smtp" : "sendgrid")),
    ...(isSmtp
      ? [
          inTime("dns.spf", spf, checkSmtpSpf(dns, replyDomain, fromDomain)),
          inTime("dns.dkim", dkim, checkDkim(dns, fromDomain, signingKeys)),
        ]
      : []),
    inTime("dns.dmarc", dmarc, checkDmarc(dns, fromDomain)),
  ];
}

async function checkSmtpSpf(dns: Dns, replyDomain: string, fromDomain: string): Promise<Finding[]> {
  const findings = await checkSpf(dns, replyDomain, {
    en: "The bounce addresses of our emails are there, so it is the one that is looked up.",
    de: "Dort liegen die Rücksendeadressen unserer E-Mails, also wird dieser Eintrag nachgeschlagen.",
  });
  if (organisationOf(replyDomain) === organisationOf(fromDomain)) return findings;
  return [
    ...findings,
    {
      check: "dns.spf.alignment",
      status: "warning",
      found: {
        en: `From is at ${fromDomain} and the bounce addresses are at ${replyDomain}, two organisations, so SPF never speaks for our mail.`,
        de: `Die Absenderadresse liegt bei ${fromDomain}, die Rücksendeadressen liegen bei ${replyDomain}: zwei Organisationen, also spricht SPF nie für unsere E-Mails.`,
      },
      todo: {
        en: "Set MAIL_FROM to an address at REPLY_DOMAIN or its parent domain, or make sure that its mail is signed (DKIM).",
        de: "Tragen Sie in MAIL_FROM eine Adresse bei REPLY_DOMAIN oder der übergeordneten Domain ein, oder sorgen Sie dafür, dass die E-Mails signiert sind (DKIM).",
      },
    },
  ];
}
