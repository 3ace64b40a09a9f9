// Whether a domain says which servers may send its mail: the SPF record (RFC 7208). Asks DNS.
import type { Finding } from "../domain/finding.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import { recordValues, unanswered, type Dns } from "./dns-answer.ts";

const check = "dns.spf";
/** RFC 7208 section 4.6.4: with more, the record counts as broken. */
const lookupsMax = 10;
/** Records followed while counting; a record that needs more is over the limit anyway. */
const followedMax = 15;

/** `why` says what the domain has to do with our mail. */
export async function checkSpf(dns: Dns, domain: string, why: InEveryLanguage): Promise<Finding[]> {
  const answer = await dns.txt(domain);
  if (answer.kind === "fault") {
    const what = { en: `The SPF record of ${domain}`, de: `Der SPF-Eintrag von ${domain}` };
    return [unanswered(check, what, answer.why)];
  }
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

function missingFinding(domain: string, why: InEveryLanguage): Finding {
  return {
    check,
    status: "warning",
    found: {
      en: `${domain} has no SPF record, which says which servers may send mail for it. ${why.en}`,
      de: `${domain} hat keinen SPF-Eintrag, der sagt, welche Server E-Mails dafür verschicken dürfen. ${why.de}`,
    },
    todo: {
      en: "Add this record at your DNS provider, with the IP address of the server that sends your mail to the internet in place of the example.",
      de: "Legen Sie diesen Eintrag bei Ihrem DNS-Anbieter an, mit der IP-Adresse des Servers, der Ihre E-Mails ins Internet verschickt, anstelle des Beispiels.",
    },
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
    found: {
      en: `${domain} has ${records.length} SPF records. With more than one, all of them count as broken (RFC 7208, section 3.2).`,
      de: `${domain} hat ${records.length} SPF-Einträge. Bei mehr als einem gelten alle als fehlerhaft (RFC 7208, Abschnitt 3.2).`,
    },
    todo: {
      en: "Remove all of them and add this one, which joins what they say.",
      de: "Entfernen Sie alle, und legen Sie diesen an; er fasst zusammen, was darin steht.",
    },
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
      found: {
        en: `The SPF record of ${domain} lets every server in the world send its mail: ${record}`,
        de: `Der SPF-Eintrag von ${domain} erlaubt jedem Server der Welt, dafür E-Mails zu verschicken: ${record}`,
      },
      todo: {
        en: `Replace “${all}” at its end by “-all”.`,
        de: `Ersetzen Sie „${all}“ an seinem Ende durch „-all“.`,
      },
    };
  }
  const counted = await countLookups(dns, record);
  if (counted.broken !== undefined) {
    return {
      check,
      status: "warning",
      found: {
        en: `The SPF record of ${domain} refers to ${counted.broken}, which has no SPF record, so the whole record counts as broken: ${record}`,
        de: `Der SPF-Eintrag von ${domain} verweist auf ${counted.broken}; dort gibt es keinen SPF-Eintrag, deshalb gilt der ganze Eintrag als fehlerhaft: ${record}`,
      },
      todo: {
        en: `Remove what refers to ${counted.broken}, or mend that name.`,
        de: `Entfernen Sie den Verweis auf ${counted.broken}, oder bringen Sie diesen Namen in Ordnung.`,
      },
    };
  }
  if (counted.lookups > lookupsMax) {
    return {
      check,
      status: "warning",
      found: {
        en: `The SPF record of ${domain} needs more than ${lookupsMax} further look-ups, and so counts as broken (RFC 7208, section 4.6.4): ${record}`,
        de: `Der SPF-Eintrag von ${domain} braucht mehr als ${lookupsMax} weitere Abfragen und gilt deshalb als fehlerhaft (RFC 7208, Abschnitt 4.6.4): ${record}`,
      },
      todo: {
        en: "Remove the services that send no mail for you any more, or name servers by ip4: and ip6: instead of include:.",
        de: "Entfernen Sie Dienste, die keine E-Mails mehr für Sie verschicken, oder nennen Sie Server mit ip4: und ip6: statt mit include:.",
      },
    };
  }
  const found = {
    en: `${domain} says which servers may send its mail (SPF): ${record}`,
    de: `${domain} sagt, welche Server dafür E-Mails verschicken dürfen (SPF): ${record}`,
  };
  return { check, status: "good", found };
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
