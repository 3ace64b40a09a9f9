// The round trip of a probe over a running installation: out by SMTP to a real server that signs it and hands it back to the
// webhook, as a mail server of one's own does; and within the sandbox.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import { SMTPServer } from "smtp-server";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { addStaff } from "../../src/actions/add-staff.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { readConfig } from "../../src/config.ts";
import { runDoctor } from "../../src/operator/doctor.ts";
import type { SaidGroup } from "../../src/domain/finding.ts";
import { start, type Started } from "../../src/start.ts";
import { getBlob } from "../../src/store/blobs.ts";
import { findInboundEmail, listInboundEmails, markInboundPending } from "../../src/store/inbound-emails.ts";
import { listProbes } from "../../src/store/probes.ts";
import { sealAddress } from "../../src/threading/sealed-address.ts";
import { probeAddress } from "../../src/threading/probe-address.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { openBrowser } from "../portal/app.ts";
import { startDns } from "../support/dns-server.ts";
import { sharedPool } from "../support/parse-pool.ts";
import { migratedDatabase } from "../support/store.ts";

const inboundToken = "a-token-of-the-test";
const replyDomain = "reply.northbeam.example";
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });

/** Takes mail, signs it for the reply domain, and posts it to the webhook that `whereTo` names, or keeps it. */
async function startMailServer(
  whereTo: () => string | undefined,
): Promise<{ url: string; envelopes: string[] }> {
  const envelopes: string[] = [];
  const server = new SMTPServer({
    logger: false,
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, { envelope }, done) => {
      const from = envelope.mailFrom ? envelope.mailFrom.address : "";
      const to = envelope.rcptTo.map(({ address }) => address).join(",");
      envelopes.push(to);
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const localUrl = whereTo();
        if (localUrl !== undefined) void handOver(localUrl, Buffer.concat(chunks), { from, to });
        done();
      });
    },
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, envelopes };
}

async function handOver(
  localUrl: string,
  raw: Buffer,
  envelope: { from: string; to: string },
): Promise<void> {
  const key = {
    signingDomain: "northbeam.example",
    selector: "s1",
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }),
  };
  const { signatures } = await dkimSign(raw, {
    ...key,
    signatureData: [key],
    // Left to itself mailauth asks the clock twice, and a second may pass in between.
    signTime: new Date(),
  });
  const response = await fetch(`${localUrl}/inbound/raw?${new URLSearchParams(envelope).toString()}`, {
    method: "POST",
    headers: {
      "content-type": "message/rfc822",
      authorization: `Basic ${Buffer.from(`mta:${inboundToken}`).toString("base64")}`,
    },
    body: new Uint8Array(Buffer.concat([Buffer.from(signatures), raw])),
  });
  if (response.status !== 200) throw new Error(`The webhook answered ${response.status}.`);
}

async function install(isMailBroughtBack = true) {
  let started: Started | undefined;
  const mailServer = await startMailServer(() => (isMailBroughtBack ? started?.localUrl : undefined));
  const key = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  const dns = await startDns({
    [replyDomain]: { mx: [[10, "mail.northbeam.example"]], txt: ["v=spf1 ip4:192.0.2.1 -all"] },
    "s1._domainkey.northbeam.example": { txt: [[`v=DKIM1; k=rsa; p=${key.slice(0, 200)}`, key.slice(200)]] },
    "_dmarc.northbeam.example": { txt: ["v=DMARC1; p=quarantine"] },
  });
  const config = readConfig({
    MAIL_COURIER: "smtp",
    SMTP_URL: mailServer.url,
    DNS_SERVERS: dns,
    INBOUND_TOKEN: inboundToken,
    AGENCY_NAME: "Northbeam",
    BASE_URL: "http://localhost:1024",
    REPLY_DOMAIN: replyDomain,
    MAIL_FROM: `requests@${replyDomain}`,
    SECRET_KEYS: `0:${Buffer.alloc(32, 7).toString("base64")}`,
    DATABASE_URL: await migratedDatabase(),
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: "silent",
  });
  started = await start(config, { pool: sharedPool() });
  const running = started;
  onTestFinished(() => running.stop());
  return { started, config, mailServer };
}

