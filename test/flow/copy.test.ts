// An installation on SQLite that is moved by `inreply copy` and goes on elsewhere: the reply addresses given out before work there.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { seedStory } from "../../src/sandbox/seed-story.ts";
import { copyDatabase, type CopiedSum } from "../../src/store/copy-database.ts";
import { listInboundEmails } from "../../src/store/inbound-emails.ts";
import { listMessages } from "../../src/store/messages.ts";
import { inreplyHere } from "../support/inreply.ts";
import { emptyDatabase } from "../support/store.ts";
import { askAnn, postForm, startInstallation } from "./running-installation.ts";

const from = "ann@harbordental.example";

const reply = (to: string, words: string) => ({
  email: [
    `From: Ann Weber <${from}>`,
    `To: <${to}>`,
    "Subject: Re: Booking form",
    `Message-ID: <${words.length}@harbordental.example>`,
    "",
    words,
    "",
  ].join("\r\n"),
  envelope: JSON.stringify({ from, to: [to] }),
  dkim: "{@harbordental.example : pass}",
  SPF: "pass",
});

it("a reply to an address given out before the move arrives after it, and nothing is sent twice", async () => {
  const folder = mkdtempSync(join(process.env["TEST_FOLDER"] ?? tmpdir(), "copy-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const old = { DATABASE_URL: `sqlite:${join(folder, "inreply.db")}`, SECRET_KEYS: "" };
  const first = await startInstallation(old);
  const { to, taskId } = await askAnn(first);
  await postForm(first, reply(to, "Blue, please."));
  await first.workers.settled();
  const messages = await listMessages(first.store.read, taskId, { withNotes: true });
  const sent = await first.store.read.all("select id, status from outbound_emails order by id");
  const there = await emptyDatabase();

  const running = await inreplyHere(["copy", "--to", there], old);
  expect(running).toMatchObject({ exit: 1 });
  expect(running.err).toMatch(/^Nothing was copied\. Something uses the database at .+ Stop the server/u);
  await first.stop();

  const copied = await inreplyHere(["copy", "--to", there], old);
  expect(copied).toMatchObject({ exit: 0, err: "" });
  expect(copied.out).toMatch(/^ {2}messages +2 rows, checksum equal \([0-9a-f]{12}\)$/mu);
  const keyFile = join(folder, "secret.key");
  const key = readFileSync(keyFile, "utf8").trim();
  expect(copied.out).toContain(`The key that proves reply addresses is in ${keyFile}`);
  expect(copied.out).not.toContain(key);
  const moved = { DATABASE_URL: there, SECRET_KEYS: `0:${key}` };
  const again = await inreplyHere(["copy", "--from", old.DATABASE_URL], moved);
  expect(again).toMatchObject({ exit: 1 });
  expect(again.err).toContain("holds people or mail already");

  const second = await startInstallation(moved);
  onTestFinished(() => second.stop());
  await second.workers.settled();
  expect(await listMessages(second.store.read, taskId, { withNotes: true })).toEqual(messages);
  expect(await second.store.read.all("select id, status from outbound_emails order by id")).toEqual(sent);
  expect((await postForm(second, reply(to, "Or rather green."))).status).toBe(200);
  expect((await postForm(second, reply(to, "Blue, please."))).body).toEqual({ stored: 0, known: 1 });
  await second.workers.settled();
  expect((await listInboundEmails(second.store.read, 1))[0]).toMatchObject({ status: "handled", taskId });
  expect(await listMessages(second.store.read, taskId, { withNotes: true })).toHaveLength(3);
});

it("the sandbox's whole story goes to another database and back", async () => {
  const folder = mkdtempSync(join(process.env["TEST_FOLDER"] ?? tmpdir(), "copy-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const told = `sqlite:${join(folder, "inreply.db")}`;
  const started = await startInstallation({ DATABASE_URL: told });
  await seedStory({
    ...started,
    settled: started.workers.settled,
    fillIn: (row) => fillIn(started.outbox, row),
  });
  await started.workers.settled();
  await started.stop();
  const [there, back] = [await emptyDatabase(), `sqlite:${join(folder, "back.db")}`];
  const sums: CopiedSum[][] = [[], []];
  await copyDatabase(told, there, (sum) => void sums[0]!.push(sum));
  await copyDatabase(there, back, (sum) => void sums[1]!.push(sum));
  expect(sums[0]!.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(400);
  expect(sums[1]).toEqual(sums[0]);
});
