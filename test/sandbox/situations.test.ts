// Every situation of an opened email, through the pages of a running sandbox and its real webhook.
import { simpleParser, type ParsedMail } from "mailparser";
import { beforeEach, describe, expect, it, test, vi } from "vitest";
import { wordsOf } from "../../src/domain/message.ts";
import { situations } from "../../src/sandbox/situations.ts";
import { outsider } from "../../src/sandbox/situations/reply-all.ts";
import { getBlob } from "../../src/store/blobs.ts";
import { listIntakeFaults } from "../../src/store/intake-faults.ts";
import { listAttachmentsOfEmail } from "../../src/store/messages.ts";
import { findOutboundEmail } from "../../src/store/outbound-emails.ts";
import { listParticipants } from "../../src/store/tasks.ts";
import { addAddressFromEmail } from "../../src/actions/add-address-from-email.ts";
import { addressOf } from "../support/world.ts";
import { becameOf, openRunningSandbox, sentCount, type RunningSandbox } from "./running-sandbox.ts";

// Each test starts a whole installation.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let sandbox: RunningSandbox;
beforeEach(async () => {
  sandbox = await openRunningSandbox();
});

test("the page of an email offers every situation with what should happen, and those of answers only where there can be one", async () => {
  const page = await sandbox.get(`/sandbox/emails/${sandbox.emailId}`);
  for (const { name, expected } of situations) {
    expect(page).toContain(`action="/sandbox/emails/${sandbox.emailId}/situations/${name}"`);
    expect(page).toContain(expected);
  }
  expect(page).toContain(`action="/sandbox/emails/${sandbox.emailId}/scan"`);

  await sandbox.post(`/sandbox/people/staff/${sandbox.world.people.priya.id}/sign-in`, {});
  await sandbox.started.workers.settled();
  const mailbox = await sandbox.get(`/sandbox/people/staff/${sandbox.world.people.priya.id}`);
  const path = /\/sandbox\/emails\/\d+/u.exec(mailbox)![0];
  const unanswerable = await sandbox.get(path);
  expect(unanswerable).toContain(`${path}/situations/bounce`);
  expect(unanswerable).not.toContain(`${path}/situations/spoof`);
  expect((await sandbox.post(`${path}/situations/spoof`, { choice: "unsigned" })).status).toBe(422);
});

describe("forwarding to the agency's address", () => {
  it.each([
    ["gmail-web", "Fwd: ", "---------- Forwarded message ---------"],
    ["outlook-desktop", "FW: ", "From: Priya Nair"],
    ["outlook-web", "FW: ", "From: Priya Nair"],
    ["apple-mail", "Fwd: ", "Begin forwarded message:"],
    ["apple-ios", "Fwd: ", "Begin forwarded message:"],
    ["thunderbird", "Fwd: ", "-------- Forwarded Message --------"],
    ["plain-bottom", "Fwd: ", "---------- Forwarded message ---------"],
  ])(
    "by %s is a message on the same task, with its files and what was forwarded folded",
    async (program, prefix, block) => {
      const words = "This one is for you.\n\nTwo lines.";
      const { location } = await tryOut("forward", { program, words });
      const { row, message } = await becameOf(sandbox, location);
      expect(row).toMatchObject({ status: "handled", reason: "posted", taskId: sandbox.taskId });
      expect(message?.kept).toBe(words);
      expect(wordsOf(message?.blocks ?? [], ["quoted"])).toContain("the form is mended");
      const mail = await mailOf(row.rawSha256);
      expect(mail.subject).toBe(`${prefix}Route new patient enquiries [#${sandbox.taskId}]`);
      expect(mail.text).toContain(block);
      expect(mail.to).toMatchObject({ value: [{ address: sandbox.started.installation.mailFrom }] });
      const files = await listAttachmentsOfEmail(sandbox.started.store.read, row.id);
      expect(files.map(({ filename, sizeBytes }) => [filename, sizeBytes])).toEqual([["Größe.csv", 8]]);
    },
  );
});

