// A phone number that stood in a signature is taken out by staff: it is in no row, on no page and in no later email, and the
// task says who did it and when.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { openDesk, type Desk } from "./desk.ts";

const from = "Ann Weber <ann@harbordental.example>";
const lee = "Lee Okafor <lee@harbordental.example>";
const number = "+49 (40) 123-456";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.stop());

/** Ann's answer with her number, which Lee's answer quotes. */
async function numberOnTask() {
  const asked = await desk.ask();
  const body = `Blue. Call me: ${number}!\n\n-- \nAnn Weber\nTel. +4940 123 456`;
  const email = await desk.bring({ from, to: asked.replyTo, body });
  await desk.settled();
  const message = (await desk.messagesOn(asked.taskId)).at(-1)!;
  const quote = asked.received("lee").text.replace(/^/gmu, "> ");
  const reply = {
    from: lee,
    to: asked.received("lee").replyTo!,
    body: `Green.\n\nOn Monday Ann wrote:\n${quote}`,
  };
  const quoting = await desk.bring(reply);
  await desk.settled();
  return { ...asked, email, message, quoting };
}

async function everyRow(): Promise<string> {
  const queries = [
    "select kept, blocks from messages",
    "select subject, text, evidence from inbound_emails",
    "select text, html from outbound_emails",
    "select payload from events",
  ];
  const found = await Promise.all(queries.map((query) => desk.started.store.read.all(query)));
  return JSON.stringify(found).replaceAll(/[^\da-z]/giu, "");
}

describe("staff who take a number out of a message", () => {
  it("are asked once more, and then it is nowhere, the rest of the words stands, and the page says who did it", async () => {
    const { taskId, message, email, quoting } = await numberOnTask();
    expect(await everyRow()).toContain("4940123456");
    const browser = await desk.signedIn("priya");
    expect((await browser.get(`/tasks/${taskId}`)).text).toContain(`/messages/${message.id}/redact`);
    const path = `/messages/${message.id}/redact`;
    const asked = await browser.post(path, { words: number });
    expect([asked.status, asked.text.includes("This cannot be undone.")]).toEqual([200, true]);
    expect(await everyRow()).toContain("4940123456");

    const done = await browser.post(path, { words: number, confirmed: "yes" });
    expect([done.status, done.location]).toEqual([303, `/tasks/${taskId}#message-${message.id}`]);
    expect(await everyRow()).not.toContain("4940123456");
    for (const reader of ["ann", "lee", "priya"] as const) {
      const page = (await (await desk.signedIn(reader)).get(`/tasks/${taskId}`)).text;
      expect(page).toContain("Blue. Call me: [taken out]!");
      expect(page).toContain("Green.");
      expect(page).toContain("Words were taken out by <bdi>Priya Nair</bdi>");
      expect(page.replaceAll(/[^\d]/gu, "")).not.toContain("4940123456");
    }
    for (const { id } of [email, quoting]) {
      expect((await browser.get(`/emails/${id}/raw`)).status).toBe(410);
      expect((await browser.get(`/emails/${id}`)).text).toContain("when staff took words out of its message");
    }
    const events = await desk.started.store.read.all(
      "select payload from events where type = 'message.redacted'",
    );
    expect(events).toEqual([{ payload: JSON.stringify({ messageId: message.id }) }]);
    // What is written next quotes the message before it, as it stands now.
    await desk.bring({
      from,
      to: desk.sent.findLast(({ to }) => to.name === "Ann Weber")!.replyTo!,
      body: "Thanks.",
    });
    await desk.settled();
    expect(desk.sent.at(-1)!.text.replaceAll(/[^\d]/gu, "")).not.toContain("4940123456");
  });

  it("hear that nothing was done when the words are not there, are too short, or an email is still on its way", async () => {
    const { taskId, message } = await numberOnTask();
    const browser = await desk.signedIn("priya");
    const before = await desk.messagesOn(taskId);
    const path = `/messages/${message.id}/redact`;
    for (const [words, said] of [
      ["words of nobody", "do not stand in this message"],
      ["ab", "3 to 300 characters"],
      ["  ", "Write the words"],
    ] as const) {
      const page = await browser.post(path, { words, confirmed: "yes" });
      expect(page.status).toBe(422);
      expect(page.text).toContain(said);
    }
    await desk.started.store.write((rows) =>
      rows.run("update outbound_emails set status = 'unknown' where message_id = ?", message.id),
    );
    const page = await browser.post(path, { words: number, confirmed: "yes" });
    expect([page.status, page.text.includes("still on its way")]).toEqual([409, true]);
    expect(await desk.messagesOn(taskId)).toEqual(before);
  });
});

