// Who may speak on a task by email: only its one From mailbox, when the provider vouches for it. Whatever else an email says
// of its author, it is held, and nobody is told.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listContacts } from "../../src/store/people.ts";
import { openDesk, type Desk, type Letter } from "./desk.ts";
import { passHours } from "./running-installation.ts";

const ann = "Ann Weber <ann@harbordental.example>";
const mallory = "Ann Weber <mallory@elsewhere.example>";
const relay = { signedBy: ["elsewhere.example"], envelope: { from: "bounce@elsewhere.example" } };

let desk: Desk;
let asked: Awaited<ReturnType<Desk["ask"]>>;
beforeAll(async () => {
  desk = await openDesk();
  asked = await desk.ask();
}, 30_000);
afterAll(() => desk.stop());

/** Brings it in, and sees that nothing of it is on the task and no email went out. */
async function bringHeld(letter: Letter) {
  const before = { messages: await desk.messagesOn(asked.taskId), emails: desk.sent.length };
  const email = await desk.bring(letter);
  await desk.settled();
  expect(email.status).toBe("held");
  expect({ messages: await desk.messagesOn(asked.taskId), emails: desk.sent.length }).toEqual(before);
  return email;
}

describe("a stranger who", () => {
  it("knows the number of a task is held, and nobody is told", async () => {
    const email = await bringHeld({ from: mallory, subject: `Re: Booking form [#${asked.taskId}]` });
    expect(email).toMatchObject({ reason: "stranger", taskId: null });
  });

  it("has the right ids is held, and nobody is told", async () => {
    const { headers } = asked.received("ann");
    const ids = [`In-Reply-To: ${headers["Message-ID"]}`, `References: ${headers["References"]}`];
    expect(await bringHeld({ from: mallory, headers: ids })).toMatchObject({ reason: "stranger" });
  });

  it("was forwarded an email of ours and answers to the reply address in it is held, and nobody is told", async () => {
    const email = await bringHeld({ from: mallory, to: asked.replyTo });
    expect(email).toMatchObject({ reason: "stranger", contactId: null });
  });

  it("names a client in Reply-To, Sender, Cc, Resent-From and in the words is held, and nobody is told", async () => {
    const headers = ["Reply-To", "Sender", "Cc", "Resent-From", "X-Original-Sender"].map(
      (name) => `${name}: ${ann}`,
    );
    const body = `From: ${ann}\nSubject: Yes\n\nIt is Ann who writes this.`;
    const email = await bringHeld({ from: mallory, to: asked.replyTo, headers, body });
    expect(email).toMatchObject({ reason: "stranger", contactId: null });
  });

  it("is in copy of a client's answer hears nothing from us, and is held when they write as well", async () => {
    const emails = desk.sent.length;
    const headers = ["Cc: Mallory <mallory@elsewhere.example>"];
    expect(await desk.bring({ from: ann, to: asked.replyTo, headers })).toMatchObject({ status: "handled" });
    await desk.settled();
    const told = desk.sent.slice(emails).map(({ to }) => to.address);
    expect(told).toContain("lee@harbordental.example");
    expect(told).not.toContain("mallory@elsewhere.example");
    await bringHeld({ from: mallory, to: asked.replyTo, headers: [`Cc: ${ann}`] });
  });
});

it.each([
  "{@harbordental.example : pass}",
  "{@elsewhere.example : fail, @harbordental.example : pass}",
  "{@elsewhere.example : fail}{@mail.harbordental.example : pass}",
])("an email of whose signatures SendGrid says %s is its author’s", async (dkim) => {
  passHours(desk.started);
  const email = await desk.bring({
    from: ann,
    to: asked.replyTo,
    dkim,
    spf: "none",
    body: `Signed: ${dkim}`,
  });
  expect(email).toMatchObject({ status: "handled", contactId: desk.world.people.ann.id });
});