test("a reply to all is a message, and the outsider on Cc is told nothing and does not join", async () => {
  const { location } = await tryOut("reply-all", { program: "gmail-web", words: "Nora is on copy." });
  const { row, message } = await becameOf(sandbox, location);
  expect(row).toMatchObject({ status: "handled", reason: "posted" });
  expect(message?.kept).toBe("Nora is on copy.");
  expect((await mailOf(row.rawSha256)).cc).toMatchObject({ value: [outsider] });
  expect(await sentCount(sandbox, outsider.address)).toBe(0);
  const { read } = sandbox.started.store;
  const names = (await listParticipants(read, sandbox.taskId)).map(({ name }) => name);
  expect(names).not.toContain(outsider.name);
  expect(await sentCount(sandbox, addressOf("priya"))).toBe(1);
});

test("an answer from a private address is held until staff say whose it is, and then posted", async () => {
  const fields = { program: "apple-mail", words: "From home: yes." };
  const held = await becameOf(sandbox, (await tryOut("other-address", fields)).location);
  expect(held.row).toMatchObject({
    status: "held",
    reason: "stranger",
    fromAddress: "ann.weber@mailbox.example",
  });
  expect(held.message).toBeUndefined();
  expect(await sentCount(sandbox, "ann.weber@mailbox.example")).toBe(0);

  const { store, clock } = sandbox.started;
  const { ann, priya } = sandbox.world.people;
  const input = { emailId: held.row.id, contactId: ann.id, byStaffId: priya.id };
  await store.write((rows) => addAddressFromEmail(rows, clock.now().toISOString(), input));
  await sandbox.started.workers.settled();
  const next = await becameOf(
    sandbox,
    (await tryOut("other-address", { ...fields, words: "Again." })).location,
  );
  expect([next.row.status, next.message?.kept]).toEqual(["handled", "Again."]);
});

test.each(["en", "de", "fr", "es", "pt", "it", "nl"])(
  "an out-of-office answer in %s is a quiet note, and nobody is told",
  async (choice) => {
    const before = await sentCount(sandbox, addressOf("priya"));
    const { row, message } = await becameOf(sandbox, (await tryOut("out-of-office", { choice })).location);
    expect(row).toMatchObject({ status: "handled", reason: "quiet_note", class: "auto_reply" });
    expect(message).toMatchObject({ isQuiet: 1, taskId: sandbox.taskId });
    expect(await sentCount(sandbox, addressOf("priya"))).toBe(before);
  },
);

test.each([
  ["hard", "bounced", /550 5\.1\.1/u],
  ["soft", "deferred", /452 4\.2\.2/u],
  ["qmail", "bounced", /550 5\.1\.1/u],
])("a bounce (%s) moves the delivery state of the very email to %s", async (choice, delivery, reason) => {
  const { row, message } = await becameOf(sandbox, (await tryOut("bounce", { choice })).location);
  expect(row).toMatchObject({ status: "handled", class: "delivery_report", envelopeFrom: "" });
  expect(message).toBeUndefined();
  const email = await findOutboundEmail(sandbox.started.store.read, sandbox.emailId);
  expect(email?.delivery).toBe(delivery);
  expect(email?.reason).toMatch(reason);
  expect(await sandbox.get(`/sandbox/emails/${sandbox.emailId}`)).toContain(email!.reason!.slice(0, 12));
});

