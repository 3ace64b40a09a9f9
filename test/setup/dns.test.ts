// What the checks of DNS say, asked from a real server on loopback.
import { Resolver } from "node:dns/promises";
import { describe, expect, it } from "vitest";
import type { Finding, SaidFinding } from "../../src/domain/finding.ts";
import { checkDkim } from "../../src/setup/dkim.ts";
import { checkDmarc } from "../../src/setup/dmarc.ts";
import { dnsOf, type Dns } from "../../src/setup/dns-answer.ts";
import { checkMx } from "../../src/setup/mx.ts";
import { checkSpf } from "../../src/setup/spf.ts";
import { startDns, type Zone } from "../support/dns-server.ts";
import { said } from "../support/said.ts";

const domain = "reply.agency.example";

async function dnsWith(zone: Zone): Promise<Dns> {
  const resolver = new Resolver({ timeout: 150, tries: 1 });
  resolver.setServers([await startDns(zone)]);
  return dnsOf(resolver);
}

const only = (findings: Finding[]): SaidFinding => {
  expect(findings).toHaveLength(1);
  return said(findings)[0]!;
};

describe("the MX record", () => {
  const mx = async (zone: Zone, courier: "sendgrid" | "smtp") =>
    only(await checkMx(await dnsWith(zone), domain, courier));

  it("is right with SendGrid when SendGrid alone takes the mail, whatever case and dot it is written with", async () => {
    const found = await mx({ [domain]: { mx: [[10, "MX.SendGrid.net"]] } }, "sendgrid");
    expect(found).toEqual({
      check: "dns.mx",
      status: "good",
      found: "Mail to reply.agency.example goes to SendGrid (mx.sendgrid.net).",
    });
  });

  it.each<[string, Zone, string]>([
    ["there is none", { [domain]: { txt: ["x"] } }, "has no MX record"],
    ["the name is not there", {}, "has no MX record"],
    [
      "it leads elsewhere",
      { [domain]: { mx: [[1, "aspmx.l.google.com"]] } },
      "goes to aspmx.l.google.com and not to SendGrid",
    ],
    ["it refuses all mail", { [domain]: { mx: [[0, ""]] } }, "takes no mail at all"],
    [
      "the name is an alias",
      { [domain]: { cname: "x.example" }, "x.example": { mx: [[10, "mx.sendgrid.net"]] } },
      "is an alias (CNAME) of x.example",
    ],
  ])("is wrong with SendGrid when %s, and the record to add is told", async (_, zone, words) => {
    const found = await mx(zone, "sendgrid");
    expect(found).toMatchObject({ status: "fault", found: expect.stringContaining(words) as string });
    expect(found.values).toEqual([
      { label: "Name", value: domain },
      { label: "Type", value: "MX" },
      { label: "Priority", value: "10" },
      { label: "Value", value: "mx.sendgrid.net" },
    ]);
  });

  it("is wrong with SendGrid when another host takes some of the mail", async () => {
    const found = await mx(
      {
        [domain]: {
          mx: [
            [10, "mx.sendgrid.net"],
            [20, "backup.agency.example"],
          ],
        },
      },
      "sendgrid",
    );
    expect(found).toMatchObject({
      status: "fault",
      todo: "Remove the MX records of reply.agency.example that name backup.agency.example.",
    });
  });

  it("may name any host with a mail server of one's own; without one the machine of that name is tried", async () => {
    expect(await mx({ [domain]: { mx: [[5, "mail.agency.example"]] } }, "smtp")).toMatchObject({
      status: "good",
      found: expect.stringContaining("goes to mail.agency.example") as string,
    });
    expect(await mx({ [domain]: { a: ["192.0.2.7"] } }, "smtp")).toMatchObject({
      status: "warning",
      found: expect.stringContaining("192.0.2.7") as string,
    });
    expect(await mx({}, "smtp")).toMatchObject({ status: "fault" });
  });

  it.each<[string, "servfail" | "silence", string]>([
    ["fails", "servfail", "the DNS servers of this name failed (SERVFAIL)"],
    ["keeps silent", "silence", "the DNS servers did not answer in time"],
  ])("that could not be looked up since the server %s is no fault of its owner", async (_, answer, why) => {
    const found = await mx({ [domain]: answer }, "smtp");
    expect(found).toMatchObject({
      status: "warning",
      found: `The mail server (MX record) of ${domain} could not be looked up: ${why}.`,
    });
  });
});