async function signedIn(started: Started) {
  const address = "priya@northbeam.example";
  const signIn = await started.store.write(async (rows) => {
    await addStaff(rows, new Date().toISOString(), { own: undefined, name: "Priya", address });
    return requestSignIn(rows, new Date(), address, (id) => hashOf(signInToken(started.keys, id)));
  });
  const browser = openBrowser(started.localUrl);
  await browser.post(`/sign-in/${signInToken(started.keys, signIn!.signInId)}`, {});
  return browser;
}

async function newestProbe(
  started: Started,
  isDone: (probe: Awaited<ReturnType<typeof listProbes>>[number]) => boolean,
) {
  return expect
    .poll(async () => (await listProbes(started.store.read, 1))[0], { timeout: 10_000 })
    .toSatisfy(
      (probe) => probe !== undefined && isDone(probe as Awaited<ReturnType<typeof listProbes>>[number]),
    )
    .then(async () => (await listProbes(started.store.read, 1))[0]!);
}

// Starting, two servers and a round trip take a second, and longer beside other tests.
vi.setConfig({ testTimeout: 30_000 });

describe("a probe sent from the set-up page", () => {
  it("goes out to its own address, comes back signed, and is told as such; nobody else hears of it", async () => {
    const { started, mailServer } = await install();
    const browser = await signedIn(started);
    const before = await browser.get("/setup");
    expect(before.text).toContain("No probe mail was sent yet.");
    const posted = await browser.post("/setup/probe", {});
    expect([posted.status, posted.location]).toEqual([303, "/setup"]);

    const probe = await newestProbe(started, ({ returnedAt }) => returnedAt !== null);
    expect(probe).toMatchObject({
      verdict: "dkim",
      verdictWhy: "The email is signed by northbeam.example, the domain of its sender.",
      signingKeys: [{ domain: "northbeam.example", selector: "s1" }],
    });
    const address = probeAddress(started.keys, replyDomain, probe.id);
    expect(mailServer.envelopes).toContain(address);
    const email = await findInboundEmail(started.store.read, probe.inboundEmailId!);
    expect(email).toMatchObject({
      status: "handled",
      reason: "probe_returned",
      class: "probe_return",
      envelopeTo: sealAddress(started.keys, replyDomain, address),
    });
    const counts = await started.store.read.first(
      "select (select count(*) from messages) as messages, (select count(*) from tasks) as tasks",
    );
    expect(counts).toEqual({ messages: 0, tasks: 0 });
    // As with reply addresses, no row but the raw email's holds it.
    for (const table of ["outbound_emails", "inbound_emails"]) {
      const rows = await started.store.read.all(`select * from ${table}`);
      expect(JSON.stringify(rows)).not.toContain(address);
    }

    const page = await browser.get("/setup");
    expect(page.text).toContain("Mail goes out and comes back in");
    expect(page.text).toContain(
      "Your mail is signed with the key s1 of northbeam.example, which is in DNS (DKIM).",
    );
    expect(page.text).not.toContain('http-equiv="refresh"');
    expect(page.text).not.toContain(address);
    const raw = await browser.get(`/emails/${email!.id}/raw`);
    expect(raw.text).not.toContain(address);
  });

  it("that is processed again, or comes in once more in another form, changes nothing", async () => {
    const { started } = await install();
    const browser = await signedIn(started);
    await browser.post("/setup/probe", {});
    const probe = await newestProbe(started, ({ returnedAt }) => returnedAt !== null);
    const { inboundEmailId } = probe;
    await started.store.write((rows) => markInboundPending(rows, inboundEmailId!, null));
    await started.workers.settled();
    const email = await findInboundEmail(started.store.read, inboundEmailId!);
    expect(email).toMatchObject({ status: "handled", reason: "probe_returned" });
    const copy = Buffer.concat([
      Buffer.from("X-Twice: yes\r\n"),
      await getBlob(started.store.read, email!.rawSha256),
    ]);
    await handOver(started.localUrl, copy, {
      from: email!.envelopeFrom,
      to: probeAddress(started.keys, replyDomain, probe.id),
    });
    await started.workers.settled();
    const [newest] = await listInboundEmails(started.store.read, 1);
    expect(newest).toMatchObject({ status: "ignored", reason: "probe_returned_before" });
    expect(await newestProbe(started, () => true)).toEqual(probe);
  });

  it("is waited for by a page that looks again by itself, and mail to its address that is not ours is no return", async () => {
    const { started } = await install(false);
    const browser = await signedIn(started);
    await browser.post("/setup/probe", {});
    const probe = await newestProbe(started, ({ sendStatus }) => sendStatus === "sent");
    const page = await browser.get("/setup");
    expect(page.text).toContain('http-equiv="refresh"');
    expect(page.text).toContain("on its way");
    const to = probeAddress(started.keys, replyDomain, probe.id);
    await handOver(
      started.localUrl,
      Buffer.from(`From: x@northbeam.example\r\nTo: ${to}\r\nSubject: Hi\r\n\r\nHello\r\n`),
      {
        from: "x@northbeam.example",
        to,
      },
    );
    await started.workers.settled();
    expect(await newestProbe(started, () => true)).toEqual(probe);
  });
});

