// “@Tom” in a note brings Tom to the task, and the note to Tom.
import { expect, it } from "vitest";
import { addStaff } from "../../src/actions/add-staff.ts";
import { unfollowTask } from "../../src/actions/unfollow-task.ts";
import { announce } from "../../src/outbox/announce.ts";
import { listEventsOfTask } from "../../src/store/events.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import { openDesk, type Desk } from "../outbox/desk.ts";
import { blockOf, replyOf } from "../support/reply.ts";

async function mentionsOf({ store }: Desk, taskId: number) {
  const events = await listEventsOfTask(store.read, taskId);
  return events.flatMap((event) => (event.type === "staff.mentioned" ? [event.payload.name] : []));
}

async function notesTo({ outbox, rows, pass }: Desk, address: string) {
  pass(60 * 60_000);
  await announce(outbox);
  return (await rows()).filter(({ kind, toAddress }) => kind === "note" && toAddress === address);
}

it("in a note, each once and never its author: they follow, and the email says that they are meant", async () => {
  const desk = await openDesk();
  const { store, world, now, post } = desk;
  const { priya, tom } = world.people;
  const taskId = await desk.open();
  await store.write((rows) => unfollowTask(rows, now(), { taskId, staffId: tom.id }));
  await post(taskId, { author: priya, isNote: true, text: "@tom, and again @Tom Becker; I am @Priya." });
  expect(await mentionsOf(desk, taskId)).toEqual(["Tom Becker"]);
  expect((await findParticipantOf(store.read, taskId, tom))?.mutedAt).toBeNull();
  const [email] = await notesTo(desk, "tom@northbeam.example");
  expect(email?.text).toContain("Priya Nair mentioned you in a note in “Booking form”.");
  // Who follows it no more is brought back by the next one, and by no other note.
  const stop = () => store.write((rows) => unfollowTask(rows, now(), { taskId, staffId: tom.id }));
  await stop();
  await post(taskId, { author: priya, isNote: true, text: "Nothing for tom@northbeam.example" });
  expect(await notesTo(desk, "tom@northbeam.example")).toHaveLength(1);
  await post(taskId, { author: priya, isNote: true, text: "But this: @Tom" });
  // Even where they leave before it is told.
  await stop();
  expect(await notesTo(desk, "tom@northbeam.example")).toHaveLength(2);
});

it("by an email counts in what its author wrote, not in what they quote", async () => {
  const desk = await openDesk();
  const { world, post } = desk;
  const { priya, tom } = world.people;
  const taskId = await desk.open();
  const quoting = replyOf([blockOf("kept", "Done.\n"), blockOf("quoted", "> @Tom, can you?")]);
  await post(taskId, { author: priya, isNote: true, channel: "email", reply: quoting, text: "" });
  expect(await mentionsOf(desk, taskId)).toEqual([]);
  const asking = replyOf([blockOf("kept", "@Tom, can you?")]);
  const sent = {
    author: priya,
    isNote: true,
    channel: "email",
    reply: asking,
    internetMessageId: "<1@x>",
  } as const;
  await post(taskId, { ...sent, text: "" });
  await post(taskId, { ...sent, text: "" });
  expect(await mentionsOf(desk, taskId)).toEqual(["Tom Becker"]);
  expect(await findParticipantOf(desk.store.read, taskId, tom)).toBeDefined();
});

it("is nothing in a message to the client, in a quiet note, in words of a client, and where two are called so", async () => {
  const desk = await openDesk();
  const { store, world, now, post } = desk;
  const { priya, tom, ann } = world.people;
  const taskId = await desk.open();
  await store.write((rows) => unfollowTask(rows, now(), { taskId, staffId: tom.id }));
  await post(taskId, { author: priya, text: "@Tom will call you." });
  await post(taskId, { author: priya, isQuiet: true, text: "@Tom is away." });
  await post(taskId, { author: ann, text: "Thanks @Tom!" });
  await store.write((rows) =>
    addStaff(rows, now(), {
      name: "Tom Other",
      address: "other@northbeam.example",
      timeZone: "UTC",
      own: undefined,
    }),
  );
  await post(taskId, { author: priya, isNote: true, text: "@Tom?" });
  expect(await mentionsOf(desk, taskId)).toEqual([]);
  expect((await findParticipantOf(store.read, taskId, tom))?.mutedAt).not.toBeNull();
  await post(taskId, { author: priya, isNote: true, text: "@Tom Other?" });
  expect(await mentionsOf(desk, taskId)).toEqual(["Tom Other"]);
});