it("an email on the held desk that holds the words is never lost for it: it is decided about first", async () => {
  const { taskId, replyTo, message } = await numberOnTask();
  const letter = { from: lee, to: replyTo, signedBy: [], spf: "fail" as const };
  const held = await desk.bring({ ...letter, body: `Shall I call ${number}?` });
  expect(held).toMatchObject({ status: "held", taskId });
  const browser = await desk.signedIn("priya");
  const path = `/messages/${message.id}/redact`;
  const refused = await browser.post(path, { words: number, confirmed: "yes" });
  expect([refused.status, refused.text.includes("waits to be put on this task")]).toEqual([409, true]);
  expect((await browser.get(`/emails/${held.id}/raw`)).status).toBe(200);
  expect((await browser.post(`/emails/${held.id}/discard`, {})).status).toBe(303);
  await desk.settled();
  expect((await browser.post(path, { words: number, confirmed: "yes" })).status).toBe(303);
});

it("what a colleague forwarded by hand goes with its message", async () => {
  const body = `See below.\n\n---------- Forwarded message ---------\nFrom: ${from}\nDate: Tue, Mar 3, 2026 at 10:00 AM\nSubject: Call\nTo: Priya <priya@northbeam.example>\n\nCall me: ${number}`;
  const letter = { from: "Priya Nair <priya@northbeam.example>", subject: "Fwd: Call", body };
  const held = await desk.bring(letter);
  expect(held.forwarded?.text).toContain(number);
  const browser = await desk.signedIn("tom");
  await browser.post(`/emails/${held.id}/open-forwarded`, { contact: String(desk.world.people.ann.id) });
  await desk.settled();
  desk.started.clock.advanceBy(30_000);
  await desk.settled();
  const opened = await findInboundEmail(desk.started.store.read, held.id);
  const [message] = await desk.messagesOn(opened!.taskId!);
  const words = { words: number, confirmed: "yes" };
  expect((await browser.post(`/messages/${message!.id}/redact`, words)).status).toBe(303);
  const after = await findInboundEmail(desk.started.store.read, held.id);
  expect(after!.forwarded?.text).toBe("Call me: [taken out]");
});

it("nobody but staff takes words out of a message, their own included", async () => {
  const { taskId, message } = await numberOnTask();
  const browser = await desk.signedIn("ann");
  const answer = await browser.post(`/messages/${message.id}/redact`, { words: number, confirmed: "yes" });
  expect(answer.status).toBe(404);
  expect((await browser.get(`/tasks/${taskId}`)).text).not.toContain("/redact");
  expect((await desk.messagesOn(taskId)).some(({ kept }) => kept.includes(number))).toBe(true);
});

it("a signature is folded on the page of the client's people, and not said again in what they are sent", async () => {
  const { taskId, message, received } = await numberOnTask();
  expect(
    message.blocks
      ?.filter(({ kind }) => kind === "signature")
      .map(({ text }) => text)
      .join(""),
  ).toContain("+4940 123 456");
  const { text } = await (await desk.signedIn("lee")).get(`/tasks/${taskId}`);
  expect(text).toContain("+4940 123 456");
  expect(text.replaceAll(/<details[^]*?<\/details>/gu, "")).not.toContain("+4940 123 456");
  const told = desk.sent.filter(
    ({ to, text: words }) => to.name === "Lee Okafor" && words.includes("Blue. Call me"),
  );
  expect(told.length).toBeGreaterThan(0);
  for (const { text: words, html } of [...told, received("lee")])
    expect(words + html).not.toContain("+4940 123 456");
});
