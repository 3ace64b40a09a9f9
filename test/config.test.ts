// The settings: defaults that work, every fault named at once, and no secret printed.
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ConfigFault, readConfig, shownSettings, type Environment } from "../src/config.ts";
import { newSecret } from "../src/key-file.ts";

const { publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const webhookKey = publicKey.export({ format: "der", type: "spki" }).toString("base64");
const rsaKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .publicKey.export({ format: "der", type: "spki" })
  .toString("base64");

const real: Environment = {
  MAIL_COURIER: "sendgrid",
  AGENCY_NAME: "Agency",
  BASE_URL: "https://portal.agency.example",
  REPLY_DOMAIN: "reply.agency.example",
  MAIL_FROM: "Requests@Reply.Agency.Example",
  SENDGRID_API_KEY: "SG.secret-of-the-agency",
  SENDGRID_WEBHOOK_KEY: webhookKey,
};

function faultsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment);
  } catch (fault) {
    if (fault instanceof ConfigFault) return fault.faults;
    throw fault;
  }
  return [];
}

describe("without any settings", () => {
  it("the sandbox runs on this machine only", () => {
    expect(readConfig({})).toMatchObject({
      courier: "sandbox",
      host: "127.0.0.1",
      port: 3000,
      databaseUrl: "sqlite:./data/inreply.db",
      installation: { baseUrl: "http://localhost:3000" },
      secretKeys: [],
      inboundToken: undefined,
      webhookKey: undefined,
      sendgridApiKey: undefined,
    });
  });

  it("empty ones and ones of white space count as not set", () => {
    expect(readConfig({ PORT: "", MAIL_COURIER: "  ", SECRET_KEYS: "" })).toEqual(readConfig({}));
  });
});

describe("a real installation", () => {
  it("is read whole", () => {
    const config = readConfig({
      ...real,
      PORT: "8080",
      DATABASE_URL: "postgres://u:p@db/inreply",
      SECRET_KEYS: `1:${newSecret()}, 0:${newSecret()}`,
      INBOUND_TOKEN: "a-long-enough-token",
      EMAIL_BYTES_MAX: "1000000",
    });
    expect(config).toMatchObject({
      courier: "sendgrid",
      host: "0.0.0.0",
      port: 8080,
      databaseUrl: "postgres://u:p@db/inreply",
      installation: {
        agencyName: "Agency",
        baseUrl: "https://portal.agency.example",
        replyDomain: "reply.agency.example",
        mailFrom: "requests@reply.agency.example",
      },
      inboundToken: "a-long-enough-token",
      sendgridApiKey: "SG.secret-of-the-agency",
      emailBytesMax: 1_000_000,
    });
    expect(config.secretKeys.map(({ id }) => id)).toEqual([1, 0]);
    expect(config.webhookKey?.asymmetricKeyType).toBe("ec");
  });

  it("says everything that it needs and was not given", () => {
    expect(faultsOf({ MAIL_COURIER: "sendgrid", DATABASE_URL: "postgresql://db/inreply" })).toEqual([
      "AGENCY_NAME is needed when MAIL_COURIER is sendgrid.",
      "BASE_URL is needed when MAIL_COURIER is sendgrid.",
      "REPLY_DOMAIN is needed when MAIL_COURIER is sendgrid.",
      "MAIL_FROM is needed when MAIL_COURIER is sendgrid.",
      "SENDGRID_API_KEY is needed when MAIL_COURIER is sendgrid.",
      "SENDGRID_WEBHOOK_KEY or INBOUND_TOKEN is needed, or nobody can post mail here.",
      expect.stringMatching(/^SECRET_KEYS is needed with PostgreSQL/u),
    ]);
  });
});

