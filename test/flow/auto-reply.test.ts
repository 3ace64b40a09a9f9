// An out-of-office becomes a quiet note only when it is proved to be a person's of the task's own client.
import { afterAll, beforeAll, expect, it } from "vitest";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { listInboundEmails } from "../../src/store/inbound-emails.ts";
import { listMessages } from "../../src/store/messages.ts";
import { taskMessageId } from "../../src/threading/message-id.ts";
import { addressOf } from "../support/world.ts";
import { askHarbor, postForm, recipient, startInstallation } from "./running-installation.ts";

let started: Started;
let world: World;
beforeAll(async () => {
  started = await startInstallation();
  world = await seedWorld(started.store, "2026-03-02T09:00:00.000Z");
}, 30_000);
afterAll(() => started.stop());

it.each([
  ["ann", "pass", "quiet_note", 2],
  ["ann", "none", "auto_reply_unproved", 1],
  ["dana", "pass", "not_on_this_task", 1],
] as const)(
  "of %s, DKIM %s, ends as %s and the task holds %i messages",
  async (name, dkim, reason, count) => {
    const taskId = await askHarbor(started, world);
    const from = addressOf(name);
    const email = [
      `From: <${from}>`,
      `To: <${recipient}>`,
      "Subject: Out of office",
      `Message-ID: <away-${name}-${dkim}@mail.example>`,
      `In-Reply-To: ${taskMessageId(started.keys, started.installation.replyDomain, taskId)}`,
      "Auto-Submitted: auto-replied",
      "",
      "I am away.",
    ].join("\r\n");
    const envelope = JSON.stringify({ from, to: [recipient] });
    await postForm(started, { email, envelope, dkim: `{@${from.split("@")[1]} : ${dkim}}`, SPF: dkim });
    await started.workers.settled();
    const [newest] = await listInboundEmails(started.store.read, 1);
    expect(newest?.reason).toBe(reason);
    expect(await listMessages(started.store.read, taskId, { withNotes: true })).toHaveLength(count);
  },
);

it.each([
  ["ann", "held", "auto_words"],
  ["nobody", "ignored", "auto_reply"],
] as const)(
  "that only its subject shows, and that answers nothing, may be a wish: of %s it ends %s, %s",
  async (name, status, reason) => {
    const from = name === "ann" ? addressOf("ann") : "nobody@elsewhere.example";
    const email = [
      `From: <${from}>`,
      `To: <${recipient}>`,
      "Subject: Out of office: a page for our holidays",
      `Message-ID: <wish-${name}@mail.example>`,
      "",
      "Please put our holidays on the site.",
    ].join("\r\n");
    const envelope = JSON.stringify({ from, to: [recipient] });
    await postForm(started, { email, envelope, dkim: `{@${from.split("@")[1]} : pass}`, SPF: "pass" });
    await started.workers.settled();
    const [newest] = await listInboundEmails(started.store.read, 1);
    expect(newest).toMatchObject({ status, reason });
  },
);
