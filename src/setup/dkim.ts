// Whether the keys that sign our mail (DKIM, RFC 6376) are in DNS and belong to the sender's domain. Asks DNS. Which keys
// sign is known only from an email that came back.
import type { Finding } from "../domain/finding.ts";
import { organisationOf, unanswered, type Dns } from "./dns-answer.ts";

const check = "dns.dkim";

export interface SigningKey {
  domain: string;
  selector: string;
}

/** `keys`: those that signed the last probe that came back; undefined when none came back yet. */
export async function checkDkim(
  dns: Dns,
  fromDomain: string,
  keys: readonly SigningKey[] | undefined,
): Promise<Finding[]> {
  if (keys === undefined) {
    const found = {
      en: "Which key signs your mail (DKIM) is learnt from a probe mail that came back; none did so far.",
      de: "Welcher Schlüssel Ihre E-Mails signiert (DKIM), zeigt eine Testmail, die zurückgekommen ist; bisher kam keine zurück.",
    };
    const todo = {
      en: "Send a probe mail, and look here again when it is back.",
      de: "Schicken Sie eine Testmail, und sehen Sie hier wieder nach, wenn sie zurück ist.",
    };
    return [{ check, status: "skipped", found, todo }];
  }
  if (keys.length === 0) return [unsignedFinding(fromDomain)];
  const findings = await Promise.all(keys.map((key) => checkKey(dns, key)));
  const isAligned = keys.some(({ domain }) => organisationOf(domain) === organisationOf(fromDomain));
  return isAligned ? findings : [...findings, foreignFinding(fromDomain, keys)];
}

function unsignedFinding(fromDomain: string): Finding {
  return {
    check,
    status: "warning",
    found: {
      en: "The last probe mail that came back was not signed (DKIM). Many mailboxes put mail without a signature among spam.",
      de: "Die letzte Testmail, die zurückkam, war nicht signiert (DKIM). Viele Postfächer legen E-Mails ohne Signatur zum Spam.",
    },
    todo: {
      en: `Let your mail server sign for ${fromDomain}: OpenDKIM and Rspamd do it for Postfix, and most providers have a switch for it. Add the TXT record with the key that it shows you at your DNS provider. Then send a probe mail again.`,
      de: `Lassen Sie Ihren Mailserver für ${fromDomain} signieren: OpenDKIM und Rspamd tun das für Postfix, und die meisten Anbieter haben einen Schalter dafür. Legen Sie bei Ihrem DNS-Anbieter den TXT-Eintrag mit dem Schlüssel an, den er Ihnen zeigt. Schicken Sie dann noch eine Testmail.`,
    },
  };
}

function foreignFinding(fromDomain: string, keys: readonly SigningKey[]): Finding {
  const signers = [...new Set(keys.map(({ domain }) => domain))].join(", ");
  return {
    check,
    status: "warning",
    found: {
      en: `Your mail is signed by ${signers}, but its From is at ${fromDomain}. Only a signature of the same organisation speaks for the sender (alignment).`,
      de: `Ihre E-Mails sind von ${signers} signiert, aber die Absenderadresse liegt bei ${fromDomain}. Nur eine Signatur derselben Organisation spricht für den Absender (Alignment).`,
    },
    todo: {
      en: `Let the server or provider that sends your mail sign for ${fromDomain} as well, often called “custom DKIM” or “domain authentication”.`,
      de: `Lassen Sie den Server oder Anbieter, der Ihre E-Mails verschickt, auch für ${fromDomain} signieren; oft heißt das „custom DKIM“ oder „domain authentication“.`,
    },
  };
}

async function checkKey(dns: Dns, { domain, selector }: SigningKey): Promise<Finding> {
  const name = `${selector}._domainkey.${domain}`;
  const answer = await dns.txt(name);
  if (answer.kind === "fault")
    return unanswered(check, { en: `The key ${name}`, de: `Der Schlüssel ${name}` }, answer.why);
  const key =
    answer.kind === "found" ? answer.records.find((record) => keyOf(record) !== undefined) : undefined;
  if (key === undefined) {
    return {
      check,
      status: "fault",
      found: {
        en: `Your mail is signed with the key ${selector} of ${domain}, which is not in DNS, so its signature counts for nothing.`,
        de: `Ihre E-Mails sind mit dem Schlüssel ${selector} von ${domain} signiert, der nicht im DNS steht; die Signatur ist damit wertlos.`,
      },
      todo: {
        en: `Add a TXT record named ${name} with the public key that your mail server shows for it.`,
        de: `Legen Sie einen TXT-Eintrag namens ${name} an, mit dem öffentlichen Schlüssel, den Ihr Mailserver dafür zeigt.`,
      },
    };
  }
  // RFC 6376 section 3.6.1: an empty key has been revoked.
  if (keyOf(key) === "") {
    const found = {
      en: `Your mail is signed with the key ${selector} of ${domain}, which has been revoked in DNS.`,
      de: `Ihre E-Mails sind mit dem Schlüssel ${selector} von ${domain} signiert, der im DNS widerrufen ist.`,
    };
    const todo = {
      en: "Sign with a new key, and publish it under its own name.",
      de: "Signieren Sie mit einem neuen Schlüssel, und veröffentlichen Sie ihn unter einem eigenen Namen.",
    };
    return { check, status: "fault", found, todo };
  }
  return {
    check,
    status: "good",
    found: {
      en: `Your mail is signed with the key ${selector} of ${domain}, which is in DNS (DKIM).`,
      de: `Ihre E-Mails sind mit dem Schlüssel ${selector} von ${domain} signiert, der im DNS steht (DKIM).`,
    },
  };
}

/** The public key of a record; undefined for a record that is none. */
function keyOf(record: string): string | undefined {
  return /(?:^|;)\s*p\s*=\s*([A-Za-z0-9+/=\s]*)/u.exec(record)?.[1]?.trim();
}
