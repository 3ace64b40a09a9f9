// What must not leave the process: a whole story with the log at its most talkative, then all that was logged and every row
// of every table but the raw emails is searched for secrets, addresses and words.
import pino from "pino";
import { expect, it, onTestFinished, vi } from "vitest";
import { addWebhookEndpoint } from "../../../src/actions/add-webhook-endpoint.ts";
import { makeApiToken } from "../../../src/actions/make-api-token.ts";
import { webhookTypes } from "../../../src/domain/program.ts";
import { programToken, webhookSecret } from "../../../src/threading/program-token.ts";
import { hashOf } from "../../../src/threading/secret-hash.ts";
import { fillIn } from "../../../src/outbox/fill-in.ts";
import type { OutgoingEmail } from "../../../src/outbox/courier.ts";
import { seedWorld } from "../../../src/sandbox/seed-world.ts";
import type { Started } from "../../../src/start.ts";
import { fingerprintTables } from "../../../src/store/fingerprint.ts";
import { findOutboundEmail } from "../../../src/store/outbound-emails.ts";
import { openBrowser } from "../../portal/app.ts";
import { sendEveryKind } from "../../support/every-email.ts";
import { addressOf } from "../../support/world.ts";
import { postForm, postRaw, recipient, startInstallation } from "../running-installation.ts";

vi.setConfig({ testTimeout: 90_000 });

const inboundToken = "tell-nobody-this-token";
const wrongToken = "nor-this-one-that-somebody-mistyped";
const basic = (password: string) => ({ authorization: `Basic ${btoa(`inreply:${password}`)}` });
const secretKey = Buffer.alloc(32, 7).toString("base64");
const bodyWords = "Wombats graze at night";

it("neither the log nor any row yields a reply address, a link, a key, a cookie, and the log no words or addresses", async () => {
  const lines: string[] = [];
  const log = pino(
    { level: "trace", serializers: { fault: pino.stdSerializers.err } },
    { write: (line: string) => void lines.push(line) },
  );
  const started = await startInstallation({ INBOUND_TOKEN: inboundToken }, { log });
  onTestFinished(() => started.stop());
  const secrets = await tellStory(started);

  const logged = lines.join("");
  expect(lines.length).toBeGreaterThan(10);
  expect(logged).toContain("received");
  const dump = await dumpRows(started);
  expect(dump).toContain("inbound_emails");
  expect(secrets.size).toBeGreaterThan(10);
  for (const [what, secret] of secrets) {
    const pattern = secret.toLowerCase();
    expect([what, logged.toLowerCase().includes(pattern)]).toEqual([what, false]);
    expect([what, rowsWith(dump, pattern)]).toEqual([what, []]);
  }
  expect(logged).not.toContain(bodyWords);
  expect(logged).not.toContain("Booking form");
  expect(logged).not.toMatch(/form-token|cookie|authorization/iu);
  // Message-IDs have the form of addresses; all others are somebody's.
  const addresses = logged.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu) ?? [];
  const people = ["harbordental.example", "northbeam.example", "evil.example", "lumen"];
  const mailboxes = addresses.filter((address) =>
    people.some((domain) => address.split("@")[1]!.startsWith(domain)),
  );
  expect(mailboxes).toEqual([]);
});

