// A call of the mail webhook that SendGrid did not sign, or that was changed on the way, brings nothing in; one that is played
// back changes nothing; and what an email or a server says of our secrets is not kept.
import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDesk, formOf, type Desk } from "./desk.ts";

const from = "Ann Weber <ann@harbordental.example>";
const ours = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const theirs = generateKeyPairSync("ec", { namedCurve: "prime256v1" });

let desk: Desk;
let asked: Awaited<ReturnType<Desk["ask"]>>;
beforeAll(async () => {
  const key = ours.publicKey.export({ format: "der", type: "spki" }).toString("base64");
  desk = await openDesk({ SENDGRID_WEBHOOK_KEY: key });
  asked = await desk.ask();
}, 30_000);
afterAll(() => desk.stop());

/** A form of Ann's answer as bytes, so that these can be signed. */
async function formBytes(): Promise<{ type: string; body: Buffer }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(formOf({ from, to: asked.replyTo }).fields))
    form.append(name, Buffer.from(value).toString("utf8"));
  const response = new Response(form);
  return { type: response.headers.get("content-type")!, body: Buffer.from(await response.arrayBuffer()) };
}

/** Twilio SendGrid signs the timestamp and the bytes of the body (ECDSA over SHA-256). */
function signed(body: Buffer, key: KeyObject, at = Math.floor(Date.now() / 1000)): Record<string, string> {
  const signature = createSign("sha256").update(String(at)).update(body).sign(key, "base64");
  return {
    "X-Twilio-Email-Event-Webhook-Signature": signature,
    "X-Twilio-Email-Event-Webhook-Timestamp": String(at),
  };
}

async function post(type: string, body: Buffer, headers: Record<string, string>): Promise<number> {
  const init = { method: "POST", headers: { "content-type": type, ...headers }, body: new Uint8Array(body) };
  const { status } = await fetch(`${desk.started.localUrl}/inbound/sendgrid`, init);
  await desk.settled();
  return status;
}

describe("a call of the mail webhook", () => {
  it("without a signature, of another key, or changed since is refused, and nothing is on the task", async () => {
    const { type, body } = await formBytes();
    const changed = Buffer.from(body.toString("latin1").replace("Blue", "Pink"), "latin1");
    expect(changed.equals(body)).toBe(false);
    expect(await post(type, body, {})).toBe(401);
    expect(await post(type, body, signed(body, theirs.privateKey))).toBe(503);
    expect(await post(type, changed, signed(body, ours.privateKey))).toBe(503);
    const late = { ...signed(body, ours.privateKey), "X-Twilio-Email-Event-Webhook-Timestamp": "1" };
    expect(await post(type, body, late)).toBe(503);
    expect(await desk.messagesOn(asked.taskId)).toHaveLength(1);
    const home = await (await desk.signedIn("priya")).get("/");
    expect(home.text).toContain("/inbound/sendgrid");
  });

  it("that is played back, at once or a month later, is one message that is told once", async () => {
    const { type, body } = await formBytes();
    const headers = signed(body, ours.privateKey, Math.floor(Date.now() / 1000) - 30 * 86_400);
    expect(await post(type, body, headers)).toBe(200);
    const told = desk.sent.length;
    for (let time = 0; time < 3; time++) expect(await post(type, body, headers)).toBe(200);
    expect(await desk.messagesOn(asked.taskId)).toHaveLength(2);
    expect(desk.sent).toHaveLength(told);
  });
});

it("an address of ours that a sender's mail quotes is whole in no row but the mail itself, and on no page", async () => {
  const { type, body } = await formBytes();
  const quoting = Buffer.from(
    body.toString("latin1").replace("Blue", `Mail to <${asked.replyTo}> failed: 550`),
    "latin1",
  );
  expect(await post(type, quoting, signed(quoting, ours.privateKey))).toBe(200);
  const rows = [
    await desk.started.store.read.all("select text, evidence, reason from inbound_emails"),
    await desk.started.store.read.all("select kept, blocks from messages"),
    await desk.started.store.read.all("select payload from events"),
    await desk.started.store.read.all("select text, html, headers, reason from outbound_emails"),
    await desk.started.store.read.all("select * from intake_faults"),
  ];
  expect(JSON.stringify(rows)).toContain("failed: 550");
  expect(JSON.stringify(rows)).not.toContain(asked.replyTo.split("@")[0]);
  const browser = await desk.signedIn("priya");
  for (const path of [`/tasks/${asked.taskId}`, "/held", "/"])
    expect((await browser.get(path)).text).not.toContain(asked.replyTo.split("@")[0]);
});
