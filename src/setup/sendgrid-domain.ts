// Whether SendGrid may sign and send for the domain of From: its domain authentication, and the DNS records that belong to
// it. Asks SendGrid and DNS.
import type { Finding } from "../domain/finding.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import { organisationOf, recordValues, unanswered, type Dns } from "./dns-answer.ts";
import { listIn, textOf, type Sendgrid } from "./sendgrid-api.ts";

const check = "sendgrid.domain";
const place = {
  en: "In SendGrid under Settings, Sender Authentication,",
  de: "In SendGrid unter Settings, Sender Authentication:",
};
/** Domains of one account that are looked through. */
const domainsMax = 200;

/** SendGrid names its records; those of DKIM and of the bounce address (SPF) are looked up here as well. */
interface NeededRecord {
  name: string;
  type: string;
  value: string;
  isValid: boolean;
}

export async function checkDomain(ask: Sendgrid, dns: Dns, fromDomain: string): Promise<Finding[]> {
  const answer = await ask(`/v3/whitelabel/domains?limit=${domainsMax}`);
  if (answer.kind === "fault") return [{ check, status: "warning", found: answer.found, todo: answer.todo }];
  if (answer.kind === "refused") {
    const found = {
      en: "Our key may not read which domains SendGrid signs for (DKIM), nor the records that belong to it.",
      de: "Unser Schlüssel darf nicht lesen, für welche Domains SendGrid signiert (DKIM) und welche Einträge dazugehören.",
    };
    const todo = {
      en: `${place.en} look whether ${fromDomain} or its parent domain is there, with “Verified” beside it.`,
      de: `${place.de} Sehen Sie nach, ob ${fromDomain} oder die übergeordnete Domain dort steht, mit „Verified“ daneben.`,
    };
    return [{ check, status: "skipped", found, todo }];
  }
  const domain = bestOf(listIn(answer.body), fromDomain);
  if (domain === undefined) return [missingFinding(fromDomain)];
  const name = textOf(domain["domain"]);
  const records = recordsOf(domain["dns"]);
  const findings = (await Promise.all(records.map((record) => checkRecord(dns, record)))).flat();
  if (findings.length > 0) return findings;
  if (domain["valid"] !== true || records.some(({ isValid }) => !isValid)) {
    return [
      {
        check,
        status: "warning",
        found: {
          en: `The DNS records of ${name} are right, but SendGrid has not looked at them since, and does not sign for it yet.`,
          de: `Die DNS-Einträge von ${name} stimmen, aber SendGrid hat seitdem nicht nachgesehen und signiert noch nicht dafür.`,
        },
        todo: {
          en: `${place.en} open ${name} and press “Verify”.`,
          de: `${place.de} Öffnen Sie ${name}, und drücken Sie „Verify“.`,
        },
      },
    ];
  }
  return [
    {
      check,
      status: "good",
      found: {
        en: `SendGrid signs our mail for ${name} (DKIM), and bounces go to a name of its own there (SPF).`,
        de: `SendGrid signiert unsere E-Mails für ${name} (DKIM), und Rücksendungen gehen dort an einen eigenen Namen (SPF).`,
      },
    },
  ];
}

/** The From domain itself, else one of the same organisation, whose signature speaks for it as well (relaxed alignment). */
function bestOf(domains: Record<string, unknown>[], fromDomain: string) {
  const nameOf = (domain: Record<string, unknown>) => textOf(domain["domain"]).toLowerCase();
  return (
    domains.find((domain) => nameOf(domain) === fromDomain) ??
    domains.find((domain) => organisationOf(nameOf(domain)) === organisationOf(fromDomain))
  );
}

function missingFinding(fromDomain: string): Finding {
  return {
    check,
    status: "fault",
    found: {
      en: `SendGrid does not sign for ${fromDomain}, the domain in MAIL_FROM. Much of such mail is refused or put among spam.`,
      de: `SendGrid signiert nicht für ${fromDomain}, die Domain in MAIL_FROM. Viele solche E-Mails werden abgewiesen oder landen im Spam.`,
    },
    todo: {
      en: `${place.en} press “Authenticate Your Domain”, type ${organisationOf(fromDomain)}, and add the three records that SendGrid then shows at your DNS provider.`,
      de: `${place.de} Drücken Sie „Authenticate Your Domain“, geben Sie ${organisationOf(fromDomain)} ein, und legen Sie die drei Einträge, die SendGrid dann zeigt, bei Ihrem DNS-Anbieter an.`,
    },
  };
}

function recordsOf(dns: unknown): NeededRecord[] {
  return Object.values((dns ?? {}) as Record<string, Record<string, unknown> | null>).flatMap((record) => {
    const [name, type, value] = [
      textOf(record?.["host"]),
      textOf(record?.["type"]),
      textOf(record?.["data"]),
    ];
    return name === "" || value === ""
      ? []
      : [{ name: name.toLowerCase(), type: type.toUpperCase(), value, isValid: record?.["valid"] === true }];
  });
}

/** Nothing when the record is there. */
async function checkRecord(dns: Dns, { name, type, value, isValid }: NeededRecord): Promise<Finding[]> {
  const recordCheck = "dns.sendgrid";
  const todo = {
    en: "Add this record at your DNS provider, then press “Verify” in SendGrid under Settings, Sender Authentication.",
    de: "Legen Sie diesen Eintrag bei Ihrem DNS-Anbieter an, und drücken Sie dann in SendGrid unter Settings, Sender Authentication auf „Verify“.",
  };
  const missing = (is: InEveryLanguage): Finding[] => [
    {
      check: recordCheck,
      status: "fault",
      found: {
        en: `SendGrid needs the ${type} record ${name}, but ${is.en}.`,
        de: `SendGrid braucht den ${type}-Eintrag ${name}, aber ${is.de}.`,
      },
      todo,
      values: recordValues(name, type, value),
    },
  ];
  // Accounts without automated security have TXT and MX records; SendGrid's own look has to do for these.
  if (type !== "CNAME") {
    const unlike = {
      en: "has not found it as it should be",
      de: "hat ihn nicht so gefunden, wie er sein soll",
    };
    return isValid ? [] : missing(unlike);
  }
  const answer = await dns.cname(name);
  if (answer.kind === "fault")
    return [unanswered(recordCheck, { en: `The record ${name}`, de: `Der Eintrag ${name}` }, answer.why)];
  if (answer.kind === "none") return missing({ en: "it is not there", de: "er ist nicht da" });
  const [target = ""] = answer.records;
  if (target === value.toLowerCase()) return [];
  return missing({ en: `it leads to ${target}`, de: `er führt zu ${target}` });
}
