// What the checks of SendGrid say, by what its API answers.
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SaidFinding } from "../../src/domain/finding.ts";
import type { Dns } from "../../src/setup/dns-answer.ts";
import { sendgridApi } from "../../src/setup/sendgrid-api.ts";
import { checkDomain } from "../../src/setup/sendgrid-domain.ts";
import { checkEvents } from "../../src/setup/sendgrid-events.ts";
import { checkSendgridKey } from "../../src/setup/sendgrid-key.ts";
import { checkParse as askAboutParse } from "../../src/setup/sendgrid-parse.ts";
import { said } from "../support/said.ts";

const apiKey = "SG.secret-of-the-test";
const baseUrl = "https://portal.agency.example";
const replyDomain = "reply.agency.example";
const scopes = [
  "mail.send",
  "user.webhooks.parse.settings.read",
  "user.webhooks.event.settings.read",
  "whitelabel.read",
];

const newKey = (): KeyObject => generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
const shownKey = (key: KeyObject): string => key.export({ format: "der", type: "spki" }).toString("base64");

const ask = sendgridApi(apiKey);
const api = () => nock("https://api.sendgrid.com").matchHeader("authorization", `Bearer ${apiKey}`);
const statuses = (findings: SaidFinding[]) => findings.map(({ check, status }) => `${check} ${status}`);

const checkParse = async (...given: Parameters<typeof askAboutParse>) => said(await askAboutParse(...given));

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

describe("the key", () => {
  const now = () => new Date("2026-03-02T09:00:00Z");
  const check = async () => {
    const { findings, isUsable } = await checkSendgridKey(ask, now);
    return { findings: said(findings), isUsable };
  };

  it("is right when it may send and read, and the clock when it is SendGrid's", async () => {
    api().get("/v3/scopes").reply(200, { scopes }, { date: "Mon, 02 Mar 2026 09:00:30 GMT" });
    expect(await check()).toEqual({
      isUsable: true,
      findings: [
        { check: "sendgrid.key", status: "good", found: "SendGrid knows our key, and it may send mail." },
        { check: "clock", status: "good", found: "The clock of this machine is right." },
      ],
    });
  });

  it("that may not send is a fault, one that may not read a warning, and so is a clock that is wrong", async () => {
    api()
      .get("/v3/scopes")
      .reply(200, { scopes: ["whitelabel.read"] }, { date: "Mon, 02 Mar 2026 09:05:00 GMT" });
    const { findings } = await check();
    expect(statuses(findings)).toEqual(["sendgrid.key fault", "sendgrid.key.read warning", "clock warning"]);
    expect(findings[1]?.found).toContain("It lacks: Inbound Parse; Mail Settings, Event Notification.");
    expect(findings[2]?.found).toContain("300 seconds slow");
  });

  it.each<[number, string]>([
    [401, "SendGrid does not know the key in SENDGRID_API_KEY."],
    [403, "SendGrid refuses the key in SENDGRID_API_KEY (403)"],
    [429, "SendGrid was asked too much by this account just now (429)."],
    [503, "SendGrid answered with an error of its own (503)."],
  ])("answered with %i is told so, without the key", async (status, words) => {
    api()
      .get("/v3/scopes")
      .reply(status, { errors: [{ message: apiKey }] });
    const { findings, isUsable } = await check();
    expect(isUsable).toBe(false);
    expect(findings).toMatchObject([{ status: "fault", found: expect.stringContaining(words) as string }]);
    expect(findings[0]?.todo).toBeTruthy();
    expect(JSON.stringify(findings)).not.toContain(apiKey);
  });

  it.each<[string, string]>([
    ["ECONNABORTED", "did not answer within 5 seconds"],
    ["ENOTFOUND", "could not be reached (ENOTFOUND)"],
  ])("that %s keeps from being asked is told so", async (code, words) => {
    api()
      .get("/v3/scopes")
      .replyWithError(Object.assign(new Error("x"), { code }));
    expect((await check()).findings).toMatchObject([
      { status: "fault", found: expect.stringContaining(words) as string },
    ]);
  });
});

