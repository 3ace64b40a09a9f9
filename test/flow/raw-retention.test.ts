// RAW_MAIL_DAYS: the bytes of raw emails go once their time is over, what came of them stays, and nothing goes unread.
import { setTimeout as wait } from "node:timers/promises";
import { expect, it, onTestFinished, vi } from "vitest";
import type { Started } from "../../src/start.ts";
import { contentHash, getBlob } from "../../src/store/blobs.ts";
import { findInboundEmail, listInboundEmails } from "../../src/store/inbound-emails.ts";
import { askAnn, postForm, startInstallation } from "./running-installation.ts";

vi.setConfig({ testTimeout: 30_000 });
const dayMs = 86_400_000;
const from = "ann@harbordental.example";

async function startOn(settings: Record<string, string>) {
  const time = { now: new Date("2026-03-02T09:00:00.000Z") };
  const started = await startInstallation(settings, { clock: () => time.now });
  onTestFinished(() => started.stop());
  const { to } = await askAnn(started, time.now.toISOString());
  /** The worker looks once in an hour of the installation's clock, and within a second of ours. */
  const pass = async (ms: number) => {
    time.now = new Date(time.now.getTime() + ms);
    await wait(20);
    await started.workers.settled();
  };
  return { started, to, pass };
}

const reply = (to: string, words: string, vouched = "pass") => ({
  email: [
    `From: Ann Weber <${from}>`,
    `To: <${to}>`,
    "Subject: Re: Booking form",
    `Message-ID: <${contentHash(Buffer.from(words))}@harbordental.example>`,
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    words,
    "--b",
    'Content-Disposition: attachment; filename="map.txt"',
    "",
    "north is up",
    "--b--",
    "",
  ].join("\r\n"),
  envelope: JSON.stringify({ from, to: [to] }),
  dkim: `{@harbordental.example : ${vouched}}`,
  SPF: vouched,
});

async function newest(started: Started) {
  const [row] = await listInboundEmails(started.store.read, 1);
  return (await findInboundEmail(started.store.read, row!.id))!;
}

it("the bytes go after that many days, while the row, the message and its files stay", async () => {
  const { started, to, pass } = await startOn({ RAW_MAIL_DAYS: "30" });
  await postForm(started, reply(to, "Blue, please."));
  await started.workers.settled();
  const handled = await newest(started);
  expect(handled).toMatchObject({ status: "handled", rawRemovedAt: null });
  await pass(30 * dayMs - 1);
  expect((await newest(started)).rawRemovedAt).toBeNull();
  // An hour later, when it is looked again.
  await pass(3_600_000);
  const removed = await newest(started);
  expect(removed).toMatchObject({
    id: handled.id,
    status: "handled",
    rawSha256: handled.rawSha256,
    rawSizeBytes: null,
    rawRemovedAt: "2026-04-01T09:59:59.999Z",
    rawRemovedBy: "retention",
    text: handled.text,
    evidence: handled.evidence,
  });
  await expect(getBlob(started.store.read, handled.rawSha256)).rejects.toMatchObject({ code: "gone" });
  const files = await started.store.read.all<{ filename: string; sha256: string }>(
    "select filename, sha256 from attachments",
  );
  expect(files.map(({ filename }) => filename)).toEqual(["map.txt"]);
  expect((await getBlob(started.store.read, files[0]!.sha256)).toString()).toContain("north is up");
});

it("the same mail again is known, does not bring its bytes back, and changes nothing", async () => {
  const { started, to, pass } = await startOn({ RAW_MAIL_DAYS: "1" });
  const form = reply(to, "Blue, please.");
  await postForm(started, form);
  await started.workers.settled();
  await pass(2 * dayMs);
  const removed = await newest(started);
  expect(removed.rawRemovedBy).toBe("retention");
  expect(await postForm(started, form)).toEqual({ status: 200, body: { stored: 0, known: 1 } });
  await started.workers.settled();
  expect(await newest(started)).toEqual(removed);
  await expect(getBlob(started.store.read, removed.rawSha256)).rejects.toMatchObject({ code: "gone" });
});

it("what is held is kept for as long as it takes somebody to look", async () => {
  const { started, to, pass } = await startOn({ RAW_MAIL_DAYS: "1" });
  await postForm(started, reply(to, "I am not Ann.", "fail"));
  await started.workers.settled();
  expect((await newest(started)).status).toBe("held");
  await pass(400 * dayMs);
  const held = await newest(started);
  expect(held).toMatchObject({ status: "held", rawRemovedAt: null });
  expect((await getBlob(started.store.read, held.rawSha256)).toString()).toContain("I am not Ann.");
});

it("without the setting everything is kept", async () => {
  const { started, to, pass } = await startOn({});
  await postForm(started, reply(to, "Blue, please."));
  await started.workers.settled();
  await pass(4_000 * dayMs);
  const { rawRemovedAt, rawSha256 } = await newest(started);
  expect(rawRemovedAt).toBeNull();
  expect((await getBlob(started.store.read, rawSha256)).toString()).toContain("Blue, please.");
});