test("the same email twice is one row, by another path it is set aside, and there is one message", async () => {
  const { location } = await tryOut("twice", { program: "gmail-web", words: "Once." });
  expect(location).toMatch(/^\/sandbox\/tries\/\d+$/u);
  const page = await sandbox.get(location);
  expect(page.match(/sb-status">200</gu)).toHaveLength(3);
  expect(page).toContain("Known already, nothing was stored.");
  const rows = await sandbox.started.store.read.all<{ status: string; reason: string; to: string }>(
    'select status, reason, envelope_to as "to" from inbound_emails order by id',
  );
  expect(rows.map(({ status, reason }) => [status, reason])).toEqual([
    ["handled", "posted"],
    ["ignored", "same_message"],
  ]);
  expect(rows[1]?.to).toBe(sandbox.started.installation.mailFrom);
  const said = await sandbox.started.store.read.all("select id from messages where kept = ?", "Once.");
  expect(said).toHaveLength(1);
  expect(page).not.toMatch(/r[a-z2-7]{36}@/u);
});

test.each([
  ["unsigned", { spf: "fail", dkim: "none" }],
  ["other-domain", { spf: "pass", dkim: "{@cheap-hosting.example : pass}" }],
])("a forged answer (%s) is held, and nobody is told", async (choice, fields) => {
  const told = await sentCount(sandbox, addressOf("priya"));
  const { row, message } = await becameOf(
    sandbox,
    (await tryOut("spoof", { choice, words: "Approved." })).location,
  );
  expect(row).toMatchObject({ status: "held", reason: "unvouched", fromAddress: addressOf("ann") });
  expect(row.providerFields).toMatchObject(fields);
  expect(message).toBeUndefined();
  expect(await sentCount(sandbox, addressOf("priya"))).toBe(told);
});

test.each(["ACCEPTED", "TENTATIVE", "DECLINED"])(
  "a calendar's answer (%s) is a quiet note",
  async (choice) => {
    const { row, message } = await becameOf(sandbox, (await tryOut("calendar-answer", { choice })).location);
    expect(row).toMatchObject({ status: "handled", reason: "quiet_note", class: "calendar_reply" });
    expect(message?.isQuiet).toBe(1);
    const raw = (await getBlob(sandbox.started.store.read, row.rawSha256)).toString("latin1");
    expect(raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REPLY/mu);
  },
);

test("an email of 30 MB is taken with its file, one byte more is refused in a sentence, and the server stays up", async () => {
  const { location } = await tryOut("too-large", { program: "gmail-web", words: "All scans." });
  const page = await sandbox.get(location);
  expect(page).toMatch(/sb-status">200<\/span> Stored\./u);
  expect(page).toMatch(
    /sb-status sb-status-no">413<\/span> The field “email” is larger than 31457280 bytes\./u,
  );
  await sandbox.started.workers.settled();
  const { read } = sandbox.started.store;
  const blobs = await read.all<{ size: number | string }>(
    "select size_bytes as size from blobs b join inbound_emails e on e.raw_sha256 = b.sha256 where e.status = ?",
    "handled",
  );
  expect(blobs.map(({ size }) => Number(size))).toEqual([30 * 1024 * 1024]);
  expect(await read.first("select id from messages where kept = ?", "All scans.")).toBeDefined();
  const [fault] = await listIntakeFaults(read, "2000");
  expect(fault?.reason).toContain("31457280");
  expect(await sandbox.get("/health")).toBe("ok\n");
});

test("a choice that is not offered, and a situation that there is not, are refused", async () => {
  const path = `/sandbox/emails/${sandbox.emailId}/situations`;
  expect((await sandbox.post(`${path}/bounce`, { choice: "__proto__" })).status).toBe(422);
  expect((await sandbox.post(`${path}/forward`, { program: "pine", words: "x" })).status).toBe(422);
  expect((await sandbox.post(`${path}/constructor`, {})).status).toBe(404);
  expect((await sandbox.post("/sandbox/emails/999/situations/bounce", { choice: "hard" })).status).toBe(404);
});

async function tryOut(name: string, fields: Record<string, string>): Promise<{ location: string }> {
  const answer = await sandbox.post(`/sandbox/emails/${sandbox.emailId}/situations/${name}`, fields);
  expect([name, answer.status, answer.status === 303 ? "" : answer.text]).toEqual([name, 303, ""]);
  return answer;
}

async function mailOf(sha256: string): Promise<ParsedMail> {
  return simpleParser(await getBlob(sandbox.started.store.read, sha256));
}
