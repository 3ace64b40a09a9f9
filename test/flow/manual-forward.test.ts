// Staff forward a client's mail by hand: what it holds is offered as a task with one click, the forwarder stays the author, and
// nothing that a forward says of its author lets anybody in.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eraseContact } from "../../src/actions/erase-contact.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import type { Started } from "../../src/start.ts";
import { listEventsOfTask } from "../../src/store/events.ts";
import { findInboundEmail, listInboundEmails, type InboundEmailRow } from "../../src/store/inbound-emails.ts";
import { findWholeMessage, listAttachmentsOfMessage, listMessages } from "../../src/store/messages.ts";
import { findPersonByAddress } from "../../src/store/people.ts";
import { findParticipantOf, listParticipants } from "../../src/store/participants.ts";
import { getTask, listTasks } from "../../src/store/tasks.ts";
import { emailMessageId, taskMessageId } from "../../src/threading/message-id.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { signInToken } from "../../src/threading/sign-in-token.ts";
import { openBrowser, type Browser } from "../portal/app.ts";
import { addressOf } from "../support/world.ts";
import { askHarbor, passADay, postForm, recipient, startInstallation } from "./running-installation.ts";

let started: Started;
let world: World;
let tom: Browser;
beforeAll(async () => {
  started = await startInstallation();
  world = await seedWorld(started.store, "2026-03-02T09:00:00.000Z");
  const asked = await started.store.write((rows) =>
    requestSignIn(rows, new Date(), addressOf("tom"), (id) => hashOf(signInToken(started.keys, id))),
  );
  tom = openBrowser(started.localUrl);
  await tom.post(`/sign-in/${signInToken(started.keys, asked!.signInId)}`, {});
}, 60_000);
afterAll(() => started.stop());

let mails = 0;

/** A mail of Priya's to the agency's own address, signed unless told otherwise. */
async function mail(
  lines: string[],
  { from = "Priya Nair <priya@northbeam.example>", dkim = "pass", subject = "Fwd: Website relaunch" } = {},
): Promise<InboundEmailRow> {
  mails += 1;
  passADay(started);
  const address = /<(.*)>/u.exec(from)![1]!;
  const head = [
    `From: ${from}`,
    `To: <${recipient}>`,
    `Subject: ${subject}`,
    `Message-ID: <${mails}@mail.example>`,
  ];
  await postForm(started, {
    email: [...head, ...lines].join("\r\n"),
    envelope: JSON.stringify({ from: address, to: [recipient] }),
    dkim: `{@${address.split("@")[1]} : ${dkim}}`,
    SPF: "pass",
  });
  await started.workers.settled();
  const [newest] = await listInboundEmails(started.store.read, 1);
  return (await findInboundEmail(started.store.read, newest!.id))!;
}

const forwardOf = (sender: string, words = "Can we add a booking page?") => [
  "",
  "Please have a look, this is new.",
  "",
  "---------- Forwarded message ---------",
  `From: ${sender}`,
  "Date: Tue, Mar 3, 2026 at 10:00 AM",
  "Subject: Website relaunch",
  "To: Priya Nair <priya@northbeam.example>",
  "",
  words,
];

async function open(email: InboundEmailRow, fields: Record<string, string>) {
  const answer = await tom.post(`/emails/${email.id}/open-forwarded`, fields);
  await started.workers.settled();
  return { answer, email: (await findInboundEmail(started.store.read, email.id))! };
}

const annsId = () => String(world.people.ann.id);

