// Whether a domain says which servers may send its mail: the SPF record (RFC 7208). Asks DNS.
import type { Finding } from "../domain/finding.ts";
import { recordValues, unanswered, type Dns } from "./dns-answer.ts";

const check = "dns.spf";
/** RFC 7208 section 4.6.4: with more, the record counts as broken. */
const lookupsMax = 10;
/** Records followed while counting; a record that needs more is over the limit anyway. */
const followedMax = 15;

/** `why` says what the domain has to do with our mail. */
export async function checkSpf(dns: Dns, domain: string, why: string): Promise<Finding[]> {
  const answer = await dns.txt(domain);
  if (answer.kind === "fault") return [unanswered(check, `The SPF record of ${domain}`, answer.why)];
  const records = answer.kind === "found" ? answer.records.filter(isSpf) : [];
  if (records.length > 1) return [severalFinding(domain, records)];
  const [record] = records;
  if (record === undefined) return [missingFinding(domain, why)];
  return [await recordFinding(dns, domain, record)];
}

/** RFC 7208 section 4.5: the version is the whole first word. */
function isSpf(record: string): boolean {
  return /^v=spf1(?: |$)/iu.test(record);
}

function missingFinding(domain: string, why: string): Finding {
  return {
    check,
    status: "warning",
    found: `${domain} has no SPF record, which says which servers may send mail for it. ${why}`,
    todo: "Add this record at your DNS provider, with the IP address of the server that sends your mail to the internet in place of the example.",
    values: recordValues(domain, "TXT", "v=spf1 ip4:192.0.2.1 -all"),
  };
}

function severalFinding(domain: string, records: string[]): Finding {
  const parts = records.flatMap((record) => record.split(/\s+/u).slice(1));
  const all = parts.findLast((part) => isAll(part)) ?? "-all";
  const merged = [...new Set(parts.filter((part) => !isAll(part)))];
  return {
    check,
    status: "fault",
    found: `${domain} has ${records.length} SPF records. With more than one, all of them count as broken (RFC 7208, section 3.2).`,
    todo: "Remove all of them and add this one, which joins what they say.",
    values: recordValues(domain, "TXT", ["v=spf1", ...merged, all].join(" ")),
  };
}

function isAll(part: string): boolean {
  return /^[-+~?]?all$/iu.test(part);
}

async function recordFinding(dns: Dns, domain: string, record: string): Promise<Finding> {
  const all = record.split(/\s+/u).find(isAll);
  if (all !== undefined && /^\+?all$/iu.test(all)) {
    return {
      check,
      status: "warning",
      found: `The SPF record of ${domain} lets every server in the world send its mail: ${record}`,
      todo: `Replace “${all}” at its end by “-all”.`,
    };
  }
  const counted = await countLookups(dns, record);
  if (counted.broken !== undefined) {
    return {
      check,
      status: "warning",
      found: `The SPF record of ${domain} refers to ${counted.broken}, which has no SPF record, so the whole record counts as broken: ${record}`,
      todo: `Remove what refers to ${counted.broken}, or mend that name.`,
    };
  }
  if (counted.lookups > lookupsMax) {
    return {
      check,
      status: "warning",
      found: `The SPF record of ${domain} needs more than ${lookupsMax} further look-ups, and so counts as broken (RFC 7208, section 4.6.4): ${record}`,
      todo: "Remove the services that send no mail for you any more, or name servers by ip4: and ip6: instead of include:.",
    };
  }
  return { check, status: "good", found: `${domain} says which servers may send its mail (SPF): ${record}` };
}

interface Counted {
  lookups: number;
  /** A name that is referred to and has no record of its own. */
  broken?: string;
}

/** The look-ups that a receiver needs, over all records that the first one refers to. A record without an answer ends its branch. */
async function countLookups(dns: Dns, first: string): Promise<Counted> {
  const waiting = [first];
  let lookups = 0;
  let followed = 0;
  for (let record = waiting.shift(); record !== undefined; record = waiting.shift()) {
    for (const part of record.split(/\s+/u).slice(1)) {
      if (!/^[-+~?]?(?:include:|a(?:[:/]|$)|mx(?:[:/]|$)|ptr(?::|$)|exists:)|^redirect=/iu.test(part))
        continue;
      lookups += 1;
      const name = /^[-+~?]?(?:include:|redirect=)(.+)$/iu.exec(part)?.[1];
      // A name with a macro depends on who sends.
      if (name === undefined || name.includes("%") || followed >= followedMax) continue;
      followed += 1;
      const answer = await dns.txt(name);
      if (answer.kind === "fault") continue;
      const next = answer.kind === "found" ? answer.records.find(isSpf) : undefined;
      if (next === undefined) return { lookups, broken: name };
      waiting.push(next);
    }
    if (lookups > lookupsMax) break;
  }
  return { lookups };
}
