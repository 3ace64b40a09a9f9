// Who vouches for a mail, from whatever says so: the provider, our own mail server, signatures, SPF, and forwarders' seals.
import { describe, expect, it } from "vitest";
import type { ProviderFields, Step } from "../../src/domain/inbound-email.ts";
import { verdictOf, vouch, type Trust } from "../../src/inbox/vouch.ts";
import { dnsWithKeys, plainMail, sealedBy, signedBy } from "../support/signed-mail.ts";
import { sharedPool } from "../support/parse-pool.ts";

const pool = sharedPool();

const ann = "ann@harbordental.example";
const passed =
  "mx.google.com; dkim=pass header.i=@harbordental.example header.s=s1; spf=pass smtp.mailfrom=ann@harbordental.example; dmarc=pass header.from=harbordental.example";
const google = { arcSealers: ["google.com"] };

/** An address whose local part says, once decoded (RFC 2047), that a signature holds. It has 64 characters, as many as may be. */
const smuggling = `=?x?b?${Buffer.from(";dkim=pass header.d=harbordental.example;").toString("base64")}?=@evil.example`;

interface Case {
  fields?: ProviderFields;
  source?: string;
  envelopeFrom?: string;
  trust?: Trust;
  txt?: Record<string, string>;
  hasDns?: boolean;
}

async function look(mail: string, given: Case = {}) {
  const { askDns, asked } = dnsWithKeys(given.txt);
  const steps: Step[] = [];
  const email = {
    source: given.source ?? "pipe",
    providerFields: given.fields ?? {},
    envelopeFrom: given.envelopeFrom ?? "",
    envelopeTo: "requests@reply.northbeam.example",
  };
  const voucher = {
    pool,
    askDns: given.hasDns === false ? undefined : askDns,
    trust: given.trust ?? { arcSealers: [] },
  };
  const vouched = await vouch(voucher, email, Buffer.from(mail, "latin1"), ann, steps);
  const { kind, why } = verdictOf(vouched, ann);
  return {
    kind,
    why,
    asked,
    isUnanswered: vouched.isUnanswered,
    found: steps.map(({ found }) => found).join(" "),
  };
}

describe("a mail whose provider says nothing", () => {
  it("is vouched for by its sender's signature, and nothing else is asked", async () => {
    const looked = await look(await signedBy("harbordental.example"), {
      fields: { senderIp: "192.0.2.1" },
      envelopeFrom: ann,
      trust: google,
    });
    expect(looked).toMatchObject({
      kind: "dkim",
      asked: ["TXT s1._domainkey.harbordental.example"],
      found: "We checked: the signature of harbordental.example (key s1) holds.",
    });
  });

  it("is not vouched for by somebody else's signature", async () => {
    expect(await look(await signedBy("evil.example"))).toMatchObject({ kind: "none", isUnanswered: false });
  });

  it("says when DNS could not answer, and then waits", async () => {
    const looked = await look(await signedBy("slow.harbordental.example"));
    expect(looked).toMatchObject({ kind: "none", isUnanswered: true });
    expect(looked.found).toContain("could not be looked up just now");
  });

  it("waits for a signature also where SPF passes, which is not enough for everybody", async () => {
    const given = { fields: { spf: "pass" }, envelopeFrom: ann };
    expect(await look(await signedBy("slow.harbordental.example"), given)).toMatchObject({
      kind: "spf",
      isUnanswered: true,
    });
    expect(await look(await signedBy("harbordental.example"), given)).toMatchObject({
      kind: "dkim",
      isUnanswered: false,
    });
  });

  it("is not checked without a way to ask DNS", async () => {
    const signed = await signedBy("harbordental.example");
    expect(await look(signed, { hasDns: false })).toMatchObject({ kind: "none", asked: [], found: "" });
  });

  it("with nothing to check asks nothing", async () => {
    expect(await look(plainMail(), { trust: google })).toMatchObject({ kind: "none", asked: [], found: "" });
  });
});

describe("what a provider says itself", () => {
  it("is believed and not checked again", async () => {
    const signed = await signedBy("harbordental.example");
    const fields = { dkim: "none", spf: "fail" };
    expect(await look(signed, { fields, source: "sendgrid" })).toMatchObject({ kind: "none", asked: [] });
  });

  it("of SPF counts for the envelope's sender", async () => {
    const fields = { dkim: "none", spf: "pass" };
    expect(await look(plainMail(), { fields, envelopeFrom: ann })).toMatchObject({ kind: "spf" });
  });

  it.each([
    "SRS0=x9d=tt=harbordental.example=ann@harbordental.example",
    "srs1=x=forward.example==x9d=tt=a.example=ann@harbordental.example",
    "bounces+SRS=x9d=tt@harbordental.example",
    "support+caf_=in-x=reply.northbeam.example@harbordental.example",
  ])("of SPF says nothing of the author once a forwarder rewrote the envelope: %s", async (envelopeFrom) => {
    const fields = { dkim: "none", spf: "pass" };
    expect(await look(plainMail(), { fields, envelopeFrom })).toMatchObject({ kind: "none" });
  });
});