describe("the SPF record", () => {
  const spf = async (zone: Zone) =>
    only(await checkSpf(await dnsWith(zone), domain, { en: "Why.", de: "Warum." }));

  it("is told as it is, put together from its pieces, and other records are not taken for it", async () => {
    const found = await spf({
      [domain]: { txt: [["v=spf1 ip4:192.0.2.1", " -all"], "google-site-verification=1", "v=spf10 x"] },
    });
    expect(found).toMatchObject({
      status: "good",
      found: expect.stringContaining("(SPF): v=spf1 ip4:192.0.2.1 -all") as string,
    });
  });

  it("that is missing is told with the record to add", async () => {
    const found = await spf({ [domain]: { txt: ["hello"] } });
    expect(found.status).toBe("warning");
    expect(found.values?.at(-1)?.value).toMatch(/^v=spf1 /u);
  });

  it("that is there twice is broken, and the one that joins both is told", async () => {
    const found = await spf({
      [domain]: { txt: ["v=spf1 include:a.example ~all", "v=spf1 ip4:192.0.2.1 -all"] },
    });
    expect(found.status).toBe("fault");
    expect(found.values?.at(-1)?.value).toBe("v=spf1 include:a.example ip4:192.0.2.1 -all");
  });

  it("that needs more than ten look-ups, counted through what it includes, is told", async () => {
    const six = "mx a:a.example a:b.example a:c.example a:d.example a:e.example";
    const within = {
      [domain]: { txt: ["v=spf1 include:in.example mx a exists:%{i}.x.example -all"] },
      "in.example": { txt: [`v=spf1 ${six} -all`] },
    };
    expect(await spf(within)).toMatchObject({ status: "good" });
    const beyond = {
      ...within,
      [domain]: { txt: ["v=spf1 include:in.example mx a ptr exists:%{i}.x.example -all"] },
    };
    expect(await spf(beyond)).toMatchObject({
      status: "warning",
      found: expect.stringContaining("more than 10") as string,
    });
  });

  it("that goes round in circles ends", async () => {
    const zone = {
      [domain]: { txt: ["v=spf1 include:round.example -all"] },
      "round.example": { txt: [`v=spf1 include:${domain} include:round.example -all`] },
    };
    expect(await spf(zone)).toMatchObject({ status: "warning" });
  });

  it("that refers to a name without a record, or lets everybody send, is told", async () => {
    expect(await spf({ [domain]: { txt: ["v=spf1 include:gone.example -all"] } })).toMatchObject({
      status: "warning",
      found: expect.stringContaining("refers to gone.example") as string,
    });
    expect(await spf({ [domain]: { txt: ["v=spf1 +all"] } })).toMatchObject({
      status: "warning",
      todo: "Replace “+all” at its end by “-all”.",
    });
  });
});

describe("the keys that sign", () => {
  const key = { domain: "agency.example", selector: "s1" };
  const name = "s1._domainkey.agency.example";
  const dkim = async (zone: Zone, keys: Parameters<typeof checkDkim>[2]) =>
    said(await checkDkim(await dnsWith(zone), domain, keys));

  it("are known only from a probe that came back", async () => {
    expect(await dkim({}, undefined)).toMatchObject([
      { status: "skipped", todo: "Send a probe mail, and look here again when it is back." },
    ]);
    expect(await dkim({}, [])).toMatchObject([
      { status: "warning", found: expect.stringContaining("was not signed") as string },
    ]);
  });

  it("are right when they are in DNS under the sender's organisation", async () => {
    const long = `v=DKIM1; k=rsa; p=${"A".repeat(300)}`;
    const zone = { [name]: { txt: [[long.slice(0, 255), long.slice(255)]] } };
    expect(await dkim(zone, [key])).toMatchObject([{ status: "good" }]);
  });

  it("are wrong when they are not there or revoked", async () => {
    expect(await dkim({}, [key])).toMatchObject([
      { status: "fault", todo: expect.stringContaining(name) as string },
    ]);
    expect(await dkim({ [name]: { txt: ["v=DKIM1; p="] } }, [key])).toMatchObject([
      { status: "fault", found: expect.stringContaining("revoked") as string },
    ]);
  });

  it("of somebody else do not speak for the sender", async () => {
    const foreign = { domain: "relay.example", selector: "x" };
    const zone = {
      "x._domainkey.relay.example": { txt: ["v=DKIM1; p=AAAA"] },
      [name]: { txt: ["v=DKIM1; p=AAAA"] },
    };
    expect((await dkim(zone, [foreign])).map(({ status }) => status)).toEqual(["good", "warning"]);
    expect((await dkim(zone, [foreign, key])).map(({ status }) => status)).toEqual(["good", "good"]);
  });
});

describe("the DMARC record", () => {
  const dmarc = async (zone: Zone) => only(await checkDmarc(await dnsWith(zone), domain));

  it("is looked for at the domain of From, then at its organisation, whose policy for subdomains counts", async () => {
    expect(await dmarc({ [`_dmarc.${domain}`]: { txt: ["v=DMARC1; p=reject"] } })).toMatchObject({
      status: "good",
      found: expect.stringContaining("refuse it (p=reject)") as string,
    });
    const ofParent = { "_dmarc.agency.example": { txt: ["v=DMARC1;p=reject;sp=none;aspf=s"] } };
    expect(await dmarc(ofParent)).toMatchObject({
      status: "good",
      found: expect.stringMatching(/\(p=none\)\. For SPF it asks for exactly the same domain/u) as string,
    });
  });

  it("that is missing is told with the record to add, and several count as none", async () => {
    const found = await dmarc({});
    expect(found).toMatchObject({ status: "warning" });
    expect(found.values?.map(({ value }) => value)).toEqual([
      "_dmarc.agency.example",
      "TXT",
      "v=DMARC1; p=none",
    ]);
    const twice = { [`_dmarc.${domain}`]: { txt: ["v=DMARC1; p=none", "v=DMARC1; p=reject"] } };
    expect(await dmarc(twice)).toMatchObject({ status: "fault" });
  });

  it("with a policy that nobody knows is told", async () => {
    expect(await dmarc({ [`_dmarc.${domain}`]: { txt: ["v=DMARC1; p=maybe"] } })).toMatchObject({
      status: "warning",
    });
  });
});
