// What a reply quotes holds its author's own task link, which opens the task in their name: nobody else may read it.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTask } from "../../src/actions/open-task.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { openBrowser } from "../portal/app.ts";
import { addressOf } from "../support/world.ts";
import { postForm, startInstallation } from "./running-installation.ts";

let started: Started;
let world: World;
beforeAll(async () => {
  started = await startInstallation();
  world = await seedWorld(started.store, "2026-03-02T09:00:00.000Z");
}, 30_000);
afterAll(() => started.stop());

it("a task link that a client quotes is on no page and in no email of anybody else", async () => {
  const { ann, lee, priya } = world.people;
  const at = new Date().toISOString();
  const { taskId } = await started.store.write((rows) =>
    openTask(rows, at, {
      clientId: world.clients.harbor,
      title: "Booking form",
      author: priya,
      contactIds: [ann.id, lee.id],
      channel: "portal",
      text: "Which colour should it have?",
      postedAt: at,
    }),
  );
  started.workers.nudge();
  await started.workers.settled();
  const [question] = await listOutboundEmailsTo(started.store.read, addressOf("ann"), 1);
  const received = await fillIn(started.outbox, question!);
  const token = /\/t\/([a-z2-7]{40})/u.exec(received.text)![1]!;
  const link = `${started.installation.baseUrl}/t/${token}`;

  // Ann answers between the lines, and comments on the link, so that it is among her kept words, too.
  const quoted = received.text.split("\n").map((line) => `> ${line}`);
  const linkLine = quoted.findIndex((line) => line.includes("/t/"));
  const wrapped = `https://eu.safelinks.example/?url=${encodeURIComponent(link)}&data=1`;
  const text = ["Blue.", link, wrapped, "", "On Monday Priya wrote:", ...quoted.slice(0, linkLine + 1)].join(
    "\r\n",
  );
  const mail = [
    `From: Ann Weber <${addressOf("ann")}>`,
    `To: <${received.replyTo}>`,
    "Subject: Re: Booking form",
    "Message-ID: <blue@mail.example>",
    `In-Reply-To: ${received.headers["Message-ID"]}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    text,
  ].join("\r\n");
  await postForm(started, {
    email: mail,
    envelope: JSON.stringify({ from: addressOf("ann"), to: [received.replyTo] }),
    dkim: `{@${addressOf("ann").split("@")[1]} : pass}`,
    SPF: "pass",
  });
  await started.workers.settled();

  // Beside the raw email no row has it either, since whoever reads a copy of the database could speak as Ann.
  const stored = await started.store.read.all(
    `select m.kept, m.blocks, i.text from messages m
     join inbound_emails i on i.id = m.inbound_email_id where m.task_id = ?`,
    taskId,
  );
  expect(stored).toHaveLength(1);
  expect(JSON.stringify(stored)).toContain(token.slice(0, 6));
  expect(JSON.stringify(stored)).not.toContain(token);

  const [toLee] = await listOutboundEmailsTo(started.store.read, addressOf("lee"), 1);
  const told = await fillIn(started.outbox, toLee!);
  expect(told.text).toContain("Blue.");
  expect(told.text + told.html).not.toContain(token);

  const asked = await started.store.write((rows) =>
    requestSignIn(rows, new Date(), addressOf("lee"), (id) => hashOf(signInToken(started.keys, id))),
  );
  const browser = openBrowser(started.localUrl);
  await browser.post(`/sign-in/${signInToken(started.keys, asked!.signInId)}`, {});
  const page = await browser.get(`/tasks/${taskId}`);
  expect(page.text).toContain("Blue.");
  expect(page.text).toContain("Quoted text");
  expect(page.text).not.toContain(token);
});
