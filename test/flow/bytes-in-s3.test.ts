// An installation that keeps bytes in a bucket: mail and files work as ever, a bucket that is away loses nothing, and what has to
// go goes from there, too.
import { setTimeout as wait } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import type { Started } from "../../src/start.ts";
import { contentHash, getBlob } from "../../src/store/blobs.ts";
import { removeDueObjects } from "../../src/store/object-removals.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { openBrowser } from "../portal/app.ts";
import { inreplyHere } from "../support/inreply.ts";
import { startS3 } from "../support/s3-server.ts";
import { migratedDatabase } from "../support/store.ts";
import { askAnn, postForm, startInstallation } from "./running-installation.ts";

const from = "ann@harbordental.example";
const file = "north is up";

async function startOutside(settings: Record<string, string> = {}) {
  const s3 = await startS3();
  const url = await migratedDatabase();
  const time = { now: new Date() };
  const secrets = { SECRET_KEYS: `0:${Buffer.alloc(32, 7).toString("base64")}` };
  const environment = { DATABASE_URL: url, ...secrets, ...s3.environment, ...settings };
  const started = await startInstallation(environment, { clock: () => time.now });
  onTestFinished(() => started.stop());
  const asked = await askAnn(started);
  await started.workers.settled();
  return { s3, started, environment, time, ...asked };
}

function reply(to: string, words: string) {
  const email = [
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
    'Content-Type: text/plain; name="map.txt"',
    'Content-Disposition: attachment; filename="map.txt"',
    "",
    file,
    "--b--",
    "",
  ].join("\r\n");
  const envelope = JSON.stringify({ from, to: [to] });
  return { email, envelope, dkim: "{@harbordental.example : pass}", SPF: "pass" };
}

async function signedIn({ store, keys, clock, localUrl }: Started, address: string) {
  const browser = openBrowser(localUrl);
  const asked = await store.write((rows) =>
    requestSignIn(rows, clock.now(), address, (id) => hashOf(signInToken(keys, id))),
  );
  await browser.post(`/sign-in/${signInToken(keys, asked!.signInId)}`, {});
  return browser;
}

const emails = ({ store }: Started) =>
  store.read.all<{ status: string; reason: string; attempts: number; sha256: string }>(
    "select status, reason, attempts, raw_sha256 as sha256 from inbound_emails order by id",
  );
/** Ids have gaps: a transaction that waited for an upload was run twice. */
const filePath = async ({ store }: Started) => {
  const [row] = await store.read.all<{ id: number }>("select id from attachments");
  return `/attachments/${row!.id}`;
};
const emailPath = async ({ store }: Started) => {
  const [row] = await store.read.all<{ id: number }>("select id from inbound_emails");
  return `/emails/${row!.id}`;
};
const kept = ({ store }: Started) =>
  store.read.all<{ bytes: Buffer }>("select bytes from blobs where length(bytes) > 0");

it("a reply with a file is a message with that file, and no byte of either is in the database", async () => {
  const { s3, started, to, environment } = await startOutside();
  expect((await postForm(started, reply(to, "Blue, please."))).status).toBe(200);
  // Durable before the 2xx.
  expect(await s3.keys()).toHaveLength(1);
  await started.workers.settled();
  expect(await emails(started)).toMatchObject([{ status: "handled", reason: "posted", attempts: 1 }]);
  expect(await s3.keys()).toHaveLength(2);
  expect(await kept(started)).toEqual([]);
  const staff = await signedIn(started, "priya@northbeam.example");
  expect((await staff.get(await filePath(started))).text.trim()).toBe(file);
  expect((await staff.get(`${await emailPath(started)}/raw`)).text).toContain("Blue, please.");
  // The same again is known, and needs no bucket.
  s3.fail();
  expect(await postForm(started, reply(to, "Blue, please."))).toMatchObject({ body: { known: 1 } });
  s3.mend();
  const doctor = await inreplyHere(["doctor", "--json"], { ...environment, MAIL_COURIER: "sandbox" });
  const [, database] = JSON.parse(doctor.out) as { findings: { check: string; status: string }[] }[];
  expect(database!.findings).toContainEqual(expect.objectContaining({ check: "bucket", status: "good" }));
  expect(await s3.keys()).toHaveLength(2);
});

it("while the bucket is away mail is answered 503, files say so, and mail that is stored waits without failing", async () => {
  const { s3, started, to } = await startOutside();
  const staff = await signedIn(started, "priya@northbeam.example");
  await postForm(started, reply(to, "Blue, please."));
  await started.workers.settled();
  s3.fail();
  expect((await postForm(started, reply(to, "Green, please."))).status).toBe(503);
  const page = await staff.get(await filePath(started));
  expect(page.status).toBe(503);
  expect(page.text).toContain("The file cannot be fetched just now.");
  expect((await staff.get(await emailPath(started))).status).toBe(503);
  expect(await emails(started)).toHaveLength(1);
  s3.mend();
  expect((await postForm(started, reply(to, "Green, please."))).status).toBe(200);
  expect((await staff.get(await filePath(started))).status).toBe(200);
});

it("an email that is stored is read once its bytes can be fetched, however long that takes", async () => {
  const { s3, started, to, time } = await startOutside();
  // Fails from the moment it is answered, before a worker has fetched it.
  s3.failAfterPut();
  expect((await postForm(started, reply(to, "Blue, please."))).status).toBe(200);
  await wait(500);
  expect(await emails(started)).toMatchObject([{ status: "processing", attempts: 0 }]);
  s3.mend();
  time.now = new Date(time.now.getTime() + 3_000);
  await expect
    .poll(() => emails(started), { timeout: 10_000 })
    .toMatchObject([{ status: "handled", reason: "posted", attempts: 1 }]);
});

it("RAW_MAIL_DAYS and erasing a person remove the objects", async () => {
  const { s3, started, to, time, environment } = await startOutside({ RAW_MAIL_DAYS: "30" });
  await postForm(started, reply(to, "Blue, please."));
  await started.workers.settled();
  const [{ sha256 } = { sha256: "" }] = await emails(started);
  expect(await s3.keys()).toHaveLength(2);
  time.now = new Date(time.now.getTime() + 31 * 86_400_000);
  await wait(20);
  await started.workers.settled();
  await removeDueObjects(started.store);
  const left = await s3.keys();
  expect(left).toHaveLength(1);
  expect(left[0]).not.toContain(sha256);
  await expect(getBlob(started.store.read, sha256)).rejects.toMatchObject({ code: "gone" });
  const erased = await inreplyHere(["contact", "erase", from, "--with-words", "--yes"], environment);
  expect(erased).toMatchObject({ exit: 0, err: "" });
  expect(await s3.keys()).toEqual([]);
});
