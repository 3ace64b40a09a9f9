// A backup of an installation that receives mail all the while, restored elsewhere, and one that stands in for it.
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it, onTestFinished, vi } from "vitest";
import { systemClock, type Clock } from "../../src/domain/clock.ts";
import type { Started } from "../../src/start.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { engineOf } from "../../src/store/database.ts";
import { listInboundEmails } from "../../src/store/inbound-emails.ts";
import { leaseMs } from "../../src/store/leases.ts";
import { listDamage } from "../store/filled-database.ts";
import { inreply } from "../support/inreply.ts";
import { emptyDatabase } from "../support/store.ts";
import { askAnn, passADay, postForm, startInstallation } from "./running-installation.ts";

vi.setConfig({ testTimeout: 120_000 });

const from = "ann@harbordental.example";
/** Mails that are answered before the backup begins, and after it ended, at least. */
const aroundMin = 25;

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "inreply-backup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A place for a database of its own: with its key in a file beside it on SQLite, in the settings on PostgreSQL. */
async function newPlace(): Promise<Record<string, string>> {
  const url = await emptyDatabase();
  if (engineOf(url) === "sqlite")
    return { DATABASE_URL: `sqlite:${join(newFolder(), "data", "inreply.db")}`, SECRET_KEYS: "" };
  return { DATABASE_URL: url, SECRET_KEYS: `0:${Buffer.alloc(32, 9).toString("base64")}` };
}

async function startAt(place: Record<string, string>, clock: Clock = systemClock): Promise<Started> {
  const started = await startInstallation(place, { clock });
  let isStopped = false;
  const stop = async () => {
    if (!isStopped) await started.stop();
    isStopped = true;
  };
  onTestFinished(stop);
  return { ...started, stop };
}

function formOf(to: string, number: number) {
  const email = [
    `From: Ann Weber <${from}>`,
    `To: <${to}>`,
    "Subject: Re: Booking form",
    `Message-ID: <${number}@harbordental.example>`,
    "",
    `Colour ${number}. ${"It should be seen from afar. ".repeat(200)}`,
  ].join("\r\n");
  const envelope = JSON.stringify({ from, to: [to] });
  return { email, envelope, dkim: "{@harbordental.example : pass}", SPF: "pass" };
}

/** Posts one mail after another on two lines until told to end; knows the hash of every one that got its 2xx. */
function sendOnAndOn(started: Started, to: string) {
  const answered: string[] = [];
  let isEnding = false;
  let number = 0;
  const line = async () => {
    while (!isEnding) {
      const form = formOf(to, number++);
      const { status } = await postForm(started, form);
      if (status === 200) answered.push(contentHash(Buffer.from(form.email)));
    }
  };
  const lines = Promise.all([line(), line()]);
  return {
    answered,
    untilAnswered: async (count: number) => {
      while (answered.length < count) await wait(5);
    },
    end: () => {
      isEnding = true;
      return lines;
    },
  };
}

it("holds every mail that was answered before it began, restores to a sound installation, and old reply addresses work", async () => {
  const first = await newPlace();
  const started = await startAt(first);
  const { to } = await askAnn(started);
  const sending = sendOnAndOn(started, to);
  await sending.untilAnswered(aroundMin);

  const answeredBefore = [...sending.answered];
  const file = join(newFolder(), "backup.tar.gz");
  const backup = await inreply(["backup", file], first);
  const answeredAfter = sending.answered.length;
  expect(backup).toMatchObject({ exit: 0, err: "" });
  // Or the backup was taken of an installation that stood still, and this proves little.
  expect(answeredAfter).toBeGreaterThan(answeredBefore.length);
  await sending.untilAnswered(answeredAfter + aroundMin);
  await sending.end();
  await started.workers.settled();
  await started.stop();

  const second = await newPlace();
  const restored = await inreply(["restore", file], second);
  expect(restored).toMatchObject({ exit: 0, err: "" });
  expect(restored.out).toMatch(/so the reply addresses given out before work\.\n$/u);
  expect(await listDamage(second["DATABASE_URL"]!)).toEqual([]);

  // Later, when what was being worked on at the moment of the backup is free again.
  const again = await startAt(second, () => new Date(Date.now() + 2 * leaseMs));
  await again.workers.settled();
  const rows = await again.store.read.all<{ sha256: string; status: string; isKept: number }>(
    `select e.raw_sha256 as sha256, e.status,
       case when exists (select 1 from blobs b where b.sha256 = e.raw_sha256) then 1 else 0 end as "isKept"
     from inbound_emails e`,
  );
  const held = new Set(rows.map(({ sha256 }) => sha256));
  expect(answeredBefore.filter((sha256) => !held.has(sha256))).toEqual([]);
  expect(rows.filter(({ status, isKept }) => status !== "handled" || isKept === 0)).toEqual([]);
  const messages = await again.store.read.first(
    "select count(*) as count from messages where channel = 'email'",
  );
  expect(messages).toEqual({ count: rows.length });

  passADay(again);
  await postForm(again, formOf(to, 1_000_000));
  await again.workers.settled();
  const [newest] = await listInboundEmails(again.store.read, 1);
  expect(newest).toMatchObject({ status: "handled", reason: "posted", taskId: 1 });
});

it("takes the place of a filled database only when told to, and of none that a server runs on", async () => {
  const place = await newPlace();
  const started = await startAt(place);
  await askAnn(started);
  const folder = newFolder();
  const file = join(folder, "backup.tar.gz");
  expect((await inreply(["backup", file], place)).exit).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["backup.tar.gz"]);
  await started.store.write((rows) => rows.run("update clients set name = 'Changed since' where id = 1"));

  const running = await inreply(["restore", file, "--replace"], place);
  expect(running).toMatchObject({ exit: 69, out: "" });
  expect(running.err).toMatch(/Stop the server and try again\.\n$/u);
  await started.stop();

  const filled = await inreply(["restore", file], place);
  expect(filled).toMatchObject({ exit: 69, out: "" });
  expect(filled.err).toMatch(/holds people or mail already\. With --replace /u);
  expect((await inreply(["restore", file, "--replace"], place)).exit).toBe(0);
  const again = await startAt(place);
  expect(await again.store.read.first("select name from clients where id = 1")).toEqual({
    name: "Harbor Dental",
  });
});