describe("an email that names a client as its author", () => {
  it("and is vouched for by nobody is held, with them as a proposal only", async () => {
    const email = await bringHeld({ from: ann, to: asked.replyTo, signedBy: [], spf: "fail" });
    expect(email).toMatchObject({ reason: "unvouched", contactId: desk.world.people.ann.id });
  });

  it("and is signed by another domain, for which SPF passes too, is held", async () => {
    expect(await bringHeld({ from: ann, to: asked.replyTo, ...relay })).toMatchObject({
      reason: "unvouched",
    });
  });

  it.each([
    "{@harbordental.example : fail}",
    "{@elsewhere.example : pass, @harbordental.example : fail}",
    "{@harbordental.example : fail}{@elsewhere.example : pass}",
    "{@harbordental.example : invalid (public key: invalid data at /opt/perl line 186)}",
    "{@harbordental.example.elsewhere.example : pass}",
    "{@notharbordental.example : pass}",
    "{@example : pass}",
    "{@harbordental.example : passed}",
    "harbordental.example : pass",
    "pass",
  ])("and of whose signatures SendGrid says %s is held", async (dkim) => {
    const email = await bringHeld({ from: ann, to: asked.replyTo, dkim, spf: "none" });
    expect(email).toMatchObject({ reason: "unvouched" });
  });

  it("and brings a passing verdict in headers of its own is held: only the provider's fields count", async () => {
    const headers = [
      "Authentication-Results: mx.sendgrid.net; dkim=pass header.d=harbordental.example; spf=pass",
      "ARC-Authentication-Results: i=1; google.com; dkim=pass header.i=@harbordental.example",
      "Received-SPF: pass",
      "dkim: {@harbordental.example : pass}",
      "X-SG-DKIM: pass",
    ];
    const email = await bringHeld({ from: ann, to: asked.replyTo, signedBy: [], spf: "none", headers });
    expect(email).toMatchObject({ reason: "unvouched" });
  });

  it("and tells us by headers like our own who wrote it, and where it belongs, is held", async () => {
    const headers = [
      "X-Inreply-Author: ann@harbordental.example",
      `X-Inreply-Task: ${asked.taskId}`,
      "X-Inreply-Verdict: dkim",
      "X-Inreply-Probe: 1",
      "X-Inreply-Loop: no",
    ];
    const email = await bringHeld({ from: ann, to: asked.replyTo, signedBy: [], spf: "none", headers });
    expect(email).toMatchObject({ reason: "unvouched", class: "human" });
  });

  it("beside another one is held, in one From field or in two, whoever signed it", async () => {
    const both = { to: asked.replyTo, signedBy: ["harbordental.example", "elsewhere.example"] };
    const oneField = await bringHeld({ from: `${ann}, ${mallory}`, ...both });
    const twoFields = await bringHeld({ from: [ann, mallory], ...both });
    const otherWay = await bringHeld({ from: [mallory, ann], ...both });
    for (const email of [oneField, twoFields, otherWay])
      expect(email).toMatchObject({ reason: "several_senders", contactId: null });
  });

  it("by her display name alone is a stranger's", async () => {
    const from = '"ann@harbordental.example" <mallory@elsewhere.example>';
    expect(await bringHeld({ from, to: asked.replyTo })).toMatchObject({ reason: "stranger" });
  });
});

it("somebody of another client who was given the reply address is held, and reads nothing of the task", async () => {
  const dana = "Dana Ruiz <dana@lumenrobotics.example>";
  expect(await bringHeld({ from: dana, to: asked.replyTo })).toMatchObject({ reason: "not_on_this_task" });
  const browser = await desk.signedIn("dana");
  expect((await browser.get(`/tasks/${asked.taskId}`)).status).toBe(404);
});

it("an email smuggled through staff's own mail server, where only SPF passes, is held: staff need their signature", async () => {
  const smuggled = { from: "Priya Nair <priya@northbeam.example>", signedBy: [], spf: "pass" as const };
  const reply = { ...smuggled, to: asked.received("priya")?.replyTo ?? asked.replyTo };
  expect(await bringHeld(reply)).toMatchObject({ reason: "staff_needs_dkim" });
});

it("a second email smuggled into the body of a stranger's is words of the stranger's, by any line ending", async () => {
  const inner = `MAIL FROM:<ann@harbordental.example>\r\nRCPT TO:<${asked.replyTo}>\r\nDATA\r\nFrom: ${ann}\r\n\r\nPay Eve.`;
  for (const end of ["\r\n.\r\n", "\n.\n", "\n.\r\n", "\r.\r"]) {
    const body = Buffer.from(`Hello${end}${inner}${end}`);
    expect(await bringHeld({ from: mallory, to: asked.replyTo, body })).toMatchObject({ reason: "stranger" });
  }
});

it("mail that a stranger has sent to our address by another company's sign-up form is seen by staff alone", async () => {
  const code = "Your confirmation code is 735-118.";
  const from = "Chat <no-reply@chat-company.example>";
  const email = await desk.bring({ from, subject: "Confirm your address", body: code });
  expect(email.status).not.toBe("handled");
  const pages = ["/", "/held", `/emails/${email.id}`, `/emails/${email.id}/raw`, `/tasks/${asked.taskId}`];
  for (const browser of [await desk.signedIn("ann"), await desk.signedIn("dana")]) {
    for (const path of pages) expect((await browser.get(path)).text).not.toContain("735-118");
  }
  expect((await (await desk.signedIn("priya")).get(`/emails/${email.id}`)).text).toContain("735-118");
  // Nobody is staff, or anybody, by an address of the domain that receives.
  const signIns = desk.sent.length;
  await (await desk.signedIn("ann")).post("/sign-in", { address: "requests@reply.northbeam.example" });
  await desk.settled();
  expect(
    desk.sent.slice(signIns).filter(({ to }) => to.address.endsWith("@reply.northbeam.example")),
  ).toEqual([]);
});

it("nobody became a contact by any of this", async () => {
  const contacts = await listContacts(desk.started.store.read, desk.world.clients.harbor);
  expect(contacts.map(({ address }) => address).toSorted()).toEqual([
    "ann@harbordental.example",
    "lee@harbordental.example",
  ]);
});
