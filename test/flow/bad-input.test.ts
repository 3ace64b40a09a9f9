// What nobody should send but somebody will: each is refused with a clear status or stored with a reason, and a normal
// email afterwards is handled.
import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { seedWorld } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { passADay, postForm, postRaw, recipient, startInstallation } from "./running-installation.ts";

const mebibyte = 1024 * 1024;
const ann = "ann@harbordental.example";
const envelope = JSON.stringify({ from: ann, to: [recipient] });

let started: Started;
beforeAll(async () => {
  started = await startInstallation();
  await seedWorld(started.store, "2026-03-02T09:00:00.000Z");
}, 30_000);
afterAll(() => started.stop());

let normalCount = 0;

/** After every case, whatever it was: the installation still does its work. */
afterEach(async () => {
  normalCount++;
  passADay(started);
  const email = emailOf(`Message-ID: <normal-${normalCount}@harbordental.example>`, "", "A normal request.");
  const answer = await postForm(started, {
    email,
    envelope,
    SPF: "pass",
    dkim: "{@harbordental.example : pass}",
  });
  expect(answer).toEqual({ status: 200, body: { stored: 1, known: 0 } });
  expect(await outcomeOf(email)).toMatchObject({ status: "handled" });
}, 30_000);

describe("a call that cannot be understood", () => {
  it.each([
    ["is a form without a boundary", "multipart/form-data", "email=x", 400],
    ["is a form that ends in the middle", "multipart/form-data; boundary=b", "--b\r\nContent-Disp", 400],
    ["is a form that is no form", "multipart/form-data; boundary=b", "nothing of the kind", 400],
    ["is of another type", "application/json", "{}", 415],
  ])("%s and is refused", async (_name, type, body, status) => {
    expect(await post("/inbound/sendgrid", type, body)).toEqual(refused(status));
  });

  const email = "Subject: Hello\r\n\r\nHello\r\n";
  it.each<[string, Record<string, string>]>([
    ["no email", { envelope }],
    ["an empty email", { envelope, email: "" }],
    ["an empty email beside what was taken out of it", { envelope, email: "", from: ann, subject: "Hello" }],
    ["no envelope", { email }],
    ["an envelope that is not JSON", { email, envelope: "{to:" }],
    ["an envelope that is null", { email, envelope: "null" }],
    ["an envelope without recipients", { email, envelope: JSON.stringify({ from: ann, to: [] }) }],
    ["a recipient that is no address", { email, envelope: JSON.stringify({ from: ann, to: ["nobody"] }) }],
  ])("is a form with %s and is refused with 400", async (_name, fields) => {
    expect(await postForm(started, fields)).toEqual(refused(400));
  });

  it.each([
    ["without a recipient", "/inbound/raw?from=x@example.com", "message/rfc822", email, 400],
    ["with an empty body", `/inbound/raw?to=${recipient}`, "message/rfc822", "", 400],
    ["of another type", `/inbound/raw?to=${recipient}`, "text/plain", email, 415],
  ])("is a raw email %s and is refused", async (_name, path, type, body, status) => {
    expect(await post(path, type, body)).toEqual(refused(status));
  });
});

describe("an email that is too large", () => {
  const large = Buffer.alloc(31 * mebibyte, "Subject: x\r\n\r\n");

  it("is refused with 413 as a raw email", async () => {
    expect(await postRaw(started, large)).toEqual(refused(413));
  }, 30_000);

  it("is refused with 413 in a form", async () => {
    expect(await postForm(started, { email: large, envelope })).toEqual(refused(413));
  }, 30_000);
});

describe("an email that is odd", () => {
  const odd: [string, Buffer, object][] = [
    ["NUL bytes in head and body", emailOf("Subject: a\0b", "", "c\0d"), { status: "held" }],
    ["nothing but NUL bytes", Buffer.alloc(1_000), { status: "held", reason: "malformed" }],
    ["no From", Buffer.from("Subject: x\r\n\r\nhi\r\n"), { status: "held", reason: "no_sender" }],
    [
      "two Froms",
      emailOf("From: eve@evil.example", "", "Two voices."),
      { status: "held", reason: "several_senders" },
    ],
    [
      "an unknown charset",
      emailOf("Content-Type: text/plain; charset=x-none", "", "Unknown."),
      { status: "held", reason: "unvouched", text: expect.stringContaining("Unknown.") as string },
    ],
    [
      "only an attachment",
      emailOf(
        'Content-Type: application/pdf; name="a.pdf"',
        "Content-Transfer-Encoding: base64",
        "",
        "JVBERg==",
      ),
      { status: "held", reason: "unvouched", attachments: 1 },
    ],
    [
      "broken base64",
      emailOf("Content-Type: text/plain", "Content-Transfer-Encoding: base64", "", "SGVsbG8*=!!=\xff"),
      { status: "held", reason: "unvouched" },
    ],
    ["parts within parts, 1,000 deep", nested(1_000), { status: "held", reason: "nested_too_deep" }],
    ["10,000 parts", wide(10_000), { status: "held", reason: "too_many_parts" }],
    ["a header of 5 MB", emailOf(`X-Long: ${"a".repeat(5 * mebibyte)}`, "", "hi"), { status: "held" }],
  ];

  it.each(odd)(
    "with %s is stored with its outcome and a reason",
    async (_name, raw, outcome) => {
      expect(await postRaw(started, raw, { from: ann, to: recipient })).toEqual({
        status: 200,
        body: { stored: 1, known: 0 },
      });
      const found = await outcomeOf(raw);
      expect(found).toMatchObject(outcome);
      expect(found?.reason).toMatch(/^[a-z_]+$/u);
    },
    30_000,
  );
});

function refused(status: number): unknown {
  return { status, body: { error: expect.stringMatching(/^\S.{8,}\.$/u) as string } };
}

async function post(path: string, type: string, body: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(started.localUrl + path, {
    method: "POST",
    headers: { "content-type": type },
    body,
  });
  return { status: response.status, body: await response.json() };
}

async function outcomeOf(raw: Buffer) {
  await started.workers.settled();
  return started.store.read.first<{ status: string; reason: string | null }>(
    `select status, reason, text,
       (select cast(count(*) as integer) from attachments a where a.inbound_email_id = e.id) as attachments
     from inbound_emails e where raw_sha256 = ?`,
    createHash("sha256").update(raw).digest("hex"),
  );
}

/** An email of Ann's with these lines below her name. */
function emailOf(...lines: string[]): Buffer {
  return Buffer.from([`From: Ann Weber <${ann}>`, ...lines, ""].join("\r\n"), "latin1");
}

function nested(depth: number): Buffer {
  const lines: string[] = [];
  for (let level = 0; level < depth; level++) {
    lines.push(`Content-Type: multipart/mixed; boundary=b${level}`, "", `--b${level}`);
  }
  return emailOf(...lines, "Content-Type: text/plain", "", "deep");
}

function wide(count: number): Buffer {
  const parts = Array.from({ length: count }, (_, index) => ["--b", "", `part ${index}`]);
  return emailOf("Content-Type: multipart/mixed; boundary=b", "", ...parts.flat(), "--b--");
}