describe("an installation with a mail server of its own", () => {
  const byMailServer: Environment = {
    ...real,
    MAIL_COURIER: "smtp",
    SENDGRID_API_KEY: "",
    SENDGRID_WEBHOOK_KEY: "",
    SMTP_URL: "smtps://inreply:s%40crt@mail.agency.example",
  };

  it("needs no key of SendGrid, and no token: mail can come in by a pipe", () => {
    const config = readConfig({ ...byMailServer, DNS_SERVERS: "127.0.0.1:5353, ::1,[::1]:53" });
    expect(config.smtpUrl?.hostname).toBe("mail.agency.example");
    expect(config).toMatchObject({
      courier: "smtp",
      isSmtpTlsOptional: false,
      dnsServers: ["127.0.0.1:5353", "::1", "[::1]:53"],
      rawMailDays: 0,
    });
  });

  it("believes only whom its settings name: one mail server of its own, and forwarders", () => {
    expect(readConfig(byMailServer).trust).toEqual({ authservId: undefined, arcSealers: [] });
    const named = { AUTHSERV_ID: "MX.Agency.example", ARC_SEALERS: "google.com, microsoft.com,google.com" };
    expect(readConfig({ ...byMailServer, ...named }).trust).toEqual({
      authservId: "mx.agency.example",
      arcSealers: ["google.com", "microsoft.com"],
    });
  });

  it("needs to know its server, and is told once when what it was given is none", () => {
    expect(faultsOf({ ...byMailServer, SMTP_URL: "" })).toEqual([
      "SMTP_URL is needed when MAIL_COURIER is smtp.",
    ]);
    expect(faultsOf({ ...byMailServer, SMTP_URL: "mail.agency.example" })).toHaveLength(1);
  });
});

describe("the agency’s working calendar", () => {
  it("is Monday to Friday, nine to five, in London for the sandbox and in UTC for a real agency", () => {
    const week = { workdays: [1, 2, 3, 4, 5], dayStartMinute: 540, dayEndMinute: 1020, holidays: new Set() };
    expect(readConfig({}).installation.calendar).toEqual({ timeZone: "Europe/London", ...week });
    expect(readConfig(real).installation.calendar).toEqual({ timeZone: "UTC", ...week });
  });

  it("has the days, hours and holidays of its settings", () => {
    const settings = {
      AGENCY_ZONE: "Africa/Cairo",
      WORKDAYS: "7, 1,2,3,4,4",
      WORKING_HOURS: "09:30 - 24:00",
      HOLIDAYS: "2026-12-25, 2028-02-29,2026-12-25,",
    };
    expect(readConfig({ ...real, ...settings }).installation.calendar).toEqual({
      timeZone: "Africa/Cairo",
      workdays: [1, 2, 3, 4, 7],
      dayStartMinute: 570,
      dayEndMinute: 1440,
      holidays: new Set(["2026-12-25", "2028-02-29"]),
    });
  });
});

