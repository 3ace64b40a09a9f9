// Reminders of work that waits for approval reach somebody who may give it, also when that was said only later, or none is sent.
import { expect, it } from "vitest";
import { changeApprover } from "../../src/actions/change-approver.ts";
import { handOverTask } from "../../src/actions/hand-over-task.ts";
import { openTask } from "../../src/actions/open-task.ts";
import type { Person } from "../../src/domain/person.ts";
import { announce } from "../../src/outbox/announce.ts";
import { remindApprovals } from "../../src/outbox/remind-approvals.ts";
import { listEventsOfTask } from "../../src/store/events.ts";
import { markStage } from "../../src/store/task-stages.ts";
import { listParticipants } from "../../src/store/participants.ts";
import { calendar } from "../support/calendar.ts";
import { ann, openDesk, type Desk } from "./desk.ts";

const dayMs = 86_400_000;

/** Work of Harbor Dental that Priya handed over, on a task of Lee's. */
async function handOver({ store, world, now }: Desk): Promise<number> {
  const { people, clients } = world;
  const by = people.priya as Extract<Person, { kind: "staff" }>;
  const words = (text: string) => ({ channel: "portal" as const, text, postedAt: now() });
  return store.write(async (rows) => {
    const opening = { ...words("Shall we?"), clientId: clients.harbor, title: "Booking form", author: by };
    const { taskId } = await openTask(rows, now(), { ...opening, contactIds: [people.lee.id] });
    await markStage(rows, taskId, "Working", now());
    await handOverTask(rows, new Date(now()), { taskId, by, words: words("Here it is."), calendar });
    return taskId;
  });
}

/** Days pass, with what is due on each; answers who was reminded. */
async function passDays(desk: Desk, days: number): Promise<string[]> {
  while ((await announce(desk.outbox)) > 0);
  while ((await desk.deliver()) > 0);
  const before = desk.sent.length;
  for (let day = 0; day < days; day++) {
    desk.pass(dayMs);
    await remindApprovals(desk.outbox);
    while ((await announce(desk.outbox)) > 0);
    while ((await desk.deliver()) > 0);
  }
  return desk.sent.slice(before).map(({ to }) => to.address);
}

const nameAnn = (desk: Desk, canApprove: boolean) =>
  desk.store.write((rows) =>
    changeApprover(rows, desk.now(), {
      contactId: desk.world.people.ann.id,
      canApprove,
      by: desk.world.people.priya,
    }),
  );

it("whoever may approve since work was handed over takes part in it and is reminded", async () => {
  const desk = await openDesk();
  await desk.store.write((rows) => rows.run("update contacts set can_approve = 0"));
  await handOver(desk);
  expect(await passDays(desk, 1)).toEqual([]);
  await nameAnn(desk, true);
  expect(await passDays(desk, 9)).toEqual([ann, ann]);
});

it("so does who is left of those who may, when nobody on the task may any more", async () => {
  const desk = await openDesk();
  const { people } = desk.world;
  await desk.store.write((rows) =>
    rows.run("update contacts set can_approve = 1 where id in (?, ?)", people.ann.id, people.lee.id),
  );
  const taskId = await handOver(desk);
  const contacts = async () =>
    (await listParticipants(desk.store.read, taskId)).flatMap(({ contactId }) => contactId ?? []);
  expect(await contacts()).toEqual([people.lee.id]);
  await desk.store.write((rows) =>
    changeApprover(rows, desk.now(), { contactId: people.lee.id, canApprove: false, by: people.ann }),
  );
  expect(await contacts()).toEqual([people.lee.id, people.ann.id]);
});

it("while nobody may approve no reminder is on record, and the first who may is still reminded", async () => {
  const desk = await openDesk();
  await desk.store.write((rows) => rows.run("update contacts set can_approve = 0"));
  const taskId = await handOver(desk);
  expect(await passDays(desk, 10)).toEqual([]);
  const types = async () => (await listEventsOfTask(desk.store.read, taskId)).map(({ type }) => type);
  expect(await types()).not.toContain("approval.reminder_due");
  await nameAnn(desk, true);
  expect(await passDays(desk, 4)).toEqual([ann]);
  expect(await types()).toContain("approval.reminder_due");
});
