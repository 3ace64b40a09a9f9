// All checks of the set-up, side by side, each within a bounded time, in the order in which people read them.
import type { KeyObject } from "node:crypto";
import type { Resolver } from "node:dns/promises";
import { domainOf } from "../domain/address.ts";
import { wordsOf } from "../domain/fault.ts";
import type { Finding, FindingGroup } from "../domain/finding.ts";
import type { Installation } from "../domain/installation.ts";
import type { DatabaseCondition } from "../store/condition.ts";
import type { ProbeRow } from "../store/probes.ts";
import { checkBaseUrl } from "./base-url.ts";
import { databaseFindings, unusableDatabase } from "./database.ts";
import { checkDkim } from "./dkim.ts";
import { checkDmarc } from "./dmarc.ts";
import { dnsOf, organisationOf, type Dns } from "./dns-answer.ts";
import { checkMx } from "./mx.ts";
import { probeFindings } from "./probe.ts";
import { secretKeyFindings } from "./secret-keys.ts";
import { sendgridApi, type Sendgrid } from "./sendgrid-api.ts";
import { checkDomain } from "./sendgrid-domain.ts";
import { checkEvents } from "./sendgrid-events.ts";
import { checkSendgridKey } from "./sendgrid-key.ts";
import { checkParse } from "./sendgrid-parse.ts";
import { checkSmtp, type SmtpTrial } from "./smtp.ts";
import { checkSpf } from "./spf.ts";

/** What is checked. */
export interface SetupQuestion {
  courier: "sandbox" | "sendgrid" | "smtp";
  installation: Installation;
  proxiesTrusted: number;
  webhookKey: KeyObject | undefined;
  eventsKey: KeyObject | undefined;
  inboundToken: string | undefined;
  sendgridApiKey: string | undefined;
  /** The file of the secret key; undefined when SECRET_KEYS is set. */
  keyFile: string | undefined;
  resolver: Pick<Resolver, "resolveMx" | "resolveTxt" | "resolveCname" | "resolve4">;
  trySmtp: SmtpTrial;
  /** Rejects with a sentence when the database cannot be used. */
  readDatabase: () => Promise<DatabaseCondition>;
  now: () => Date;
}

/** After this long a check that goes on is told as such, and its answer is not waited for. */
const checkMs = 9_000;

/** The slow part of the report: everything but the round trip. Never rejects. `probes`: the newest first. */
export async function checkSetup(
  question: SetupQuestion,
  probes: readonly ProbeRow[],
): Promise<FindingGroup[]> {
  const { installation, courier, proxiesTrusted } = question;
  const isSandbox = courier === "sandbox";
  const { baseUrl } = installation;
  const groups: [title: string, Promise<Finding[]>[]][] = [
    [
      "This installation",
      [
        inTime("base-url", "The address of the pages", checkBaseUrl({ baseUrl, isSandbox, proxiesTrusted })),
        inTime("secret-keys", "The secret key", async () => secretKeyFindings(question.keyFile)),
      ],
    ],
    ["Database", [inTime("database", "The database", checkDatabase(question.readDatabase))]],
    ...courierGroups(question, probes),
  ];
  return Promise.all(
    groups.map(async ([title, checks]) => ({ title, findings: (await Promise.all(checks)).flat() })),
  );
}

/** The round trip, to be read anew each time. */
export function probeGroup(
  probes: readonly ProbeRow[],
  now: Date,
  courier: SetupQuestion["courier"],
): FindingGroup {
  return { title: "Round trip", findings: probeFindings(probes, now, courier) };
}

async function checkDatabase(read: SetupQuestion["readDatabase"]): Promise<Finding[]> {
  try {
    return databaseFindings(await read());
  } catch (fault) {
    return [unusableDatabase(wordsOf(fault))];
  }
}

