// What another server wrote of a sender: the forms that real ones write, and what a sender may have smuggled into them.
import { describe, expect, it } from "vitest";
import { readAuthenticationResults } from "../../src/inbox/authentication-results.ts";
import { cpuMsOf } from "../support/cpu-time.ts";

describe("results are read", () => {
  it.each([
    [
      "as Google seals them",
      "i=1; mx.google.com; dkim=pass header.i=@client.example header.s=s1 header.b=Ab12; spf=pass (google.com: domain of ann@client.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=ann@client.example; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=client.example",
      { authservId: "mx.google.com", instance: 1, signers: ["client.example"], spfDomain: "client.example" },
    ],
    [
      "as Microsoft seals them",
      "i=1; mx.microsoft.com 1; spf=pass smtp.mailfrom=client.example; dmarc=pass action=none header.from=client.example; dkim=pass header.d=client.example; arc=none",
      {
        authservId: "mx.microsoft.com",
        instance: 1,
        signers: ["client.example"],
        spfDomain: "client.example",
      },
    ],
    [
      "as OpenDKIM writes them",
      "mx.agency.example; dkim=pass (2048-bit key; unprotected) header.d=client.example header.i=@client.example header.a=rsa-sha256 header.s=s1",
      { authservId: "mx.agency.example", signers: ["client.example"] },
    ],
    [
      "with several signatures, of which one fails",
      "mx; dkim=fail header.d=one.example; dkim=pass header.d=Two.Example; dkim=pass header.i=user@mail.three.example",
      { authservId: "mx", signers: ["two.example", "mail.three.example"] },
    ],
    ["without any", "mx.agency.example; none", { authservId: "mx.agency.example", signers: [] }],
    [
      "with spaces and a version of the method",
      "mx ; dkim/1 = pass header.d = client.example",
      { authservId: "mx", signers: ["client.example"] },
    ],
    [
      "with SPF that fails",
      "mx; spf=softfail smtp.mailfrom=client.example",
      { authservId: "mx", signers: [] },
    ],
    [
      "with SPF of a greeting only",
      "mx; spf=pass smtp.helo=mail.client.example",
      { authservId: "mx", signers: [] },
    ],
    [
      "with an envelope that a forwarder rewrote",
      "mx; spf=pass smtp.mailfrom=SRS0=x=tt=client.example=ann@agency.example",
      { authservId: "mx", signers: [] },
    ],
  ])("%s", (_, value, results) => expect(readAuthenticationResults(value)).toEqual(results));
});

describe("what a sender may have put between them", () => {
  it.each([
    ["a quote", 'mx; spf=fail smtp.mailfrom="a; dkim=pass header.d=bank.example"@evil.example'],
    ["an escape", "mx; spf=fail (a\\) ; dkim=pass header.d=bank.example; (b) smtp.mailfrom=x@evil.example"],
    ["a comment that is not closed", "mx; spf=fail (a; dkim=pass header.d=bank.example"],
    [
      "a comment that closes twice",
      "mx; spf=fail (a); dkim=pass header.d=bank.example) smtp.mailfrom=e@e.example",
    ],
    ["a second SPF result", "mx; spf=pass smtp.mailfrom=bank.example; spf=fail smtp.mailfrom=e@evil.example"],
    ["no name of a server", "dkim=pass header.d=bank.example"],
    ["nothing", ""],
    ["more entries than any server writes", `mx${"; dkim=pass header.d=a.example".repeat(60)}`],
  ])("makes them unreadable: %s", (_, value) => expect(readAuthenticationResults(value)).toBeUndefined());

  it.each([
    ["within a comment", "mx; dkim=fail (dkim=pass header.d=bank.example) header.d=evil.example"],
    ["as a domain named twice", "mx; dkim=pass header.d=evil.example header.d=bank.example"],
    [
      "behind a blank that is none to a server",
      "mx; dkim=pass header.i=a\u00a0header.d=bank.example\u00a0@evil.example",
    ],
    ["as no domain", "mx; dkim=pass header.d=localhost"],
    ["under another method", "mx; x-dkim=pass header.d=bank.example; dmarc=pass header.from=bank.example"],
  ])("counts for nothing %s", (_, value) =>
    expect(readAuthenticationResults(value)?.signers ?? []).not.toContain("bank.example"),
  );

  it("is read in time linear in its length", () => {
    for (const value of [`mx; ${"(".repeat(9_000)}`, `mx;${" =".repeat(4_900)}`, "a ".repeat(4_900)]) {
      expect(cpuMsOf(() => readAuthenticationResults(value))).toBeLessThan(100);
    }
  });
});