describe("a forward of a client’s mail", () => {
  it("waits, is shown as what it is, and opens a task for its author with one click", async () => {
    const held = await mail(forwardOf("Ann Weber <ann@harbordental.example>"));
    expect(held).toMatchObject({
      status: "held",
      reason: "staff_without_task",
      staffId: world.people.priya.id,
    });
    const page = await tom.get(`/emails/${held.id}`);
    expect(page.text).toContain(
      "Priya Nair forwarded an email of Ann Weber &lt;ann@harbordental.example&gt; (Harbor Dental) of Tue, Mar 3, 2026 at 10:00 AM: Website relaunch",
    );
    expect(page.text).toContain("Open a task for Ann Weber with it");

    const { answer, email } = await open(held, { contact: annsId() });
    expect(answer.status).toBe(303);
    expect(email).toMatchObject({ status: "handled", reason: "opened_task" });
    expect(JSON.stringify(email.evidence)).toContain(
      "Tom Becker opened a task for Ann Weber with the email that Priya Nair forwarded.",
    );
    const task = await getTask(started.store.read, email.taskId!);
    // Ann asks for something, so it is the agency's turn.
    expect(task).toMatchObject({
      title: "Website relaunch",
      clientId: world.clients.harbor,
      stage: "Triage",
      lastMessageBy: "contact",
    });
    const [message] = await listMessages(started.store.read, task.id, { withNotes: true });
    // The forwarder stays the author.
    expect(message).toMatchObject({ authorStaffId: world.people.priya.id, authorContactId: null });
    expect(message!.kept).toMatch(/^Please have a look, this is new\.[^]*Can we add a booking page\?$/u);
    const [opened] = await listEventsOfTask(started.store.read, task.id);
    expect(opened).toMatchObject({ type: "task.opened", actor: world.people.tom });
    const participants = (await listParticipants(started.store.read, task.id)).map(({ name }) => name);
    expect(participants).toContain("Ann Weber");
    expect(participants).not.toContain("Lee Okafor");
    expect(await emailsAbout(task.id)).toContain("ann@harbordental.example");
    const shown = (await tom.get(`/tasks/${task.id}`)).text;
    expect(shown).toContain(
      "From an email of Ann Weber &lt;ann@harbordental.example&gt;, Tue, Mar 3, 2026 at 10:00 AM: Website relaunch",
    );
    expect(shown).toContain("Can we add a booking page?");
  });

  it("of an address of our own opens a task without making that address anybody's", async () => {
    const { mailFrom } = started.installation;
    const held = await mail(forwardOf(`Northbeam <${mailFrom}>`, "Sent in our name."));
    expect((await tom.get(`/emails/${held.id}`)).text).not.toContain('name="add-address"');
    const refused = await open(held, { contact: annsId(), "add-address": "yes" });
    expect(refused.answer.status).toBe(422);
    expect(refused.answer.text).toContain(`Mail to ${mailFrom} comes in here`);
    expect(refused.email).toMatchObject({ status: "held" });
    const { email } = await open(held, { contact: annsId() });
    expect(email).toMatchObject({ status: "handled", reason: "opened_task" });
    expect(await findPersonByAddress(started.store.read, mailFrom)).toBeUndefined();
  });

  it("opens one task, however often the button is pressed or the email read again", async () => {
    const held = await mail(forwardOf("Ann Weber <ann@harbordental.example>", "Once."));
    const { email } = await open(held, { contact: annsId() });
    const again = await open(held, { contact: annsId() });
    expect(again.answer.status).toBe(303);
    await tom.post(`/emails/${held.id}/process-again`, {});
    await started.workers.settled();
    const after = (await findInboundEmail(started.store.read, held.id))!;
    expect(after).toMatchObject({ status: "handled", taskId: email.taskId });
    expect(await listMessages(started.store.read, email.taskId!, { withNotes: true })).toHaveLength(1);
  });

  it("from an address nobody has proposes a contact of that domain, and can add the address", async () => {
    const held = await mail(forwardOf("Ann W. <office@harbordental.example>", "From another address."));
    const page = (await tom.get(`/emails/${held.id}`)).text;
    const offer = page.slice(page.indexOf("forwarded-title"), page.indexOf("do-title"));
    expect(offer).toMatch(/<option value="\d+" selected>[^<]*harbordental\.example/u);
    expect(offer).toContain("is also their address");
    const { email } = await open(held, { contact: annsId(), "add-address": "yes" });
    expect(email.status).toBe("handled");
    const owner = await findPersonByAddress(started.store.read, "office@harbordental.example");
    expect(owner?.contactId).toBe(world.people.ann.id);
  });

  it("takes an address back that it added by mistake, with the task while nobody was told and alone after that", async () => {
    const read = started.store.read;
    const address = "reception@harbordental.example";
    const undo = async (id: number, from: string) => {
      const ruling = await read.first<{ id: number }>(
        "select max(id) as id from email_rulings where inbound_email_id = ?",
        id,
      );
      const at = from === "desk" ? "/held/undo" : `/emails/${id}/undo`;
      const answer = await tom.post(at, { ruling: String(ruling!.id) });
      await started.workers.settled();
      return answer;
    };
    const held = await mail(forwardOf(`Reception <${address}>`, "Not Ann at all."));
    await open(held, { contact: annsId(), "add-address": "yes" });
    expect((await findPersonByAddress(read, address))?.contactId).toBe(world.people.ann.id);
    expect((await undo(held.id, "page")).status).toBe(303);
    expect((await findInboundEmail(read, held.id))?.status).toBe("held");
    expect(await findPersonByAddress(read, address)).toBeUndefined();

    const { email } = await open(held, { contact: annsId(), "add-address": "yes" });
    started.clock.advanceBy(30_000);
    await started.workers.settled();
    expect(await emailsAbout(email.taskId!)).toContain("ann@harbordental.example");
    const page = (await tom.get(`/emails/${held.id}`)).text;
    expect(page).toContain("Take the address from Ann Weber again");
    const answer = await undo(held.id, "desk");
    const desk = (await tom.get(answer.location!)).text;
    expect(desk).toContain("The address was taken from Ann Weber again.");
    expect(desk).not.toContain("It is held again.");
    expect(await findPersonByAddress(read, address)).toBeUndefined();
    expect(await findInboundEmail(read, held.id)).toMatchObject({ status: "handled", taskId: email.taskId });
  });

  it("that added no address is undone alone, and an address that was the contact's before stays", async () => {
    const held = await mail(forwardOf("Ann W. <office@harbordental.example>", "Once more from the office."));
    await open(held, { contact: annsId(), "add-address": "yes" });
    const page = (await tom.get(`/emails/${held.id}`)).text;
    const ruling = /name="ruling" value="(\d+)"/u.exec(page)![1]!;
    await tom.post(`/emails/${held.id}/undo`, { ruling });
    await started.workers.settled();
    const owner = await findPersonByAddress(started.store.read, "office@harbordental.example");
    expect(owner?.contactId).toBe(world.people.ann.id);
  });

  it("from a stranger proposes nobody; without a choice nothing is opened", async () => {
    const held = await mail(forwardOf("Somebody <somebody@gmail.com>", "I am new."));
    const page = (await tom.get(`/emails/${held.id}`)).text;
    const offer = page.slice(page.indexOf("forwarded-title"), page.indexOf("do-title"));
    expect(offer).not.toContain(" selected>");
    const { answer, email } = await open(held, { contact: "" });
    expect(answer.status).toBe(422);
    expect(email.status).toBe("held");
  });

  it("as an attachment brings the attached files along", async () => {
    const inner = [
      "From: Ann Weber <ann@harbordental.example>",
      "Date: Tue, 3 Mar 2026 10:00:00 +0100",
      "Subject: Price list",
      "Message-ID: <prices@harbordental.example>",
      'Content-Type: multipart/mixed; boundary="i"',
      "",
      "--i",
      "Content-Type: text/plain",
      "",
      "Please put it online.",
      "--i",
      "Content-Type: application/pdf",
      'Content-Disposition: attachment; filename="prices.pdf"',
      "",
      "%PDF-1.4",
      "--i--",
    ];
    const held = await mail(
      [
        'Content-Type: multipart/mixed; boundary="o"',
        "",
        "--o",
        "Content-Type: text/plain",
        "",
        "See attached.",
        "--o",
        "Content-Type: message/rfc822",
        'Content-Disposition: attachment; filename="Price list.eml"',
        "",
        ...inner,
        "--o--",
      ],
      { subject: "Price list" },
    );
    const page = (await tom.get(`/emails/${held.id}`)).text;
    expect(page).toContain("of 3 March 2026: Price list");
    expect(page).toContain("prices.pdf");
    const { email } = await open(held, { contact: annsId() });
    const [message] = await listMessages(started.store.read, email.taskId!, { withNotes: true });
    expect(message!.kept).toMatch(
      /^See attached\.\n\nFrom an email of Ann Weber[^]*Please put it online\.$/u,
    );
    const files = await listAttachmentsOfMessage(started.store.read, message!.id);
    expect(files.map(({ filename }) => filename)).toEqual(["prices.pdf"]);
    // Ann’s own next mail in that thread finds the task.
    const next = await mail(["In-Reply-To: <prices@harbordental.example>", "", "And in red."], {
      from: "Ann Weber <ann@harbordental.example>",
      subject: "Re: Price list",
    });
    expect(next).toMatchObject({ status: "handled", taskId: email.taskId });
  });

  it.each(["what Ann wrote", "our email about it"])(
    "with the ids of %s, as mail programs write them, is no message on that task and tells Ann nothing",
    async (what) => {
      const { keys, installation, store, workers } = started;
      const taskId = await askHarbor(started, world);
      const root = taskMessageId(keys, installation.replyDomain, taskId);
      const from = "Ann Weber <ann@harbordental.example>";
      await mail([`In-Reply-To: ${root}`, "", `Blue, please: ${what}.`], {
        from,
        subject: "Re: Booking form",
      });
      await workers.settled();
      const told = await store.read.first<{ id: number }>(
        "select max(id) as id from outbound_emails where task_id = ? and staff_id is not null",
        taskId,
      );
      const parent =
        what === "what Ann wrote"
          ? `<${mails}@mail.example>`
          : emailMessageId(keys, installation.replyDomain, told!.id);
      const messages = await listMessages(store.read, taskId, { withNotes: true });
      const emails = await emailsAbout(taskId);
      const ids = [`In-Reply-To: ${parent}`, `References: ${root} ${parent}`];
      const held = await mail([...ids, ...forwardOf(from, `Blue, please: ${what}.`)], {
        subject: "WG: Booking form",
      });
      await workers.settled();
      expect(held).toMatchObject({ status: "held", reason: "staff_without_task" });
      expect(held.forwarded).toMatchObject({ fromAddress: "ann@harbordental.example" });
      expect(await listMessages(store.read, taskId, { withNotes: true })).toEqual(messages);
      expect(await emailsAbout(taskId)).toEqual(emails);
      expect((await tom.get(`/emails/${held.id}`)).text).toContain("Open a task for Ann Weber with it");
    },
  );

  it("shows no secret of ours that it quotes", async () => {
    await askHarbor(started, world);
    await started.workers.settled();
    const { replyTo } = await newestReplyAddress();
    const held = await mail(forwardOf("Ann Weber <ann@harbordental.example>", `Write to ${replyTo}.`));
    expect(JSON.stringify(held.forwarded)).not.toContain(replyTo.split("@")[0]);
    expect((await tom.get(`/emails/${held.id}`)).text).not.toContain(replyTo.split("@")[0]);
  });
});

