// All checks of the set-up, side by side, each within a bounded time, in the order in which people read them.
import type { KeyObject } from "node:crypto";
import type { Resolver } from "node:dns/promises";
import { domainOf } from "../domain/address.ts";
import { wordsOf } from "../domain/fault.ts";
import type { Finding, FindingGroup } from "../domain/finding.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import type { Installation } from "../domain/installation.ts";
import type { DatabaseCondition } from "../store/condition.ts";
import type { ProbeRow } from "../store/probes.ts";
import { checkBaseUrl } from "./base-url.ts";
import { checkBucket, type BucketQuestion } from "./bucket.ts";
import { databaseFindings, unusableDatabase } from "./database.ts";
import { dnsOf, type Dns } from "./dns-answer.ts";
import { dnsChecks } from "./dns-checks.ts";
import { inTime } from "./in-time.ts";
import { probeFindings } from "./probe.ts";
import { secretKeyFindings } from "./secret-keys.ts";
import { sendgridApi, type Sendgrid } from "./sendgrid-api.ts";
import { checkDomain } from "./sendgrid-domain.ts";
import { checkEvents } from "./sendgrid-events.ts";
import { checkSendgridKey } from "./sendgrid-key.ts";
import { checkParse } from "./sendgrid-parse.ts";
import { checkSmtp, type SmtpTrial } from "./smtp.ts";

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
  bucket: BucketQuestion;
  now: () => Date;
}

/** A heading, and the checks under it. */
type Checks = [title: InEveryLanguage, Promise<Finding[]>[]];

/** The slow part of the report: everything but the round trip. Never rejects. `probes`: the newest first. */
export async function checkSetup(
  question: SetupQuestion,
  probes: readonly ProbeRow[],
): Promise<FindingGroup[]> {
  const { installation, courier, proxiesTrusted } = question;
  const isSandbox = courier === "sandbox";
  const { baseUrl } = installation;
  const pages = { en: "The address of the pages", de: "Die Adresse der Seiten" };
  const key = { en: "The secret key", de: "Der geheime Schlüssel" };
  const database = { en: "The database", de: "Die Datenbank" };
  const bucket = { en: "The bucket for emails and files", de: "Der Bucket für E-Mails und Dateien" };
  const groups: Checks[] = [
    [
      { en: "This installation", de: "Diese Installation" },
      [
        inTime("base-url", pages, checkBaseUrl({ baseUrl, isSandbox, proxiesTrusted })),
        inTime("secret-keys", key, async () => secretKeyFindings(question.keyFile)),
      ],
    ],
    [
      { en: "Database", de: "Datenbank" },
      [
        inTime("database", database, checkDatabase(question.readDatabase)),
        inTime("bucket", bucket, checkBucket(question.bucket)),
      ],
    ],
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
  const title = { en: "Round trip", de: "Hin und zurück" };
  return { title, findings: probeFindings(probes, now, courier) };
}

async function checkDatabase(read: SetupQuestion["readDatabase"]): Promise<Finding[]> {
  try {
    return databaseFindings(await read());
  } catch (fault) {
    return [unusableDatabase(wordsOf(fault))];
  }
}

function courierGroups(question: SetupQuestion, probes: readonly ProbeRow[]): Checks[] {
  const dns = dnsOf(question.resolver);
  const dnsGroup = (): Checks => [
    { en: "DNS", de: "DNS" },
    dnsChecks(dns, {
      isSmtp: question.courier === "smtp",
      replyDomain: question.installation.replyDomain,
      fromDomain: domainOf(question.installation.mailFrom),
      signingKeys: probes.find(({ returnedAt }) => returnedAt !== null)?.signingKeys,
    }),
  ];
  switch (question.courier) {
    case "sandbox": {
      const title = { en: "Sending and DNS", de: "Versand und DNS" };
      return [[title, [Promise.resolve([sandboxFinding])]]];
    }
    case "sendgrid": {
      const ask = sendgridApi(question.sendgridApiKey ?? "");
      return [
        [sendgridName, [inTime("sendgrid", sendgridName, checkSendgrid(question, ask, dns))]],
        dnsGroup(),
      ];
    }
    case "smtp":
      return [
        [
          { en: "Mail server", de: "Mailserver" },
          [inTime("smtp", { en: "The mail server", de: "Der Mailserver" }, checkSmtp(question.trySmtp))],
        ],
        dnsGroup(),
      ];
  }
}

const sendgridName: InEveryLanguage = { en: "SendGrid", de: "SendGrid" };

const sandboxFinding: Finding = {
  check: "courier",
  status: "skipped",
  found: {
    en: "This is the sandbox: no email leaves this machine, so there is no mail service and no DNS to check.",
    de: "Dies ist die Sandbox: Keine E-Mail verlässt diesen Rechner, also sind kein E-Mail-Dienst und kein DNS zu prüfen.",
  },
  todo: {
    en: "For real email set MAIL_COURIER; the README says how.",
    de: "Für echte E-Mails setzen Sie MAIL_COURIER; wie, steht in der README.",
  },
};

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
