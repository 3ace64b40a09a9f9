// Whether SendGrid may sign and send for the domain of From: its domain authentication, and the DNS records that belong to
// it. Asks SendGrid and DNS.
import type { Finding } from "../domain/finding.ts";
import { organisationOf, recordValues, unanswered, type Dns } from "./dns-answer.ts";
import { listIn, textOf, type Sendgrid } from "./sendgrid-api.ts";

const check = "sendgrid.domain";
const place = "In SendGrid under Settings, Sender Authentication,";
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
    const found =
      "Our key may not read which domains SendGrid signs for (DKIM), nor the records that belong to it.";
    const todo = `${place} look whether ${fromDomain} or its parent domain is there, with “Verified” beside it.`;
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
        found: `The DNS records of ${name} are right, but SendGrid has not looked at them since, and does not sign for it yet.`,
        todo: `${place} open ${name} and press “Verify”.`,
      },
    ];
  }
  return [
    {
      check,
      status: "good",
      found: `SendGrid signs our mail for ${name} (DKIM), and bounces go to a name of its own there (SPF).`,
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
    found: `SendGrid does not sign for ${fromDomain}, the domain in MAIL_FROM. Much of such mail is refused or put among spam.`,
    todo: `${place} press “Authenticate Your Domain”, type ${organisationOf(fromDomain)}, and add the three records that SendGrid then shows at your DNS provider.`,
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
  const todo =
    "Add this record at your DNS provider, then press “Verify” in SendGrid under Settings, Sender Authentication.";
  const missing = (is: string): Finding[] => [
    {
      check: recordCheck,
      status: "fault",
      found: `SendGrid needs the ${type} record ${name}, but ${is}.`,
      todo,
      values: recordValues(name, type, value),
    },
  ];
  // Accounts without automated security have TXT and MX records; SendGrid's own look has to do for these.
  if (type !== "CNAME") return isValid ? [] : missing("has not found it as it should be");
  const answer = await dns.cname(name);
  if (answer.kind === "fault") return [unanswered(recordCheck, `The record ${name}`, answer.why)];
  if (answer.kind === "none") return missing("it is not there");
  const [target = ""] = answer.records;
  return target === value.toLowerCase() ? [] : missing(`it leads to ${target}`);
}