describe("a fault", () => {
  it("does not hide the others: all are named at once, each by its setting", () => {
    const faulty: Environment = {
      MAIL_COURIER: "pigeon",
      PORT: "99999",
      DATABASE_URL: "mysql://root:hunter2@db/x",
      AGENCY_NAME: "Two\nlines",
      BASE_URL: "ftp://x",
      REPLY_DOMAIN: "no domain",
      MAIL_FROM: "nobody",
      AGENCY_ZONE: "Mars/Olympus",
      WORKDAYS: "0,1",
      WORKING_HOURS: "17-9",
      HOLIDAYS: "2026-02-29",
      SECRET_KEYS: "0:dG9vIHNob3J0",
      INBOUND_TOKEN: "short",
      SENDGRID_WEBHOOK_KEY: "AAAA",
      SENDGRID_EVENTS_KEY: "BBBB",
      SENDGRID_API_KEY: "SG.a\u0007b",
      SMTP_URL: "http://mail:hunter3@host",
      SMTP_TLS: "maybe",
      DNS_SERVERS: "dns.example",
      AUTHSERV_ID: "mx one",
      ARC_SEALERS: "google.com, Google",
      PROXIES_TRUSTED: "-1",
      PARSE_THREADS: "0",
      EMAIL_BYTES_MAX: "1e9",
      UPLOAD_BYTES_MAX: "many",
      RAW_MAIL_DAYS: "-1",
      LOG_LEVEL: "loud",
    };
    const faults = faultsOf(faulty);
    expect(faults.map((fault) => fault.split(" ")[0])).toEqual(Object.keys(faulty));
    for (const fault of faults) expect(fault).toMatch(/^[A-Z_]+ (?:is|must|holds) .+/u);
    const whole = new ConfigFault(faults).message;
    for (const secret of ["hunter2", "hunter3", "dG9vIHNob3J0", "short\n", "SG.a", "AAAA"])
      expect(whole).not.toContain(secret);
  });

  const secret = newSecret();
  it.each([
    ["SECRET_KEYS", `0:${secret},0:${newSecret()}`, "the same number"],
    ["SECRET_KEYS", `0:${secret},1:${secret}`, "the same secret"],
    ["SECRET_KEYS", `16:${secret}`, "0 to 15"],
    ["SECRET_KEYS", secret, "NUMBER:BASE64"],
    ["SENDGRID_WEBHOOK_KEY", rsaKey, "not a public key as SendGrid shows it"],
    ["BASE_URL", "https://agency.example/portal", "without a path"],
    ["PORT", "0x10", "whole number"],
    ["REPLY_DOMAIN", "localhost", "domain"],
    ["DATABASE_URL", "sqlite:", "must begin with sqlite:"],
    ["SMTP_URL", "smtp://host/?tls=no", "must be smtp://HOST:PORT"],
    ["SMTP_URL", "smtp://user:100%@host", "percent-encoded"],
    ["SMTP_URL", "smtp://", "must be smtp://HOST:PORT"],
    ["DNS_SERVERS", "127.0.0.1, ns1.example", "“ns1.example”"],
    ["DNS_SERVERS", "127.0.0.1:99999", "IP addresses"],
    ["AGENCY_ZONE", "Berlin", "such as Europe/Berlin"],
    ["WORKDAYS", "1-5", "with commas"],
    ["WORKDAYS", "6,7,8", "from 1 for Monday to 7 for Sunday"],
    ["WORKING_HOURS", "9 to 5", "such as 9-17"],
    ["WORKING_HOURS", "9-9:59", "the hours of a workday"],
    ["WORKING_HOURS", "9-24:01", "the hours of a workday"],
    ["WORKING_HOURS", "9:60-17", "09:00-17:30"],
    ["HOLIDAYS", "2026-12-25,26.12.2026", "“26.12.2026”"],
    ["HOLIDAYS", "2026-12-25 2026-12-26", "days such as 2026-12-25, with commas"],
    ["BLOBS", "disk", "must be one of database, s3"],
    ["BLOBS", "s3", "S3_URL is needed when BLOBS is s3."],
    ["S3_URL", "https://bucket.example", "must be s3://BUCKET"],
    ["S3_URL", "s3://Bucket/../x", "must be s3://BUCKET"],
    ["S3_ENDPOINT", "s3.example", "the URL of a server"],
    ["S3_ENDPOINT", "https://me:hunter2@s3.example", "the URL of a server"],
    ["S3_ACCESS_KEY_ID", "AKIA", "both, or neither"],
    ["SENDGRID_EVENTS_KEY", rsaKey, "not a public key as SendGrid shows it"],
  ])("in the value of %s is told in plain words", (name, value, words) => {
    const [fault, ...others] = faultsOf({ [name]: value });
    expect(others).toEqual([]);
    expect(fault).toContain(name);
    expect(fault).toContain(words);
  });

  it("ends the program with exit code 78, all faults on stderr and nothing started", () => {
    const program = fileURLToPath(new URL("../src/inreply.mjs", import.meta.url));
    const env = { ...process.env, PORT: "x", LOG_LEVEL: "loud" };
    const ran = spawnSync(process.execPath, [program, "start"], { env, encoding: "utf8" });
    expect(ran.status).toBe(78);
    expect(ran.stderr).toContain("PORT is “x”");
    expect(ran.stderr).toContain("LOG_LEVEL is “loud”");
    expect(ran.stderr).not.toContain("    at ");
    expect(ran.stdout).toBe("");
  }, 30_000);
});

