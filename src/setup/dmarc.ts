// What mailboxes are asked to do with mail that only claims to come from our domain: the DMARC record (RFC 7489). Asks DNS.
import type { Finding } from "../domain/finding.ts";
import { organisationOf, recordValues, unanswered, type Dns } from "./dns-answer.ts";

const check = "dns.dmarc";

const policyWords: ReadonlyMap<string, string> = new Map([
  ["none", "deliver it all the same, and only count it"],
  ["quarantine", "put it among spam"],
  ["reject", "refuse it"],
]);

/** Of the domain of From, else of its organisation, as receivers look (RFC 7489 section 6.6.3). */
export async function checkDmarc(dns: Dns, fromDomain: string): Promise<Finding[]> {
  const organisation = organisationOf(fromDomain);
  for (const domain of new Set([fromDomain, organisation])) {
    const name = `_dmarc.${domain}`;
    const answer = await dns.txt(name);
    if (answer.kind === "fault") return [unanswered(check, `The DMARC record ${name}`, answer.why)];
    const records =
      answer.kind === "found" ? answer.records.filter((record) => /^v=DMARC1\s*(?:;|$)/u.test(record)) : [];
    if (records.length > 1) return [severalFinding(name)];
    const [record] = records;
    if (record !== undefined) return [recordFinding(name, record, domain !== fromDomain)];
  }
  return [
    {
      check,
      status: "warning",
      found: `${organisation} has no DMARC record, so anybody can send mail in its name, and some large providers take less of its mail.`,
      todo: "Add this record at your DNS provider. “p=none” changes nothing for mail yet; raise it to “p=quarantine” once your own mail is signed.",
      values: recordValues(`_dmarc.${organisation}`, "TXT", "v=DMARC1; p=none"),
    },
  ];
}

function severalFinding(name: string): Finding {
  const found = `There are several DMARC records at ${name}, so none of them counts.`;
  return { check, status: "fault", found, todo: "Remove all but one of them at your DNS provider." };
}

function recordFinding(name: string, record: string, isOfParent: boolean): Finding {
  const tags = new Map(
    record.split(";").map((tag): [string, string] => {
      const [key = "", value = ""] = tag.split("=");
      return [key.trim().toLowerCase(), value.trim().toLowerCase()];
    }),
  );
  const policy = (isOfParent ? tags.get("sp") : undefined) ?? tags.get("p") ?? "";
  const words = policyWords.get(policy);
  if (words === undefined) {
    return {
      check,
      status: "warning",
      found: `The DMARC record ${name} names no policy that is known: ${record}`,
      todo: "Let it say p=none, p=quarantine or p=reject.",
    };
  }
  const strict = [tags.get("adkim") === "s" ? "DKIM" : "", tags.get("aspf") === "s" ? "SPF" : ""].filter(
    Boolean,
  );
  const alignment =
    strict.length === 0
      ? "Mail counts as ours when its signature (DKIM) or its bounce address (SPF) is of the same organisation as its From."
      : `For ${strict.join(" and ")} it asks for exactly the same domain as in From, not only the same organisation.`;
  return {
    check,
    status: "good",
    found: `${name} asks mailboxes, for mail that only claims to be yours, to ${words} (p=${policy}). ${alignment}`,
  };
}