describe("the parse setting", () => {
  const webhookKey = newKey();
  const question = { replyDomain, baseUrl, webhookKey, inboundToken: undefined };
  const setting = {
    hostname: replyDomain,
    url: `${baseUrl}/inbound/sendgrid`,
    send_raw: true,
    spam_check: false,
  };
  const parse = (result: object[]) =>
    void api().get("/v3/user/webhooks/parse/settings").reply(200, { result });
  const policies = (publicKey: string | undefined) =>
    void api()
      .get("/v3/user/webhooks/security/policies")
      .reply(200, {
        policies: [{ id: "one", name: "x", ...(publicKey ? { signature: { public_key: publicKey } } : {}) }],
      });

  it("is right when it hands the raw mail of our domain to our URL, signed by our key", async () => {
    parse([
      { ...setting, hostname: "other.example" },
      { ...setting, security_policy: "one" },
    ]);
    policies(shownKey(webhookKey));
    expect(statuses(await checkParse(ask, question))).toEqual([
      "sendgrid.parse good",
      "sendgrid.parse.proof good",
    ]);
  });

  it("signed by another key is a fault, with the key to set", async () => {
    const other = shownKey(newKey());
    parse([{ ...setting, security_policy: "one" }]);
    policies(other);
    const findings = await checkParse(ask, question);
    expect(findings[1]).toMatchObject({
      status: "fault",
      values: [{ label: "SENDGRID_WEBHOOK_KEY", value: other }],
    });
  });

  it("without a policy is told how to get one, and without a signature in it as well", async () => {
    parse([setting]);
    expect((await checkParse(ask, question))[1]).toMatchObject({
      status: "warning",
      values: [
        { value: expect.stringContaining(`/v3/user/webhooks/parse/settings/${replyDomain}`) as string },
      ],
    });
    parse([{ ...setting, security_policy: "one" }]);
    policies(undefined);
    expect((await checkParse(ask, question))[1]).toMatchObject({ status: "fault" });
  });

  it("may prove itself by the token in its URL, which is shown nowhere", async () => {
    const inboundToken = "the-token/of@the:test";
    const url = `https://inreply:${encodeURIComponent(inboundToken)}@portal.agency.example/inbound/sendgrid`;
    const byToken = { ...question, webhookKey: undefined, inboundToken };
    parse([{ ...setting, url }]);
    expect(statuses(await checkParse(ask, byToken))).toEqual([
      "sendgrid.parse good",
      "sendgrid.parse.proof good",
    ]);
    parse([setting]);
    const missing = await checkParse(ask, byToken);
    expect(missing[1]).toMatchObject({
      status: "fault",
      values: [
        {
          label: "Destination URL",
          value: "https://inreply:YOUR_INBOUND_TOKEN@portal.agency.example/inbound/sendgrid",
        },
      ],
    });
    parse([{ ...setting, url: url.replace("portal", "old") }]);
    const elsewhere = await checkParse(ask, byToken);
    expect(elsewhere).toMatchObject([
      {
        status: "fault",
        found: expect.stringContaining("to https://old.agency.example/inbound/sendgrid, and not") as string,
      },
    ]);
    expect(JSON.stringify([missing, elsewhere])).not.toContain(encodeURIComponent(inboundToken));
  });

  it("that is missing is a fault, with what to type", async () => {
    parse([{ ...setting, hostname: "other.example" }]);
    const [found] = await checkParse(ask, question);
    expect(found).toMatchObject({
      status: "fault",
      found: expect.stringContaining("There is one for other.example.") as string,
    });
    expect(found?.values?.map(({ value }) => value)).toEqual([
      replyDomain,
      `${baseUrl}/inbound/sendgrid`,
      "POST the raw, full MIME message",
    ]);
  });

  it("that hands mail over taken apart is worth a look; one that may not be read is to be looked at by hand", async () => {
    parse([{ ...setting, send_raw: false, security_policy: "one" }]);
    policies(shownKey(webhookKey));
    expect(statuses(await checkParse(ask, question))).toEqual([
      "sendgrid.parse warning",
      "sendgrid.parse.proof good",
    ]);
    api().get("/v3/user/webhooks/parse/settings").reply(403, {});
    expect(await checkParse(ask, question)).toMatchObject([
      { status: "skipped", values: expect.anything() as unknown },
    ]);
  });

  it.each([[null], ["text"], [{ result: [null, 7, { hostname: 7, url: {} }] }]])(
    "of an answer that is no such list (%j) is missing",
    async (body) => {
      api()
        .get("/v3/user/webhooks/parse/settings")
        .reply(200, JSON.stringify(body), { "content-type": "application/json" });
      expect(await checkParse(ask, question)).toMatchObject([{ status: "fault" }]);
    },
  );
});

