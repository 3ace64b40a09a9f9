// The situations of an opened email, through the pages of a running sandbox and its real webhook; those of many choices stand in
// situation-choices.test.ts.
import { beforeEach, expect, test, vi } from "vitest";
import { situations } from "../../src/sandbox/situations.ts";
import { outsider } from "../../src/sandbox/situations/reply-all.ts";
import { listIntakeFaults } from "../../src/store/intake-faults.ts";
import { findOutboundEmail } from "../../src/store/outbound-emails.ts";
import { listParticipants } from "../../src/store/participants.ts";
import { addAddressFromEmail } from "../../src/actions/add-address-from-email.ts";
import { addressOf } from "../support/world.ts";
import {
  becameOf,
  mailOf,
  openRunningSandbox,
  sentCount,
  type RunningSandbox,
  tryOut,
} from "./running-sandbox.ts";

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

test("a reply to all is a message, and the outsider on Cc is told nothing and does not join", async () => {
  const { location } = await tryOut(sandbox, "reply-all", {
    program: "gmail-web",
    words: "Nora is on copy.",
  });
  const { row, message } = await becameOf(sandbox, location);
  expect(row).toMatchObject({ status: "handled", reason: "posted" });
  expect(message?.kept).toBe("Nora is on copy.");
  expect((await mailOf(sandbox, row.rawSha256)).cc).toMatchObject({ value: [outsider] });
  expect(await sentCount(sandbox, outsider.address)).toBe(0);
  const { read } = sandbox.started.store;
  const names = (await listParticipants(read, sandbox.taskId)).map(({ name }) => name);
  expect(names).not.toContain(outsider.name);
  expect(await sentCount(sandbox, addressOf("priya"))).toBe(1);
});

test("an answer from a private address is held until staff say whose it is, and then posted", async () => {
  const fields = { program: "apple-mail", words: "From home: yes." };
  const held = await becameOf(sandbox, (await tryOut(sandbox, "other-address", fields)).location);
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
  await store.write((rows) =>
    addAddressFromEmail(rows, clock.now().toISOString(), { ...input, own: undefined }),
  );
  await sandbox.started.workers.settled();
  const next = await becameOf(
    sandbox,
    (await tryOut(sandbox, "other-address", { ...fields, words: "Again." })).location,
  );
  expect([next.row.status, next.message?.kept]).toEqual(["handled", "Again."]);
});

test.each([
  ["hard", "bounced", /550 5\.1\.1/u],
  ["soft", "deferred", /452 4\.2\.2/u],
  ["qmail", "bounced", /550 5\.1\.1/u],
])("a bounce (%s) moves the delivery state of the very email to %s", async (choice, delivery, reason) => {
  const { row, message } = await becameOf(sandbox, (await tryOut(sandbox, "bounce", { choice })).location);
  expect(row).toMatchObject({ status: "handled", class: "delivery_report", envelopeFrom: "" });
  expect(message).toBeUndefined();
  const email = await findOutboundEmail(sandbox.started.store.read, sandbox.emailId);
  expect(email?.delivery).toBe(delivery);
  expect(email?.reason).toMatch(reason);
  expect(await sandbox.get(`/sandbox/emails/${sandbox.emailId}`)).toContain(email!.reason!.slice(0, 12));
});

test("the same email twice is one row, by another path it is set aside, and there is one message", async () => {
  const { location } = await tryOut(sandbox, "twice", { program: "gmail-web", words: "Once." });
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
    (await tryOut(sandbox, "spoof", { choice, words: "Approved." })).location,
  );
  expect(row).toMatchObject({ status: "held", reason: "unvouched", fromAddress: addressOf("ann") });
  expect(row.providerFields).toMatchObject(fields);
  expect(message).toBeUndefined();
  expect(await sentCount(sandbox, addressOf("priya"))).toBe(told);
});

test("an email of 30 MB is taken with its file, one byte more is refused in a sentence, and the server stays up", async () => {
  const { location } = await tryOut(sandbox, "too-large", { program: "gmail-web", words: "All scans." });
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