describe("nothing is offered", () => {
  it.each([
    ["a forward in Priya’s name that nobody signed", { dkim: "fail" }, "staff_needs_dkim"],
    ["a stranger’s forward", { from: "X <x@evil.example>" }, "stranger"],
  ])("of %s", async (_, options, reason) => {
    const held = await mail(forwardOf("Ann Weber <ann@harbordental.example>"), options);
    expect(held).toMatchObject({ status: "held", reason, forwarded: null });
    expect((await tom.get(`/emails/${held.id}`)).text).not.toContain("open-forwarded");
    const { answer, email } = await open(held, { contact: annsId() });
    expect(answer.status).toBe(422);
    expect(email).toMatchObject({ status: "held", taskId: null });
  });

  it("of staff’s words that forward nothing", async () => {
    const held = await mail(["", "Just a thought."], { subject: "Relaunch" });
    expect(held).toMatchObject({ reason: "staff_without_task", forwarded: null });
  });
});

it.each(["Fwd: ", "WG: ", "TR : ", "转发：", "ΠΡΘ: "])(
  "a client’s own “%s” opens a task of their own with all that they forwarded",
  async (prefix) => {
    const email = await mail(forwardOf("Bo <bo@elsewhere.example>", "An outsider’s words."), {
      from: "Ann Weber <ann@harbordental.example>",
      subject: `${prefix}Offer ${mails}`,
    });
    expect(email).toMatchObject({ status: "handled", reason: "opened_task", contactId: world.people.ann.id });
    const [message] = await listMessages(started.store.read, email.taskId!, { withNotes: true });
    expect(message).toMatchObject({ authorContactId: world.people.ann.id });
    expect(message!.kept).toContain("An outsider’s words.");
  },
);

