// What mailboxes are asked to do with mail that only claims to come from our domain: the DMARC record (RFC 7489). Asks DNS.
import type { Finding } from "../domain/finding.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import { organisationOf, recordValues, unanswered, type Dns } from "./dns-answer.ts";

const check = "dns.dmarc";

const policyWords: ReadonlyMap<string, InEveryLanguage> = new Map([
  [
    "none",
    { en: "deliver it all the same, and only count it", de: "sie trotzdem zuzustellen und nur zu zählen" },
  ],
  ["quarantine", { en: "put it among spam", de: "sie zum Spam zu legen" }],
  ["reject", { en: "refuse it", de: "sie abzuweisen" }],
]);

/** Of the domain of From, else of its organisation, as receivers look (RFC 7489 section 6.6.3). */
export async function checkDmarc(dns: Dns, fromDomain: string): Promise<Finding[]> {
  const organisation = organisationOf(fromDomain);
  for (const domain of new Set([fromDomain, organisation])) {
    const name = `_dmarc.${domain}`;
    const answer = await dns.txt(name);
    if (answer.kind === "fault") {
      const what = { en: `The DMARC record ${name}`, de: `Der DMARC-Eintrag ${name}` };
      return [unanswered(check, what, answer.why)];
    }
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
      found: {
        en: `${organisation} has no DMARC record, so anybody can send mail in its name, and some large providers take less of its mail.`,
        de: `${organisation} hat keinen DMARC-Eintrag: Jeder kann in diesem Namen E-Mails verschicken, und einige große Anbieter nehmen weniger davon an.`,
      },
      todo: {
        en: "Add this record at your DNS provider. “p=none” changes nothing for mail yet; raise it to “p=quarantine” once your own mail is signed.",
        de: "Legen Sie diesen Eintrag bei Ihrem DNS-Anbieter an. „p=none“ ändert für E-Mails noch nichts; erhöhen Sie es auf „p=quarantine“, sobald Ihre eigenen E-Mails signiert sind.",
      },
      values: recordValues(`_dmarc.${organisation}`, "TXT", "v=DMARC1; p=none"),
    },
  ];
}

function severalFinding(name: string): Finding {
  const found = {
    en: `There are several DMARC records at ${name}, so none of them counts.`,
    de: `Unter ${name} stehen mehrere DMARC-Einträge, deshalb gilt keiner davon.`,
  };
  const todo = {
    en: "Remove all but one of them at your DNS provider.",
    de: "Entfernen Sie bei Ihrem DNS-Anbieter alle bis auf einen.",
  };
  return { check, status: "fault", found, todo };
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
      found: {
        en: `The DMARC record ${name} names no policy that is known: ${record}`,
        de: `Der DMARC-Eintrag ${name} nennt keine bekannte Vorgabe: ${record}`,
      },
      todo: {
        en: "Let it say p=none, p=quarantine or p=reject.",
        de: "Es muss p=none, p=quarantine oder p=reject darin stehen.",
      },
    };
  }
  const strict = [tags.get("adkim") === "s" ? "DKIM" : "", tags.get("aspf") === "s" ? "SPF" : ""].filter(
    Boolean,
  );
  const alignment = alignmentWords(strict);
  return {
    check,
    status: "good",
    found: {
      en: `${name} asks mailboxes, for mail that only claims to be yours, to ${words.en} (p=${policy}). ${alignment.en}`,
      de: `${name} bittet Postfächer, bei E-Mails, die nur behaupten, von Ihnen zu sein, ${words.de} (p=${policy}). ${alignment.de}`,
    },
  };
}

/** `strict`: those of DKIM and SPF for which the same organisation does not do. */
function alignmentWords(strict: readonly string[]): InEveryLanguage {
  if (strict.length === 0) {
    return {
      en: "Mail counts as ours when its signature (DKIM) or its bounce address (SPF) is of the same organisation as its From.",
      de: "Eine E-Mail gilt als Ihre, wenn ihre Signatur (DKIM) oder ihre Rücksendeadresse (SPF) zur selben Organisation gehört wie ihre Absenderadresse.",
    };
  }
  return {
    en: `For ${strict.join(" and ")} it asks for exactly the same domain as in From, not only the same organisation.`,
    de: `Für ${strict.join(" und ")} verlangt er genau dieselbe Domain wie in der Absenderadresse, nicht nur dieselbe Organisation.`,
  };
}
