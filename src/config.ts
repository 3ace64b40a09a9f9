// Every setting, read once from the environment and checked; all faults are reported together.
import type { KeyObject } from "node:crypto";
import { bucketSettings, readBucket } from "./bucket-settings.ts";
import { readCalendar, type ReadSetting } from "./calendar-settings.ts";
import { wordsOf } from "./domain/fault.ts";
import type { Installation } from "./domain/installation.ts";
import {
  atLeast,
  authservId,
  baseUrl,
  databaseUrl,
  dnsServers,
  domain,
  domains,
  mailFrom,
  oneLine,
  oneOf,
  optional,
  publicKey,
  secretKeys,
  smtpUrl,
  wholeNumber,
} from "./setting.ts";
import type { BucketPlace } from "./store/bucket.ts";
import type { SecretKey } from "./threading/token.ts";

export interface Config {
  courier: "sandbox" | "sendgrid" | "smtp";
  host: string;
  port: number;
  databaseUrl: string;
  /** Where bytes are, or were, kept outside the database. */
  bucket: BucketPlace | undefined;
  /** Connections of this process to PostgreSQL, at most; one more listens. */
  databaseConnections: number;
  installation: Installation;
  /** Keys that prove reply addresses and links, the current one first. None: a key file beside the database. */
  secretKeys: SecretKey[];
  inboundToken: string | undefined;
  webhookKey: KeyObject | undefined;
  /** SendGrid's key for its event webhook, another than that of Inbound Parse. */
  eventsKey: KeyObject | undefined;
  sendgridApiKey: string | undefined;
  /** The server that takes our mail, with its user and password. */
  smtpUrl: URL | undefined;
  /** Whether mail may also travel there without TLS, or with a certificate that nobody vouches for. */
  isSmtpTlsOptional: boolean;
  /** `ADDRESS` or `ADDRESS:PORT` each; none: those of the system. */
  dnsServers: string[];
  /** Whose word on the sender of a mail counts, beside the provider's. */
  trust: { authservId: string | undefined; arcSealers: string[] };
  proxiesTrusted: number;
  parseThreads: number;
  emailBytesMax: number;
  uploadBytesMax: number;
  /** Earlier messages that an email quotes below its own, at most. */
  quotedCountMax: number;
  /** Days after which the bytes of a raw email go, its row stays; 0: they are kept. */
  rawMailDays: number;
  /** Emails about inbound mail in an hour, over all tasks; news of what is above waits for staff. */
  stormEmailsMax: number;
  logLevel: string;
}

/** All faults of the settings, each a line that begins with the setting's name. */
export class ConfigFault extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The settings have faults:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "ConfigFault";
    this.faults = faults;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

const secretNames = new Set(["SECRET_KEYS", "INBOUND_TOKEN", "SENDGRID_API_KEY", "SMTP_URL", "DATABASE_URL"]);
/** By QUOTED_MESSAGES. “All” ends at a number, since an email must stay small. */
const quotedCounts = { none: 0, last: 1, two: 2, all: 50 } as const;
const logLevels = ["trace", "debug", "info", "warn", "error", "silent"];

