// The same email many times, at once or by two ways, is one message that is told once.
import { afterAll, beforeAll, expect, it } from "vitest";
import { formOf, openDesk, type Desk } from "./desk.ts";
import { postForm, postRaw } from "./running-installation.ts";

const from = "Ann Weber <ann@harbordental.example>";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.stop());

it("the same post five times at once is answered 200 each time, stored once, and one message that is told once", async () => {
  const { taskId, replyTo } = await desk.ask();
  const emails = desk.sent.length;
  const { fields } = formOf({ from, to: replyTo });
  const answers = await Promise.all(Array.from({ length: 5 }, () => postForm(desk.started, fields)));
  await desk.settled();
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const stored = answers.map(({ body }) => (body as { stored: number }).stored);
  expect(stored.toSorted((one, other) => one - other)).toEqual([0, 0, 0, 0, 1]);
  expect(await desk.messagesOn(taskId)).toHaveLength(2);
  const told = desk.sent.slice(emails).map(({ to }) => to.address);
  expect(told.length).toBeGreaterThan(0);
  expect(new Set(told).size).toBe(told.length);
});

it("the same new request five times at once opens one task", async () => {
  const { fields } = formOf({ from, subject: "One more thing" });
  await Promise.all(Array.from({ length: 5 }, () => postForm(desk.started, fields)));
  await desk.settled();
  const opened = await desk.started.store.read.all("select id from tasks where title = 'One more thing'");
  expect(opened).toHaveLength(1);
});

it("an answer that comes to its own address and by a mailbox in copy is one message", async () => {
  const { taskId, replyTo } = await desk.ask();
  const headers = ["Message-ID: <twice@mail.example>", `To: <${replyTo}>`];
  const letter = { from, to: replyTo, headers: [...headers, "Cc: <requests@reply.northbeam.example>"] };
  const first = await desk.bring(letter);
  const other = await desk.bring({
    ...letter,
    envelope: { to: "requests@reply.northbeam.example" },
    headers: [...letter.headers, "Received: by another way"],
  });
  expect(first).toMatchObject({ status: "handled", reason: "posted" });
  expect(other).toMatchObject({ status: "ignored", reason: "same_message", taskId });
  expect(await desk.messagesOn(taskId)).toHaveLength(2);
});

it("an old call that somebody kept and posts again a year later changes nothing", async () => {
  const { taskId, replyTo } = await desk.ask();
  const { fields, raw } = formOf({ from, to: replyTo });
  await postForm(desk.started, fields);
  await desk.settled();
  desk.started.clock.advanceTo(new Date(desk.started.clock.now().getTime() + 366 * 86_400_000));
  const [messages, emails] = [await desk.messagesOn(taskId), desk.sent.length];
  expect((await postForm(desk.started, fields)).body).toEqual({ stored: 0, known: 1 });
  expect(await postRaw(desk.started, raw, { from: "x@example.com", to: replyTo })).toMatchObject({
    status: 200,
  });
  await desk.settled();
  expect(await desk.messagesOn(taskId)).toEqual(messages);
  expect(desk.sent).toHaveLength(emails);
});