describe("SPF where the address of the machine is known", () => {
  const txt = {
    "harbordental.example": "v=spf1 include:_spf.mailhost.example -all",
    "_spf.mailhost.example": "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all",
    "soft.example": "v=spf1 ?all",
  };
  it.each([
    ["192.0.2.7", ann, "spf"],
    ["2001:db8::7", ann, "spf"],
    ["198.51.100.7", ann, "none"],
    ["192.0.2.7", "x@evil.example", "none"],
    ["192.0.2.7", "x@soft.example", "none"],
    ["192.0.2.7", "", "none"],
    ["not an address", ann, "none"],
  ])("from %s for <%s>: %s", async (senderIp, envelopeFrom, kind) => {
    expect(await look(plainMail(), { fields: { senderIp }, envelopeFrom, txt })).toMatchObject({ kind });
  });

  it("waits when DNS does not answer", async () => {
    const looked = await look(plainMail(), {
      fields: { senderIp: "192.0.2.7" },
      envelopeFrom: "ann@mail.harbordental.example",
      txt: { "mail.harbordental.example": "v=spf1 include:slow.example -all" },
    });
    expect(looked).toMatchObject({ kind: "none", isUnanswered: true });
  });

  it("is not asked once a forwarder rewrote the envelope", async () => {
    const envelopeFrom = "SRS0=x=tt=harbordental.example=ann@harbordental.example";
    expect(await look(plainMail(), { fields: { senderIp: "192.0.2.7" }, envelopeFrom, txt })).toMatchObject({
      kind: "none",
      asked: [],
    });
  });
});

describe("Authentication-Results of our own mail server", () => {
  const trust = { authservId: "mx.northbeam.example", arcSealers: [] };
  const own = (results: string) => `Authentication-Results: mx.northbeam.example; ${results}\r\n`;
  const dkim = "dkim=pass header.d=harbordental.example";

  it("are believed when the settings name it", async () => {
    expect(await look(own(dkim) + plainMail(), { trust })).toMatchObject({ kind: "dkim" });
    expect(
      await look(own("spf=pass smtp.mailfrom=harbordental.example") + plainMail(), { trust }),
    ).toMatchObject({
      kind: "spf",
    });
  });

  it("are nothing when the settings name none", async () => {
    expect(await look(own(dkim) + plainMail())).toMatchObject({ kind: "none" });
  });

  it("of another server are nothing", async () => {
    const other = `Authentication-Results: mx.northbeam.example.evil.example; ${dkim}\r\n`;
    expect(await look(other + plainMail(), { trust })).toMatchObject({ kind: "none" });
  });

  it("that came with the mail, below those of our server, are nothing", async () => {
    const top = own("dkim=fail header.d=harbordental.example");
    const mail = `${top}Received: by mx\r\n${own(dkim)}${plainMail()}`;
    expect(await look(mail, { trust })).toMatchObject({ kind: "none" });
  });

  it("that can be read in two ways are nothing, and hide nothing below them", async () => {
    const odd = own('spf=fail smtp.mailfrom="a; dkim=pass header.d=harbordental.example"@evil.example');
    expect(await look(odd + own(dkim) + plainMail(), { trust })).toMatchObject({ kind: "none" });
  });

  it("hold no words that the sender wrote in code into an address", async () => {
    expect(await look(own(`spf=pass smtp.mailfrom=${smuggling}`) + plainMail(), { trust })).toMatchObject({
      kind: "none",
    });
  });

  it("in a mail that SendGrid brought were written by somebody else", async () => {
    const given = { trust, source: "sendgrid", fields: { dkim: "none", spf: "none" } };
    expect(await look(own(dkim) + plainMail(), given)).toMatchObject({ kind: "none" });
  });
});