/** Reads the settings that README.md lists. Throws one ConfigFault that names every fault. */
export function readConfig(environment: Environment): Config {
  const faults: string[] = [];
  const setting: ReadSetting = <T>(name: string, fallback: string, read: (value: string) => T): T => {
    const value = environment[name]?.trim();
    try {
      return read(value === undefined || value === "" ? fallback : value);
    } catch (fault) {
      faults.push(`${name} ${wordsOf(fault)}`);
      return undefined as T; // Never used: the faults are thrown below.
    }
  };
  const isAtFault = (name: string) => faults.some((fault) => fault.startsWith(`${name} `));
  const courier = setting("MAIL_COURIER", "sandbox", oneOf(["sandbox", "sendgrid", "smtp"]));
  const isReal = courier !== "sandbox" && courier !== undefined;
  const needed =
    <T>(read: (value: string) => T) =>
    (value: string) => {
      if (isReal && value === "") throw new Error(`is needed when MAIL_COURIER is ${courier}.`);
      return read(value);
    };
  // Undefined when at fault, which must not make a second fault of the BASE_URL that follows from it.
  const port = setting("PORT", "3000", wholeNumber(0, 65_535)) as number | undefined;
  const config: Config = {
    courier,
    host: setting("HOST", isReal ? "0.0.0.0" : "127.0.0.1", (value) => value),
    port: port ?? 0,
    databaseUrl: setting("DATABASE_URL", "sqlite:./data/inreply.db", databaseUrl),
    bucket: readBucket(setting, (fault) => void faults.push(fault)),
    databaseConnections: setting("DATABASE_CONNECTIONS", "10", wholeNumber(2, 1_000)),
    installation: {
      agencyName: setting("AGENCY_NAME", isReal ? "" : "Northbeam", needed(oneLine)),
      baseUrl: setting("BASE_URL", isReal ? "" : `http://localhost:${port ?? 0}`, needed(baseUrl)),
      replyDomain: setting("REPLY_DOMAIN", isReal ? "" : "reply.northbeam.example", needed(domain)),
      mailFrom: setting("MAIL_FROM", isReal ? "" : "requests@reply.northbeam.example", needed(mailFrom)),
      calendar: readCalendar(setting, isReal ? "UTC" : "Europe/London"),
    },
    secretKeys: setting("SECRET_KEYS", "", secretKeys),
    inboundToken: setting("INBOUND_TOKEN", "", optional(atLeast(16))),
    webhookKey: setting("SENDGRID_WEBHOOK_KEY", "", optional(publicKey)),
    eventsKey: setting("SENDGRID_EVENTS_KEY", "", optional(publicKey)),
    sendgridApiKey: setting("SENDGRID_API_KEY", "", optional(oneLine)),
    smtpUrl: setting("SMTP_URL", "", optional(smtpUrl)),
    isSmtpTlsOptional: setting("SMTP_TLS", "required", oneOf(["required", "optional"])) === "optional",
    dnsServers: setting("DNS_SERVERS", "", dnsServers),
    trust: {
      authservId: setting("AUTHSERV_ID", "", optional(authservId)),
      arcSealers: setting("ARC_SEALERS", "", domains),
    },
    proxiesTrusted: setting("PROXIES_TRUSTED", "0", wholeNumber(0, 10)),
    parseThreads: setting("PARSE_THREADS", "2", wholeNumber(1, 64)),
    emailBytesMax: setting("EMAIL_BYTES_MAX", String(30 * 1024 * 1024), wholeNumber(65_536, 104_857_600)),
    uploadBytesMax: setting("UPLOAD_BYTES_MAX", String(20 * 1024 * 1024), wholeNumber(0, 104_857_600)),
    quotedCountMax: quotedCounts[setting("QUOTED_MESSAGES", "last", oneOf(["none", "last", "two", "all"]))],
    rawMailDays: setting("RAW_MAIL_DAYS", "0", wholeNumber(0, 36_500)),
    stormEmailsMax: setting("STORM_EMAILS_MAX", "1000", wholeNumber(1, 10_000_000)),
    logLevel: setting("LOG_LEVEL", isReal ? "info" : "warn", oneOf(logLevels)),
  };
  if (courier === "sendgrid" && config.sendgridApiKey === undefined) {
    faults.push("SENDGRID_API_KEY is needed when MAIL_COURIER is sendgrid.");
  }
  if (courier === "smtp" && config.smtpUrl === undefined && !isAtFault("SMTP_URL")) {
    faults.push("SMTP_URL is needed when MAIL_COURIER is smtp.");
  }
  // Beside SMTP, mail comes in by `inreply receive`, which needs no proof of who calls.
  if (courier === "sendgrid" && config.inboundToken === undefined && config.webhookKey === undefined) {
    faults.push("SENDGRID_WEBHOOK_KEY or INBOUND_TOKEN is needed, or nobody can post mail here.");
  }
  if (config.databaseUrl?.startsWith("postgres") && config.secretKeys?.length === 0) {
    faults.push(
      "SECRET_KEYS is needed with PostgreSQL: 0:BASE64 of at least 32 random bytes (inreply key makes one).",
    );
  }
  if (faults.length > 0) throw new ConfigFault(faults);
  return config;
}

/** The settings that differ from their defaults, with secrets masked, for the log at start. */
export function shownSettings(environment: Environment): Record<string, string> {
  const names = [...shownNames.trim().split(/\s+/u), ...bucketSettings];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      const isSecret = secretNames.has(name) || (name.startsWith("S3_") && name.includes("KEY"));
      return value === undefined || value === "" ? [] : [[name, isSecret ? "(set)" : value]];
    }),
  );
}

const shownNames = `
    MAIL_COURIER HOST PORT BASE_URL DATABASE_URL DATABASE_CONNECTIONS AGENCY_NAME REPLY_DOMAIN MAIL_FROM
    AGENCY_ZONE WORKDAYS WORKING_HOURS HOLIDAYS SECRET_KEYS INBOUND_TOKEN SENDGRID_WEBHOOK_KEY
    SENDGRID_EVENTS_KEY SENDGRID_API_KEY SMTP_URL SMTP_TLS DNS_SERVERS AUTHSERV_ID ARC_SEALERS
    PROXIES_TRUSTED PARSE_THREADS EMAIL_BYTES_MAX UPLOAD_BYTES_MAX QUOTED_MESSAGES RAW_MAIL_DAYS
    STORM_EMAILS_MAX LOG_LEVEL`;
