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
    const found =
      "Which key signs your mail (DKIM) is learnt from a probe mail that came back; none did so far.";
    return [
      { check, status: "skipped", found, todo: "Send a probe mail, and look here again when it is back." },
    ];
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
    found:
      "The last probe mail that came back was not signed (DKIM). Many mailboxes put mail without a signature among spam.",
    todo: `Let your mail server sign for ${fromDomain}: OpenDKIM and Rspamd do it for Postfix, and most providers have a switch for it. Add the TXT record with the key that it shows you at your DNS provider. Then send a probe mail again.`,
  };
}

function foreignFinding(fromDomain: string, keys: readonly SigningKey[]): Finding {
  const signers = [...new Set(keys.map(({ domain }) => domain))].join(", ");
  return {
    check,
    status: "warning",
    found: `Your mail is signed by ${signers}, but its From is at ${fromDomain}. Only a signature of the same organisation speaks for the sender (alignment).`,
    todo: `Let the server or provider that sends your mail sign for ${fromDomain} as well, often called “custom DKIM” or “domain authentication”.`,
  };
}

async function checkKey(dns: Dns, { domain, selector }: SigningKey): Promise<Finding> {
  const name = `${selector}._domainkey.${domain}`;
  const answer = await dns.txt(name);
  if (answer.kind === "fault") return unanswered(check, `The key ${name}`, answer.why);
  const key =
    answer.kind === "found" ? answer.records.find((record) => keyOf(record) !== undefined) : undefined;
  if (key === undefined) {
    return {
      check,
      status: "fault",
      found: `Your mail is signed with the key ${selector} of ${domain}, which is not in DNS, so its signature counts for nothing.`,
      todo: `Add a TXT record named ${name} with the public key that your mail server shows for it.`,
    };
  }
  // RFC 6376 section 3.6.1: an empty key has been revoked.
  if (keyOf(key) === "") {
    const found = `Your mail is signed with the key ${selector} of ${domain}, which has been revoked in DNS.`;
    return { check, status: "fault", found, todo: `Sign with a new key, and publish it under its own name.` };
  }
  return {
    check,
    status: "good",
    found: `Your mail is signed with the key ${selector} of ${domain}, which is in DNS (DKIM).`,
  };
}

/** The public key of a record; undefined for a record that is none. */
function keyOf(record: string): string | undefined {
  return /(?:^|;)\s*p\s*=\s*([A-Za-z0-9+/=\s]*)/u.exec(record)?.[1]?.trim();
}
