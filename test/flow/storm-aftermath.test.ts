// What comes after a breaker tripped: a decision that is taken back meanwhile, and what staff answer to the email about it.
import { afterAll, beforeAll, expect, it } from "vitest";
import { resetBreaker } from "../../src/actions/reset-breaker.ts";
import { tripBreaker, type Storm } from "../../src/actions/trip-breaker.ts";
import { listMessages } from "../../src/store/messages.ts";
import { addressOf } from "../support/world.ts";
import { formOf, openDeskStory, type DeskStory } from "./desk-story.ts";

let story: DeskStory;
beforeAll(async () => {
  story = await openDeskStory();
}, 60_000);
afterAll(() => story.started.stop());

async function trip(storm: Storm): Promise<number> {
  const at = story.time.now.toISOString();
  const breakerId = await story.started.store.write((rows) => tripBreaker(rows, at, storm));
  story.started.workers.nudge();
  await story.started.workers.settled();
  return breakerId!;
}

it("an email that waited for a breaker and was taken back is told to nobody when the rest is let go, and holds nothing up", async () => {
  const { ann, priya } = story.world.people;
  const { store, workers } = story.started;
  const taskId = await story.ask("Booking form", [ann]);
  const to = await story.replyAddressOf(taskId, ann);
  const breakerId = await trip({ kind: "everything" });
  const held = await story.mail({ from: "annie@gmail.com", to });
  await story.tom.post(`/emails/${held.id}/accept`, { author: `contact:${ann.id}`, task: String(taskId) });
  expect(await story.email(held.id)).toMatchObject({ status: "handled", taskId });
  const waiting = "select count(*) as count from waiting_events where breaker_id = ?";
  expect(await store.read.first(waiting, breakerId)).toEqual({ count: 1 });
  const undo = formOf((await story.tom.get(`/emails/${held.id}`)).text, `/emails/${held.id}/undo`);
  await story.tom.post(undo.path, undo.fields);
  expect(await story.email(held.id)).toMatchObject({ status: "held" });
  const reset = { breakerId, byStaffId: priya.id, isToldOf: true };
  await store.write((rows) => resetBreaker(rows, story.time.now.toISOString(), reset));
  workers.nudge();
  await workers.settled();
  expect(await store.read.all("select id, type from events where announced_at is null")).toEqual([]);
});

it("what staff answer to the email about a client's storm is a note, and never goes to that client", async () => {
  const { ann } = story.world.people;
  const { store } = story.started;
  const taskId = await story.ask("Price list", [ann]);
  await trip({ kind: "sender", taskId, sender: ann });
  const told = await store.read.first<{ messageId: string; subject: string }>(
    `select internet_message_id as "messageId", subject from outbound_emails where kind = 'storm' and task_id = ?
       and to_address = ?`,
    taskId,
    addressOf("tom"),
  );
  await story.pass(60);
  const answer = await story.mail({
    from: addressOf("tom"),
    subject: `Re: ${told!.subject}`,
    toField: `requests@reply.northbeam.example\r\nIn-Reply-To: ${told!.messageId}`,
    words: "That is her shop's program again, what a mess.",
  });
  expect(answer).toMatchObject({ status: "handled", taskId });
  const [, message] = await listMessages(store.read, taskId, { withNotes: true });
  expect(message).toMatchObject({ inboundEmailId: answer.id, isNote: 1 });
  expect((await story.emailsAbout(answer.id)).map(([address]) => address)).toEqual([addressOf("priya")]);
});
