// Who vouches for a sender: only the provider's own fields, only the sender's own organisation.
import { describe, expect, it } from "vitest";
import { domainOf } from "../../src/domain/address.ts";
import type { ProviderFields } from "../../src/domain/inbound-email.ts";
import { readProviderFields, readVerdict, type Proofs, type Verdict } from "../../src/inbox/verdict.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

const from = "ann@client.example.com";

type Said = ProviderFields & { envelopeFrom?: string };

/** Of a mail that came straight from its sender. */
function proofsOf({ envelopeFrom = "", ...fields }: Said): Proofs {
  const { signers = [], isSpfPass } = readProviderFields(fields);
  return { signers, ...(isSpfPass === true ? { spfDomain: domainOf(envelopeFrom) } : {}) };
}

describe("a verdict", () => {
  it.each<[string, Said, string, "dkim" | "spf" | "none", string | undefined]>([
    [
      "a signature of the domain",
      { dkim: "{@client.example.com : pass}" },
      from,
      "dkim",
      "client.example.com",
    ],
    ["a signature of the organisation", { dkim: "{@example.com : pass}" }, from, "dkim", "example.com"],
    [
      "a signature of a sister domain",
      { dkim: "{@mail.example.com : pass}" },
      from,
      "dkim",
      "mail.example.com",
    ],
    [
      "one of several signatures",
      { dkim: "{@sendgrid.net : pass, @example.com : pass}" },
      from,
      "dkim",
      "example.com",
    ],
    ["repeated fields", { dkim: "{@evil.example : fail}{@example.com : pass}" }, from, "dkim", "example.com"],
    ["a failed signature", { dkim: "{@example.com : fail}" }, from, "none", undefined],
    ["somebody else's signature", { dkim: "{@evil.com : pass}" }, from, "none", undefined],
    ["a look-alike above", { dkim: "{@example.com.evil.com : pass}" }, from, "none", undefined],
    ["no signature", { dkim: "none" }, from, "none", undefined],
    ["nothing said", {}, from, "none", undefined],
    [
      "an aligned SPF pass",
      { spf: "pass", envelopeFrom: "bounce@mail.example.com" },
      from,
      "spf",
      "mail.example.com",
    ],
    ["SPF in capitals", { spf: " Pass ", envelopeFrom: from }, from, "spf", "client.example.com"],
    ["an SPF softfail", { spf: "softfail", envelopeFrom: from }, from, "none", undefined],
    ["an SPF pass with words", { spf: "pass or fail", envelopeFrom: from }, from, "none", undefined],
    ["SPF of another domain", { spf: "pass", envelopeFrom: "x@evil.com" }, from, "none", undefined],
    ["SPF of the null sender", { spf: "pass", envelopeFrom: "" }, from, "none", undefined],
    [
      "two customers of one host",
      { dkim: "{@eve.github.io : pass}" },
      "ann@ann.github.io",
      "none",
      undefined,
    ],
    ["the host itself", { dkim: "{@github.io : pass}" }, "ann@ann.github.io", "none", undefined],
    ["two companies under co.uk", { dkim: "{@evil.co.uk : pass}" }, "ann@client.co.uk", "none", undefined],
    [
      "a Unicode domain and its ASCII form",
      { dkim: "{@xn--mller-kva.example : pass}" },
      "ann@müller.example",
      "dkim",
      "xn--mller-kva.example",
    ],
    [
      "a signature of a domain that reads as an entry",
      { dkim: "{@example.com:pass.evil.com : pass}" },
      from,
      "none",
      undefined,
    ],
    ...["/", "?", "#", "\\", "%2F"].map((sign): [string, Said, string, "none", undefined] => [
      `a domain that would end at ${sign} in a URL`,
      {
        dkim: `{@example.com${sign}a.evil.com : pass}`,
        spf: "pass",
        envelopeFrom: `x@example.com${sign}a.evil.com`,
      },
      from,
      "none",
      undefined,
    ]),
    ["an IP literal", { spf: "pass", envelopeFrom: "a@[10.0.0.1]" }, "a@[10.0.0.1]", "none", undefined],
    ["no domain at all", { dkim: "{@ : pass}", spf: "pass", envelopeFrom: "" }, "", "none", undefined],
    [
      "the result of one entry read into another",
      { dkim: "{@example.com : fail, @evil.com : pass}" },
      from,
      "none",
      undefined,
    ],
  ])("of %s", (_, fields, address, kind, domain) => {
    const verdict = readVerdict(proofsOf(fields), address);
    expect([verdict.kind, verdict.domain]).toEqual([kind, domain]);
    expect(verdict.why).toMatch(/^[A-Z].*\.$/u);
  });

  const google = { by: "google.com", signers: ["client.example.com"], spfDomain: "example.com" };
  it.each<[string, Proofs, Verdict["kind"], string | undefined, RegExp]>([
    [
      "a signature that a trusted forwarder found",
      { signers: ["agency.com"], spfDomain: "agency.com", sealed: [google] },
      "arc",
      "client.example.com",
      /^google\.com handed it on and had found it signed by client\.example\.com/u,
    ],
    [
      "a passing SPF check that a trusted forwarder found",
      { signers: [], sealed: [{ ...google, signers: ["evil.com"] }] },
      "arc",
      "example.com",
      /sent by a server of example\.com/u,
    ],
    [
      "what the second of two forwarders found",
      { signers: [], sealed: [{ by: "microsoft.com", signers: [] }, google] },
      "arc",
      "client.example.com",
      /^google\.com handed it on/u,
    ],
    [
      "forwarders that found only others",
      { signers: [], sealed: [{ by: "google.com", signers: ["evil.com"], spfDomain: "evil.com" }] },
      "none",
      undefined,
      /What google\.com found before handing it on says no more/u,
    ],
    [
      "a signature that survived, before what a forwarder found",
      { signers: ["example.com"], sealed: [google] },
      "dkim",
      "example.com",
      /is signed by/u,
    ],
    [
      "a passing SPF check, before what a forwarder found",
      { signers: [], spfDomain: "example.com", sealed: [google] },
      "spf",
      "example.com",
      /may send for/u,
    ],
  ])("of %s", (_, proofs, kind, domain, why) => {
    const verdict = readVerdict(proofs, from);
    expect(verdict).toEqual({
      kind,
      ...(domain === undefined ? {} : { domain }),
      why: expect.stringMatching(why),
    });
  });

  it("takes time linear in a hostile field", () => {
    const hostile = [`{${"@".repeat(5_000_000)}`, `{${"@a: ".repeat(1_000_000)}`];
    for (const dkim of hostile)
      expect(cpuMsOf(() => readVerdict(proofsOf({ dkim }), from))).toBeLessThan(500);
  });
});