describe("a bucket", () => {
  it("is read whole, and is known also while new bytes stay in the database", () => {
    const keys = { S3_ACCESS_KEY_ID: "AKIA", S3_SECRET_ACCESS_KEY: "s3cr3t" };
    const settings = { S3_URL: "s3://agency-mail/in/reply/", S3_ENDPOINT: "http://minio:9000", ...keys };
    const place = {
      name: "agency-mail",
      prefix: "in/reply/",
      endpoint: "http://minio:9000/",
      region: "us-east-1",
      keys: { id: "AKIA", secret: "s3cr3t" },
    };
    expect(readConfig({ ...settings, BLOBS: "s3" }).bucket).toEqual({ ...place, isForNew: true });
    expect(readConfig(settings).bucket).toEqual({ ...place, isForNew: false });
    expect(readConfig({ S3_URL: "s3://agency-mail", S3_REGION: "eu-central-1" }).bucket).toMatchObject({
      prefix: "",
      region: "eu-central-1",
      endpoint: undefined,
      keys: undefined,
    });
    expect(readConfig({}).bucket).toBeUndefined();
    const shown = { S3_ACCESS_KEY_ID: "(set)", S3_SECRET_ACCESS_KEY: "(set)", S3_URL: settings.S3_URL };
    expect(shownSettings(settings)).toMatchObject(shown);
  });
});

describe("the settings as the log shows them", () => {
  it("are those that are set, with secrets masked", () => {
    const shown = shownSettings({
      ...real,
      DATABASE_URL: "postgres://u:hunter2@db/x",
      SECRET_KEYS: `0:${newSecret()}`,
      INBOUND_TOKEN: "a-long-enough-token",
      PORT: "",
      PATH: "/usr/bin",
    });
    expect(shown).toEqual({
      MAIL_COURIER: "sendgrid",
      BASE_URL: "https://portal.agency.example",
      DATABASE_URL: "(set)",
      AGENCY_NAME: "Agency",
      REPLY_DOMAIN: "reply.agency.example",
      MAIL_FROM: "Requests@Reply.Agency.Example",
      SECRET_KEYS: "(set)",
      INBOUND_TOKEN: "(set)",
      SENDGRID_WEBHOOK_KEY: webhookKey,
      SENDGRID_API_KEY: "(set)",
    });
  });

  it("name every setting that is read, as the README does", () => {
    const asked = new Set<string>();
    const environment = new Proxy<Record<string, string | undefined>>(
      {},
      {
        get: (_, name) => {
          if (typeof name === "string") asked.add(name);
          return undefined;
        },
      },
    );
    readConfig(environment);
    const all = Object.fromEntries([...asked].map((name) => [name, "x"]));
    expect(Object.keys(shownSettings(all)).toSorted()).toEqual([...asked].toSorted());
    const readme = readFileSync(fileURLToPath(new URL("../README.md", import.meta.url)), "utf8");
    const [table = ""] = /^## Settings\n[^]*?(?=^## )/mu.exec(readme) ?? [];
    const rows = [...table.matchAll(/^\| (`[A-Z_0-9]+`(?:, `[A-Z_0-9]+`)*) \|/gmu)];
    const named = rows.flatMap(([, cell = ""]) => cell.replaceAll("`", "").split(", "));
    expect(named.toSorted()).toEqual([...asked].toSorted());
  });
});
