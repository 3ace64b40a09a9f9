// Emails by which a mail provider asks whether a mailbox may forward to us: shown on the Mailboxes page and nowhere else.
// Reads a parsed email, writes nothing. It is a claim: whoever shows its link also shows who vouches for the sender.
import { domainOf } from "../domain/address.ts";
import type { ParsedEmail } from "./parsed-email.ts";

export interface ForwardingConfirmation {
  /** The provider's name as people know it. */
  provider: string;
  /** The code to type there, when the email has one. */
  code?: string;
  /** The https link to press there, at the provider's own domain, when the email has one. */
  link?: string;
  /** The mailbox that wants to forward, when the subject or the text names it. */
  mailbox?: string;
}

interface Provider {
  name: string;
  /** Domains of its senders and of its links, themselves and what is below them. */
  domains: string[];
  /** Local parts that send nothing else; with any other, subject or text must speak of forwarding. */
  forwardingSenders?: string[];
  /** Where its confirming links lead, when that is known closer than by its domains. */
  isLink?: (url: URL) => boolean;
}

const providers: Provider[] = [
  {
    name: "Gmail",
    domains: ["google.com"],
    forwardingSenders: ["forwarding-noreply"],
    // google.com also leads elsewhere (/url?q=…). The cancelling link is /mail/uf-….
    isLink: ({ hostname, pathname }) =>
      /^(?:isolated\.)?mail(?:-settings)?\.google\.com$/u.test(hostname) && pathname.startsWith("/mail/vf-"),
  },
  {
    name: "Zoho Mail",
    domains: ["zoho.com", "zoho.eu", "zoho.in", "zoho.com.au", "zohoaccounts.com", "zohomail.com"],
  },
  { name: "Fastmail", domains: ["fastmail.com", "fastmailteam.com", "messagingengine.com"] },
  { name: "iCloud Mail", domains: ["apple.com", "icloud.com"] },
  { name: "Yahoo Mail", domains: ["yahoo.com", "yahoo-inc.com", "yahooinc.com"] },
  { name: "Proton Mail", domains: ["proton.me", "protonmail.com"] },
  { name: "Yandex Mail", domains: ["yandex.ru", "yandex.com"] },
  { name: "Mail.ru", domains: ["mail.ru", "corp.mail.ru"] },
  { name: "GMX", domains: ["gmx.net", "gmx.com", "gmx.de"] },
  { name: "WEB.DE", domains: ["web.de"] },
];

const forwardingWords =
  /forward|weiterleit|transfert|reenv[ií]|inoltr|encaminh|doorst|doorgestuur|przekaz|przekierow|vidare?befordr|videresend|edelleenl|пересыл/iu;
const confirmingWords =
  /confirm|verif|approve|permission|code|bestätig|bestatig|conferm|bevestig|potwierd|bekräft|bekræft|bekreft|vahvist|подтвер/iu;

/** Whole local parts, which providers keep for themselves: at their domains anybody else may have a mailbox too. */
const programSenders =
  /^(?:no-?reply|do-?not-?reply|forwarding(?:-noreply)?|accounts?(?:-noreply|-info|-security)?|support|mailer(?:-daemon)?|notifications?|notify|robot|system|admin)$/u;

/** How much of the text is looked at, in characters. */
const textLengthMax = 20_000;

/** What the confirmation holds; undefined when the email is none. */
export function readForwardingConfirmation(email: ParsedEmail): ForwardingConfirmation | undefined {
  const [sender] = email.from;
  if (sender === undefined || email.from.length > 1) return undefined;
  const domain = domainOf(sender.address);
  const provider = providers.find(({ domains }) => domains.some((known) => isWithin(domain, known)));
  if (provider === undefined) return undefined;
  const local = sender.address.slice(0, sender.address.lastIndexOf("@"));
  const isCertain = provider.forwardingSenders?.includes(local) ?? false;
  // A provider's people also write by hand; only an address of a program asks for confirmations.
  const isProgram = programSenders.test(local);
  const speaksOfIt = forwardingWords.test(email.subject) && confirmingWords.test(email.subject);
  if (!isCertain && !(isProgram && speaksOfIt)) return undefined;
  // Their people answer by hand.
  if (email.inReplyTo.length > 0) return undefined;
  const text = (email.text ?? email.html ?? "").slice(0, textLengthMax);
  const code = findCode(email.subject, text);
  const link = findLink(text, provider);
  const mailbox = findMailbox(email.subject) ?? findMailbox(text);
  return {
    provider: provider.name,
    ...(code === undefined ? {} : { code }),
    ...(link === undefined ? {} : { link }),
    ...(mailbox === undefined ? {} : { mailbox }),
  };
}

/** Gmail writes `(#123456789)` into the subject and `Confirmation code: 123456789` into the text. */
function findCode(subject: string, text: string): string | undefined {
  return (
    /\(#(\d{4,12})\)/u.exec(subject)?.[1] ??
    /\b(?:code|bestätigungscode|código|codice|kod)\b[^\n\d]{0,40}\b([0-9]{4,12})\b/iu.exec(text)?.[1]
  );
}

/** The first link at the provider's own domain that is not one to say no with. */
function findLink(text: string, provider: Provider): string | undefined {
  const links: string[] = [];
  for (const [found] of text.matchAll(/https:\/\/[^\s<>"'\\]{1,1500}/gu)) {
    const url = URL.canParse(found) ? new URL(found) : undefined;
    if (url === undefined || !provider.domains.some((known) => isWithin(url.hostname, known))) continue;
    if (provider.isLink !== undefined && !provider.isLink(url)) continue;
    links.push(url.href);
    if (links.length === 20) break;
  }
  return (
    links.find((link) => /\/vf-|verif|confirm/iu.test(link)) ??
    links.find((link) => !/support|help|privacy|cancel|unsubscribe/iu.test(link))
  );
}

/** The first address of somebody else than a program. */
function findMailbox(words: string): string | undefined {
  for (const [address] of words.matchAll(/[\w.%+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/gu)) {
    if (!/no-?reply/iu.test(address)) return address.toLowerCase();
  }
  return undefined;
}

function isWithin(domain: string, known: string): boolean {
  return domain === known || domain.endsWith(`.${known}`);
}