describe("erasing the author of what was forwarded", () => {
  const dana = () => String(world.people.dana.id);
  const sender = "Dana Ruiz <dana@lumenrobotics.example>";

  it("takes their words from the task and from what still waits", async () => {
    const opened = await open(await mail(forwardOf(sender, "Danas Wunsch.")), { contact: dana() });
    const waiting = await mail(forwardOf(sender, "Danas Frage."));
    await started.store.write((rows) =>
      eraseContact(rows, new Date().toISOString(), { address: addressOf("dana"), withWords: true }),
    );
    const [message] = await listMessages(started.store.read, opened.email.taskId!, { withNotes: true });
    const whole = await findWholeMessage(started.store.read, message!.id);
    expect(whole!.kept).toBe("Please have a look, this is new.");
    const left = JSON.stringify([
      whole,
      await findInboundEmail(started.store.read, opened.email.id),
      await findInboundEmail(started.store.read, waiting.id),
    ]);
    for (const word of ["Danas", "Dana Ruiz", "dana@lumenrobotics"]) expect(left).not.toContain(word);
    expect(await findInboundEmail(started.store.read, waiting.id)).toMatchObject({
      status: "ignored",
      reason: "erased",
      text: "Please have a look, this is new.",
    });
  });

  it("without their words takes only name and address", async () => {
    const from = "Kenji Mori <kenji@lumenrobotics.example>";
    const held = await mail(forwardOf(from, "Kenjis Wunsch."));
    const { email } = await open(held, { contact: String(world.people.kenji.id) });
    await started.store.write((rows) =>
      eraseContact(rows, new Date().toISOString(), { address: addressOf("kenji"), withWords: false }),
    );
    const [message] = await listMessages(started.store.read, email.taskId!, { withNotes: true });
    const whole = await findWholeMessage(started.store.read, message!.id);
    const left = JSON.stringify([whole, await findInboundEmail(started.store.read, email.id)]);
    expect(whole!.kept).toContain("Kenjis Wunsch.");
    for (const word of ["Kenji Mori", "kenji@lumenrobotics"]) expect(left).not.toContain(word);
  });
});

async function emailsAbout(taskId: number): Promise<string[]> {
  const rows = await started.store.read.all<{ toAddress: string }>(
    `select to_address as "toAddress" from outbound_emails where task_id = ?`,
    taskId,
  );
  return rows.map(({ toAddress }) => toAddress);
}

/** Ann's reply address on Harbor Dental's newest task, as she sees it. */
async function newestReplyAddress(): Promise<{ replyTo: string }> {
  const [task] = await listTasks(started.store.read, 1, { clientId: world.clients.harbor });
  const { id, version } = (await findParticipantOf(started.store.read, task!.id, world.people.ann))!;
  const reference = { participantId: id, version, isNote: false };
  return { replyTo: replyAddress(started.keys, started.installation.replyDomain, reference) };
}