/** Everything that happens to an installation; answers the secrets that it made, by what they are. */
async function tellStory(started: Started): Promise<Map<string, string>> {
  const secrets = new Map<string, string>([
    ["the key", secretKey],
    ["the key in hex", Buffer.alloc(32, 7).toString("hex")],
    ...[inboundToken, wrongToken].flatMap((token): [string, string][] => [
      [`the password ${token}`, token],
      [`the header of ${token}`, basic(token).authorization.slice("Basic ".length)],
    ]),
  ]);
  const world = await seedWorld(started.store, new Date().toISOString());
  for (const [what, secret] of await openPrograms(started, world.people.priya.id)) secrets.set(what, secret);
  const proof = basic(inboundToken);
  const sent = await sendEveryKind(started, world, proof);
  for (const { id, kind, email } of sent) {
    addSecrets(secrets, id, email);
    if (kind === "probe") secrets.set("the address of the probe", email.to.address);
  }
  const question = sent.find(
    ({ kind, email }) => kind === "message" && email.to.address === addressOf("ann"),
  )!;
  const { replyTo, text, envelopeFrom } = question.email;

  // Ann answers, quoting all that she was sent; a stranger and a report come as well; a broken call, and one that is refused.
  const quoted = text.split("\n").map((line) => `> ${line}`);
  const mail = (from: string, to: string, words: string[]) =>
    [
      `From: <${from}>`,
      `To: <${to}>`,
      "Subject: Re: Booking form",
      `Message-ID: <${Math.random()}@mail.example>`,
      `In-Reply-To: ${question.email.headers["Message-ID"]}`,
      "",
      bodyWords,
      "",
      ...words,
    ].join("\r\n");
  const answer = {
    email: mail(addressOf("ann"), replyTo!, ["On Monday Priya wrote:", ...quoted, `Reply to ${replyTo}`]),
    envelope: JSON.stringify({ from: addressOf("ann"), to: [replyTo] }),
    dkim: `{@harbordental.example : pass}`,
    SPF: "pass",
  };
  // By nobody, with a password that is wrong, and with the right one.
  const proofs: Record<string, string>[] = [{}, basic(wrongToken), proof];
  const statuses: number[] = [];
  for (const headers of proofs) statuses.push((await postForm(started, answer, headers)).status);
  expect(statuses).toEqual([401, 503, 200]);
  const report = mail("mailer-daemon@evil.example", envelopeFrom, []);
  await postRaw(
    started,
    mail("eve@evil.example", replyTo!, quoted),
    { from: "eve@evil.example", to: replyTo!.toUpperCase() },
    proof,
  );
  await postRaw(started, report, { from: "", to: envelopeFrom }, proof);
  await postRaw(started, "broken", { from: "eve@evil.example", to: "nobody" }, proof);
  await postForm(started, { email: "x", envelope: "{" }, proof);
  await started.workers.settled();

  const browser = openBrowser(started.localUrl);
  const linkPath = new URL(/https?:\/\/\S+\/t\/\S+/u.exec(text)![0]).pathname;
  await browser.get(linkPath);
  const taskPath = (await browser.get(linkPath)).location!;
  await browser.post(`${taskPath}/messages`, { text: `${bodyWords}, by link` });
  const signIn = sent.find(({ kind }) => kind === "sign-in")!;
  const signInPath = new URL(/https?:\/\/\S+\/sign-in\/\S+/u.exec(signIn.email.text)![0]).pathname;
  await browser.get(signInPath);
  await browser.post(signInPath, {});
  await browser.post(signInPath, {});
  await browser.post("/sign-in", { address: addressOf("lee"), next: "/" });
  await browser.get(`/t/${"a".repeat(40)}`);
  for (const [name, value] of browser.cookies) secrets.set(`the cookie ${name}`, decodeURIComponent(value));
  await started.workers.settled();
  const rows = await started.store.read.all<{ id: number }>("select id from outbound_emails order by id");
  for (const { id } of rows) {
    addSecrets(secrets, id, await fillIn(started.outbox, (await findOutboundEmail(started.store.read, id))!));
  }
  await browser.post("/sign-out", {});
  expect(recipient).not.toBe(replyTo);
  return secrets;
}

/** A program with a token, which calls, and an endpoint that is told of what happens. */
async function openPrograms(started: Started, byStaffId: number): Promise<[string, string][]> {
  const { store, keys } = started;
  const at = new Date().toISOString();
  const name = "Time sheets";
  const token = { name, scopes: ["tasks:read"], clientId: null, byStaffId };
  const { apiTokenId } = await store.write((rows) =>
    makeApiToken(rows, at, token, (id) => hashOf(programToken(keys, id))),
  );
  const endpoint = { url: "http://127.0.0.1:1/hook", wanted: [...webhookTypes], clientId: null, byStaffId };
  const keyId = keys.current.id;
  const { endpointId } = await store.write((rows) =>
    addWebhookEndpoint(rows, at, { ...endpoint, keyId, isSandbox: true }),
  );
  const authorization = `Bearer ${programToken(keys, apiTokenId)}`;
  const called = await fetch(`${started.localUrl}/api/v1/tasks`, { headers: { authorization } });
  expect(called.status).toBe(200);
  const secret = webhookSecret(keys, { id: endpointId, keyId, version: 0 })!;
  return [
    ["a program's token", programToken(keys, apiTokenId)],
    ["an endpoint's secret", secret.toString("base64")],
    ["an endpoint's secret in hex", secret.toString("hex")],
  ];
}

function addSecrets(secrets: Map<string, string>, id: number, email: OutgoingEmail): void {
  if (email.replyTo !== undefined && email.replyTo.length > 50)
    secrets.set(`reply address of ${id}`, email.replyTo);
  secrets.set(`bounce address of ${id}`, email.envelopeFrom);
  for (const [, token] of email.text.matchAll(/\/(?:t|sign-in)\/([a-z2-7]{30,})/gu))
    secrets.set(`link ${token!.slice(0, 12)} of ${id}`, token!);
}

/** Every row of every table in one line each, with its table's name; bytes of raw emails and files left out. */
async function dumpRows(started: Started): Promise<string> {
  const { read } = started.store;
  const lines: string[] = [];
  for (const { table } of await fingerprintTables(read)) {
    if (table === "blobs") continue;
    for (const row of await read.all(`select * from ${table}`)) lines.push(`${table} ${JSON.stringify(row)}`);
  }
  return lines.join("\n");
}

function rowsWith(dump: string, pattern: string): string[] {
  return dump
    .split("\n")
    .filter((line) => line.toLowerCase().includes(pattern))
    .map((line) => line.slice(0, 400));
}
