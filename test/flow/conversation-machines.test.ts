// People whose mail programs write odd headers are people, and machines that write as people get no answer from us.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDesk, type Desk } from "./desk.ts";

const from = "Ann Weber <ann@harbordental.example>";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.stop());

it.each([
  ["Exchange asks other programs to be quiet", "X-Auto-Response-Suppress: All"],
  ["Exchange asks for no out-of-office", "X-Auto-Response-Suppress: DR, OOF, AutoReply"],
  ["her program says that it was not automatic", "Auto-Submitted: no"],
  ["her program writes a low precedence", "Precedence: normal"],
  ["she marks it as urgent", "X-Priority: 1"],
  ["her company's list is in copy", "X-MS-Exchange-Inbox-Rules-Loop: ann@harbordental.example"],
])("what a client writes is a message that others are told of, also when %s", async (_about, header) => {
  const { taskId, replyTo } = await desk.ask();
  const emails = desk.sent.length;
  const email = await desk.bring({ from, to: replyTo, headers: [header] });
  await desk.settled();
  expect(email).toMatchObject({ status: "handled", reason: "posted", class: "human" });
  expect((await desk.messagesOn(taskId)).at(-1)).toMatchObject({ isQuiet: 0, kept: "Blue, please." });
  const told = desk.sent.slice(emails).map(({ to }) => to.address);
  expect(told).toContain("lee@harbordental.example");
  expect(told).toContain("priya@northbeam.example");
});

it("an out-of-office is a quiet note: nobody is told, nothing is answered, the stage and the turn stay", async () => {
  const { taskId, replyTo } = await desk.ask();
  const stateOf = () =>
    desk.started.store.read.first("select stage, turn, last_message_by from tasks where id = ?", taskId);
  const [emails, state] = [desk.sent.length, await stateOf()];
  const headers = ["Auto-Submitted: auto-replied"];
  const email = await desk.bring({ from, to: replyTo, subject: "Automatic reply: Booking form", headers });
  await desk.settled();
  expect(email).toMatchObject({ status: "handled", reason: "quiet_note" });
  expect(desk.sent).toHaveLength(emails);
  expect(await stateOf()).toEqual(state);
  expect((await (await desk.signedIn("lee")).get(`/tasks/${taskId}`)).text).not.toContain("Blue, please.");
  expect((await (await desk.signedIn("priya")).get(`/tasks/${taskId}`)).text).toContain("Blue, please.");
});

it("an out-of-office from an address that nobody has is ignored, and a responder that answers each email hears nothing more", async () => {
  const { taskId, replyTo } = await desk.ask(["ann"]);
  const emails = desk.sent.length;
  for (let time = 0; time < 5; time++) {
    const headers = ["Auto-Submitted: auto-replied", `Message-ID: <away-${time}@mail.example>`];
    await desk.bring({ from: "Robot <robot@elsewhere.example>", to: replyTo, headers });
    await desk.bring({
      from,
      to: replyTo,
      headers: [`X-Autoreply: yes`, `Message-ID: <again-${time}@mail.example>`],
    });
  }
  await desk.settled();
  expect(desk.sent).toHaveLength(emails);
  expect((await desk.messagesOn(taskId)).filter(({ isQuiet }) => isQuiet === 0)).toHaveLength(1);
});