describe("the event webhook", () => {
  const eventsKey = newKey();
  const webhook = {
    enabled: true,
    url: `${baseUrl}/events/sendgrid`,
    processed: true,
    dropped: true,
    deferred: true,
    bounce: true,
    delivered: true,
    spam_report: true,
    open: false,
    public_key: shownKey(eventsKey),
  };
  const events = async (webhooks: object[], key: KeyObject | undefined = eventsKey) => {
    api().get("/v3/user/webhooks/event/settings/all").reply(200, { max_allowed: 5, webhooks });
    return said(await checkEvents(ask, { baseUrl, eventsKey: key }));
  };

  it("is right when it tells all that moves an email's state, signed by our key", async () => {
    expect(statuses(await events([{ ...webhook, url: "https://x.example" }, webhook]))).toEqual([
      "sendgrid.events good",
      "sendgrid.events.proof good",
    ]);
  });

  it("that is missing, off, or tells too little is worth a look", async () => {
    expect(await events([{}])).toMatchObject([
      { status: "warning", values: [{ value: `${baseUrl}/events/sendgrid` }, {}, {}] },
    ]);
    expect((await events([{ ...webhook, enabled: false }]))[0]).toMatchObject({ status: "warning" });
    expect((await events([{ ...webhook, bounce: false, delivered: false }]))[0]).toMatchObject({
      status: "warning",
      found: "SendGrid tells us of emails, but not all: Bounced, Delivered are missing.",
    });
  });

  it("whose calls are not signed by our key is a fault, with the key to set", async () => {
    const { public_key: _, ...unsigned } = webhook;
    expect((await events([unsigned]))[1]).toMatchObject({ status: "fault" });
    const other = shownKey(newKey());
    const values = [{ label: "SENDGRID_EVENTS_KEY", value: other }];
    expect((await events([{ ...webhook, public_key: other }]))[1]).toMatchObject({ status: "fault", values });
    api()
      .get("/v3/user/webhooks/event/settings/all")
      .reply(200, { webhooks: [webhook] });
    expect((await checkEvents(ask, { baseUrl, eventsKey: undefined }))[1]).toMatchObject({ status: "fault" });
  });
});

describe("the domain of From", () => {
  const records = {
    mail_cname: { valid: true, type: "cname", host: "em1234.agency.example", data: "u7.wl.sendgrid.net" },
    dkim1: {
      valid: true,
      type: "cname",
      host: "s1._domainkey.agency.example",
      data: "s1.domainkey.u7.wl.sendgrid.net",
    },
    dkim2: {
      valid: true,
      type: "cname",
      host: "s2._domainkey.agency.example",
      data: "s2.domainkey.u7.wl.sendgrid.net",
    },
  };
  const domain = { id: 1, domain: "agency.example", valid: true, dns: records };
  const aliases: Record<string, string> = Object.fromEntries(
    Object.values(records).map(({ host, data }) => [host, data]),
  );
  const dnsWith = (names: Record<string, string>) =>
    ({
      cname: (name: string) =>
        Promise.resolve(
          names[name] === undefined
            ? { kind: "none", isNameMissing: true }
            : { kind: "found", records: [names[name]] },
        ),
    }) as unknown as Dns;
  const check = async (domains: object[], names = aliases) => {
    api().get("/v3/whitelabel/domains?limit=200").reply(200, domains);
    return said(await checkDomain(ask, dnsWith(names), replyDomain));
  };

  it("is right when SendGrid signs for it or its parent domain, and its records are in DNS", async () => {
    expect(await check([{ ...domain, domain: "other.example" }, domain])).toMatchObject([
      { status: "good", found: expect.stringContaining("for agency.example (DKIM)") as string },
    ]);
  });

  it("lacks each record that is not in DNS, with its name, type and value", async () => {
    const { "s2._domainkey.agency.example": _, ...rest } = aliases;
    const findings = await check([domain], { ...rest, "em1234.agency.example": "u8.wl.sendgrid.net" });
    expect(statuses(findings)).toEqual(["dns.sendgrid fault", "dns.sendgrid fault"]);
    expect(findings[0]?.found).toContain("it leads to u8.wl.sendgrid.net");
    expect(findings[1]?.values?.map(({ value }) => value)).toEqual([
      "s2._domainkey.agency.example",
      "CNAME",
      "s2.domainkey.u7.wl.sendgrid.net",
    ]);
  });

  it("is to be verified once its records are right, and to be authenticated when SendGrid does not know it", async () => {
    expect(await check([{ ...domain, valid: false }])).toMatchObject([
      { status: "warning", todo: expect.stringContaining("Verify") as string },
    ]);
    expect(await check([{ ...domain, domain: "other.example" }])).toMatchObject([{ status: "fault" }]);
  });

  it("set up without aliases is judged by SendGrid's own look", async () => {
    const dkim = { valid: false, type: "txt", host: "m1._domainkey.agency.example", data: "k=rsa; p=AAAA" };
    expect(await check([{ ...domain, dns: { dkim } }])).toMatchObject([
      { status: "fault", values: expect.anything() as unknown },
    ]);
    expect(await check([{ ...domain, dns: { dkim: { ...dkim, valid: true } } }])).toMatchObject([
      { status: "good" },
    ]);
  });
});
