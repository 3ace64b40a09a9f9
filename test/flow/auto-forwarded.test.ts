// Mail that a mailbox's rule, an alias or a group passes on to us keeps its author and finds its task, by whichever forwarder
// it comes; a forged sender gains nothing by one.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { findInboundEmail, listInboundEmails } from "../../src/store/inbound-emails.ts";
import { listMessages } from "../../src/store/messages.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { taskMessageId } from "../../src/threading/message-id.ts";
import { forwardedBy, forwarders, type ForwardedMail, type Forwarder } from "../support/forwarded.ts";
import { askAnn, passADay, postForm, recipient, startInstallation } from "./running-installation.ts";

let started: Started;
let world: World;
let taskId: number;
/** Ann's reply address on the task. */
let token: string;
beforeAll(async () => {
  started = await startInstallation();
  ({ world, taskId, to: token } = await askAnn(started));
}, 30_000);
afterAll(() => started.stop());

const signed = { dkim: "{@harbordental.example : pass}" };

/** Lets the forwarder pass a mail on, and answers what became of it. SPF speaks of the envelope's domain, as always. */
async function passOn(
  forwarder: Forwarder,
  mail: ForwardedMail,
  { dkim, envelopeFrom }: { dkim: string; envelopeFrom?: string },
) {
  const { email, from, to } = forwardedBy(
    { ...forwarder, ...(envelopeFrom === undefined ? {} : { envelopeFrom }) },
    mail,
  );
  const keptEnvelope = from === "ann@harbordental.example";
  const envelope = JSON.stringify({ from, to: [to] });
  passADay(started);
  const answer = await postForm(started, { email, envelope, dkim, SPF: keptEnvelope ? "fail" : "pass" });
  expect(answer.status).toBe(200);
  await started.workers.settled();
  const [newest] = await listInboundEmails(started.store.read, 1);
  return (await findInboundEmail(started.store.read, newest!.id))!;
}

describe.each(forwarders)("through $file", (forwarder) => {
  const idOf = (what: string) => `<${what}.${forwarder.file}@harbordental.example>`;

  it.each(["the envelope", "To", "In-Reply-To"])(
    "Ann’s answer is hers, on its task, by %s",
    async (evidence) => {
      const id = idOf(evidence.replaceAll(" ", "-"));
      const own = taskMessageId(started.keys, started.installation.replyDomain, taskId);
      const mail: ForwardedMail = {
        id,
        intake: evidence === "the envelope" ? token : recipient,
        words: `By ${evidence}, through ${forwarder.file}.`,
        ...(evidence === "To" ? { to: token } : {}),
        ...(evidence === "In-Reply-To" ? { references: own } : {}),
      };
      const email = await passOn(forwarder, mail, signed);
      expect(email).toMatchObject({ status: "handled", reason: "posted", taskId });
      expect(email.contactId).toBe(world.people.ann.id);
      expect(email.evidence.find(({ step }) => step === "path")?.found).toContain("forwarded it");
      expect(email.evidence.find(({ step }) => step === "thread")?.found).toContain(` ${evidence}`);
      const last = (await listMessages(started.store.read, taskId, { withNotes: true })).at(-1);
      expect(last).toMatchObject({ authorContactId: world.people.ann.id, kept: mail.words, isQuiet: 0 });
    },
  );

  it("a new mail of hers opens a task in her name", async () => {
    const mail = { id: idOf("new"), intake: recipient, subject: `Something new by ${forwarder.file}` };
    const email = await passOn(forwarder, mail, signed);
    expect(email).toMatchObject({ status: "handled", reason: "opened_task" });
    expect(email.contactId).toBe(world.people.ann.id);
    expect(email.taskId).not.toBe(taskId);
    const [receipt] = await listOutboundEmailsTo(started.store.read, "ann@harbordental.example", 1);
    expect(receipt).toMatchObject({ kind: "receipt", taskId: email.taskId });
    expect(receipt!.text).toContain(`We have your request “${mail.subject}”.`);
  });

  it("a forged sender is held, whatever the forwarder’s own servers may send", async () => {
    const keptEnvelope = forwarder.envelopeFrom === "ann@harbordental.example";
    const email = await passOn(
      forwarder,
      { id: `<forged.${forwarder.file}@evil.example>`, intake: token, words: "Pay this." },
      {
        dkim: "{@evil.example : pass}",
        ...(keptEnvelope ? { envelopeFrom: "x@evil.example" } : {}),
      },
    );
    expect(email).toMatchObject({ status: "held", reason: "unvouched", taskId });
  });
});