describe("inreply doctor", () => {
  const groupsOf = (printed: string[]) => JSON.parse(printed.join("")) as SaidGroup[];

  it("sends a probe through a running installation, waits for it, and tells what it found as JSON", async () => {
    const { config } = await install();
    const printed: string[] = [];
    const exit = await runDoctor(config, { probe: true, json: true }, (text) => printed.push(text));
    const findings = groupsOf(printed).flatMap((group) => group.findings);
    const statusOf = (check: string) => findings.find((finding) => finding.check === check)?.status;
    expect(
      [
        "smtp",
        "dns.mx",
        "dns.spf",
        "dns.dkim",
        "dns.dmarc",
        "probe",
        "probe.verdict",
        "database.migrations",
      ].map(statusOf),
    ).toEqual(Array.from({ length: 8 }, () => "good"));
    // Plain http is all that is wrong, but for the tests' own PostgreSQL, which goes without fsync.
    const faults = findings.filter(({ status }) => status === "fault").map(({ check }) => check);
    expect(faults.filter((check) => check !== "database.durability")).toEqual(["base-url.https"]);
    expect(exit).toBe(1);
  });

  it("says so when no server takes the probe up", async () => {
    const { started, config } = await install();
    await started.workers.stop();
    const printed: string[] = [];
    const began = Date.now();
    const hurried = () => new Date(began + (Date.now() - began) * 20);
    expect(await runDoctor(config, { probe: true }, (text) => printed.push(text), hurried)).toBe(1);
    expect(printed.join("\n")).toContain("✗ The probe mail was asked for, but no server has taken it up.");
  }, 30_000);
});

it("in the sandbox a probe comes back by the sandbox's own webhook", async () => {
  const config = readConfig({
    PORT: "0",
    DATABASE_URL: await migratedDatabase(),
    SECRET_KEYS: `0:${Buffer.alloc(32, 7).toString("base64")}`,
    LOG_LEVEL: "silent",
  });
  const started = await start(config, { pool: sharedPool() });
  onTestFinished(() => started.stop());
  const printed: string[] = [];
  await runDoctor({ ...config, installation: started.installation }, { probe: true }, (text) =>
    printed.push(text),
  );
  expect(printed.join("\n")).toContain("✓ Mail goes out and comes back in: the last probe took");
});