function courierGroups(
  question: SetupQuestion,
  probes: readonly ProbeRow[],
): [title: string, Promise<Finding[]>[]][] {
  const dns = dnsOf(question.resolver);
  switch (question.courier) {
    case "sandbox": {
      const found =
        "This is the sandbox: no email leaves this machine, so there is no mail service and no DNS to check.";
      const todo = "For real email set MAIL_COURIER; the README says how.";
      return [["Sending and DNS", [Promise.resolve([{ check: "courier", status: "skipped", found, todo }])]]];
    }
    case "sendgrid": {
      const ask = sendgridApi(question.sendgridApiKey ?? "");
      return [
        ["SendGrid", [inTime("sendgrid", "SendGrid", checkSendgrid(question, ask, dns))]],
        ["DNS", dnsChecks(question, dns, probes)],
      ];
    }
    case "smtp":
      return [
        ["Mail server", [inTime("smtp", "The mail server", checkSmtp(question.trySmtp))]],
        ["DNS", dnsChecks(question, dns, probes)],
      ];
  }
}

async function checkSendgrid(question: SetupQuestion, ask: Sendgrid, dns: Dns): Promise<Finding[]> {
  const { installation, webhookKey, inboundToken, eventsKey } = question;
  const { baseUrl, replyDomain, mailFrom } = installation;
  const key = await checkSendgridKey(ask, question.now);
  if (!key.isUsable) return key.findings;
  const rest = await Promise.all([
    checkParse(ask, { replyDomain, baseUrl, webhookKey, inboundToken }),
    checkEvents(ask, { baseUrl, eventsKey }),
    checkDomain(ask, dns, domainOf(mailFrom)),
  ]);
  return [...key.findings, ...rest.flat()];
}

/**
 * Over SMTP the bounce address, which SPF is about, is at the reply domain, and From may be at another. SendGrid's bounce
 * address is at a name of its own, which is among the records of its domain authentication, and so are its keys.
 */
function dnsChecks(question: SetupQuestion, dns: Dns, probes: readonly ProbeRow[]): Promise<Finding[]>[] {
  const { replyDomain, mailFrom } = question.installation;
  const fromDomain = domainOf(mailFrom);
  const isSmtp = question.courier === "smtp";
  const returned = probes.find((probe) => probe.returnedAt !== null);
  return [
    inTime("dns.mx", "The MX record", checkMx(dns, replyDomain, isSmtp ? "smtp" : "sendgrid")),
    ...(isSmtp
      ? [
          inTime("dns.spf", "The SPF record", checkSmtpSpf(dns, replyDomain, fromDomain)),
          inTime(
            "dns.dkim",
            "The keys that sign our mail",
            checkDkim(dns, fromDomain, returned?.signingKeys),
          ),
        ]
      : []),
    inTime("dns.dmarc", "The DMARC record", checkDmarc(dns, fromDomain)),
  ];
}

async function checkSmtpSpf(dns: Dns, replyDomain: string, fromDomain: string): Promise<Finding[]> {
  const findings = await checkSpf(
    dns,
    replyDomain,
    "The bounce addresses of our emails are there, so it is the one that is looked up.",
  );
  if (organisationOf(replyDomain) === organisationOf(fromDomain)) return findings;
  return [
    ...findings,
    {
      check: "dns.spf.alignment",
      status: "warning",
      found: `From is at ${fromDomain} and the bounce addresses are at ${replyDomain}, two organisations, so SPF never speaks for our mail.`,
      todo: "Set MAIL_FROM to an address at REPLY_DOMAIN or its parent domain, or make sure that its mail is signed (DKIM).",
    },
  ];
}

async function inTime(
  check: string,
  what: string,
  work: Promise<Finding[]> | (() => Promise<Finding[]>),
): Promise<Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding[]>((resolve) => {
    const found = `${what} could not be checked within ${checkMs / 1000} seconds.`;
    timer = setTimeout(
      () => resolve([{ check, status: "warning", found, todo: "Look again in a minute." }]),
      checkMs,
    );
  });
  try {
    return await Promise.race([typeof work === "function" ? work() : work, late]);
  } finally {
    clearTimeout(timer);
  }
}