describe("a mail that was changed and sealed on its way", () => {
  const changed = async () =>
    (await signedBy("harbordental.example")).replace("Yes, please.", "Yes, please.\r\n-- \r\nVirus-free.");

  it("is vouched for by a forwarder that the settings name", async () => {
    const looked = await look(await sealedBy("google.com", passed, await changed()), { trust: google });
    expect(looked).toMatchObject({ kind: "arc" });
    expect(looked.why).toBe(
      "google.com handed it on and had found it signed by harbordental.example, the domain of its sender (ARC).",
    );
    expect(looked.found).toContain("the seals of google.com hold (ARC)");
  });

  it("is so in SendGrid's raw form, too, where SendGrid found neither signature nor SPF", async () => {
    const given = {
      trust: google,
      source: "sendgrid",
      fields: { dkim: "{@harbordental.example : fail}", spf: "pass" },
      envelopeFrom: "support+caf_=x=reply.northbeam.example@northbeam.example",
    };
    expect(await look(await sealedBy("google.com", passed, await changed()), given)).toMatchObject({
      kind: "arc",
    });
    const rebuilt = { ...given, fields: { ...given.fields, isRebuilt: true as const } };
    expect(await look(await sealedBy("google.com", passed, await changed()), rebuilt)).toMatchObject({
      kind: "none",
    });
  });

  it("through two forwarders counts when both are named, from the first that found something", async () => {
    const first = await sealedBy("microsoft.com", "mx.microsoft.com 1; spf=none; dkim=none", await changed());
    const mail = await sealedBy("google.com", passed, first);
    const both = { arcSealers: ["google.com", "microsoft.com"] };
    expect(await look(mail, { trust: both })).toMatchObject({
      kind: "arc",
      why: expect.stringMatching(/^google/u),
    });
  });

  it.each([
    ["nobody is named", [] as string[]],
    ["only others are named", ["microsoft.com"]],
    ["one below in the name is named", ["mail.google.com"]],
  ])("is not when %s", async (_, arcSealers) => {
    const mail = await sealedBy("google.com", passed, await changed());
    expect(await look(mail, { trust: { arcSealers } })).toMatchObject({ kind: "none" });
  });

  it("is not when what an unknown forwarder found stands below a trusted seal", async () => {
    const first = await sealedBy("evil.example", passed, await changed());
    const second = await sealedBy(
      "google.com",
      "mx.google.com; dkim=fail header.d=harbordental.example",
      first,
    );
    expect(await look(second, { trust: google })).toMatchObject({ kind: "none" });
  });

  it("is not when an unknown forwarder sealed it last", async () => {
    const mail = await sealedBy(
      "evil.example",
      passed,
      await sealedBy("google.com", passed, await changed()),
    );
    expect(await look(mail, { trust: google })).toMatchObject({ kind: "none" });
  });

  it.each([
    ["its text was changed since", (mail: string) => mail.replace("Yes, please.", "I approve.")],
    ["its sender was changed since", (mail: string) => mail.replace("From: Ann Weber", "From: Eve")],
    ["what was found was changed since", (mail: string) => mail.replace("dmarc=pass", "dmarc=fail")],
    ["a second sender was put above", (mail: string) => `From: Ann <${ann}>\r\n${mail}`],
    ["the seal was taken away", (mail: string) => mail.replace(/^ARC-Seal:/mu, "X-ARC-Seal:")],
    ["the seals do not start at one", (mail: string) => mail.replaceAll("i=1;", "i=2;")],
  ])("is not when %s", async (_, change) => {
    const mail = change(await sealedBy("google.com", passed, await changed()));
    expect(await look(mail, { trust: google })).toMatchObject({ kind: "none", isUnanswered: false });
  });

  it("is not when the seal does not cover the sender", async () => {
    const mail = await sealedBy("google.com", passed, await changed(), { headerList: "to:subject:date" });
    expect(await look(mail, { trust: google })).toMatchObject({
      kind: "none",
      found: expect.stringContaining("does not cover the sender"),
    });
  });

  it("is not when its sender wrote in code into an address what a trusted forwarder is to have found", async () => {
    const found = `mx.google.com; dkim=none; spf=pass smtp.mailfrom=${smuggling}`;
    expect(await look(await sealedBy("google.com", found, plainMail()), { trust: google })).toMatchObject({
      kind: "none",
      found: expect.stringContaining("the seals of google.com hold"),
    });
  });

  it("is not when a chain is longer than any real one", async () => {
    let mail = await changed();
    for (let hop = 0; hop < 11; hop++) mail = await sealedBy("google.com", passed, mail);
    expect(await look(mail, { trust: google })).toMatchObject({ kind: "none", asked: [] });
  });

  it("waits when DNS does not answer for the key of a seal", async () => {
    const mail = await sealedBy("slow.google.com", passed, plainMail());
    const looked = await look(mail, { trust: { arcSealers: ["slow.google.com"] } });
    expect(looked).toMatchObject({ kind: "none", isUnanswered: true });
  });
});
