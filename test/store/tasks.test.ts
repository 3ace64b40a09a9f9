// Tasks and who takes part in them.
import { expect, it } from "vitest";
import { stages, turnOf, type Turn } from "../../src/domain/task.ts";
import type { Store } from "../../src/store/database.ts";
import {
  findParticipant,
  findParticipantOf,
  listParticipants,
  recordParticipant,
} from "../../src/store/participants.ts";
import {
  findTask,
  findTaskBySubmissionKey,
  getTask,
  listTasks,
  markLastMessage,
  recordTask,
  taskPageSize,
} from "../../src/store/tasks.ts";
import { markStage } from "../../src/store/task-stages.ts";
import { addressOf, openWorld } from "../support/world.ts";

const at = (minute: number) => `2026-03-02T10:${String(minute).padStart(2, "0")}:00.000Z`;

async function addTask(
  store: Store,
  clientId: number,
  openedAt = at(0),
  submissionKey?: string,
): Promise<number> {
  const id = await store.write((rows) =>
    recordTask(rows, { clientId, title: "Task", stage: "Triage", openedAt, submissionKey }),
  );
  return id!;
}

it("a form opens one task, however often it is sent", async () => {
  const { store, world } = await openWorld();
  const first = await addTask(store, world.clients.harbor, at(0), "key");
  expect(await addTask(store, world.clients.harbor, at(1), "key")).toBeUndefined();
  expect((await findTaskBySubmissionKey(store.read, "key"))?.id).toBe(first);
  expect(await findTaskBySubmissionKey(store.read, "other")).toBeUndefined();
  expect(await listTasks(store.read, 1)).toHaveLength(1);
});

it("tasks without a key are each their own", async () => {
  const { store, world } = await openWorld();
  await addTask(store, world.clients.harbor);
  await addTask(store, world.clients.harbor);
  expect(await listTasks(store.read, 1)).toHaveLength(2);
});

it("a list shows the newest words first, of one client or all, a page and one more", async () => {
  const { store, world } = await openWorld();
  const first = await addTask(store, world.clients.harbor, at(0));
  const other = await addTask(store, world.clients.atlas, at(1));
  await store.write((rows) => markLastMessage(rows, first, at(2), "contact"));
  expect((await listTasks(store.read, 1)).map(({ id }) => id)).toEqual([first, other]);
  expect((await listTasks(store.read, 1, { clientId: world.clients.atlas })).map(({ id }) => id)).toEqual([
    other,
  ]);
  for (let count = 0; count < taskPageSize; count++) await addTask(store, world.clients.lumen, at(3));
  expect(await listTasks(store.read, 1)).toHaveLength(taskPageSize + 1);
  expect((await listTasks(store.read, 2)).map(({ id }) => id)).toEqual([first, other]);
});

it("a list of one turn holds what the rule says, for every stage and whoever wrote last", async () => {
  const { store, world } = await openWorld();
  const expected: Record<Turn, number[]> = { us: [], client: [], nobody: [] };
  for (const stage of stages) {
    for (const by of [null, "contact", "staff"] as const) {
      const id = await addTask(store, world.clients.harbor);
      await store.write(async (rows) => {
        await markStage(rows, id, stage, at(0));
        if (by !== null) await markLastMessage(rows, id, at(1), by);
      });
      expected[turnOf(stage, by)].push(id);
    }
  }
  for (const turn of ["us", "client", "nobody"] as const) {
    const found = await listTasks(store.read, 1, { turn });
    expect({ turn, ids: found.map(({ id }) => id).toSorted((a, b) => a - b) }).toEqual({
      turn,
      ids: expected[turn],
    });
    expect(found.map((task) => turnOf(task.stage, task.lastMessageBy))).toEqual(found.map(() => turn));
  }
});

it("a list of one turn has pages of its own, the newest words first", async () => {
  const { store, world } = await openWorld();
  const ours: number[] = [];
  for (let count = 0; count < 2 * (taskPageSize + 5); count++) {
    const id = await addTask(store, world.clients.harbor, at(count % 60));
    await store.write((rows) =>
      markLastMessage(rows, id, at(count % 60), count % 2 === 0 ? "contact" : "staff"),
    );
    if (count % 2 === 0) ours.push(id);
  }
  const [first, second] = [
    await listTasks(store.read, 1, { turn: "us" }),
    await listTasks(store.read, 2, { turn: "us" }),
  ];
  expect([first.length, second.length]).toEqual([taskPageSize + 1, 5]);
  expect(second[0]).toEqual(first.at(-1));
  const seen = [...first.slice(0, taskPageSize), ...second];
  expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(ours));
  const times = seen.map(({ lastMessageAt }) => lastMessageAt);
  expect(times).toEqual(times.toSorted().toReversed());
});

it("an older message that comes late does not change who wrote last", async () => {
  const { store, world } = await openWorld();
  const id = await addTask(store, world.clients.harbor);
  await store.write((rows) => markLastMessage(rows, id, at(5), "staff"));
  await store.write((rows) => markLastMessage(rows, id, at(4), "contact"));
  expect(await getTask(store.read, id)).toMatchObject({ lastMessageAt: at(5), lastMessageBy: "staff" });
});

it("a stage is set, and a task that is not there is not found", async () => {
  const { store, world } = await openWorld();
  const id = await addTask(store, world.clients.harbor);
  await store.write((rows) => markStage(rows, id, "Working", at(0)));
  expect(await findTask(store.read, id)).toMatchObject({ stage: "Working", clientName: "Harbor Dental" });
  expect(await findTask(store.read, id + 1)).toBeUndefined();
  await expect(getTask(store.read, id + 1)).rejects.toMatchObject({ code: "not_found" });
});

it("a person takes part once, with what an email to them needs", async () => {
  const { store, world } = await openWorld();
  const taskId = await addTask(store, world.clients.harbor);
  await store.write(async (rows) => {
    await recordParticipant(rows, taskId, world.people.ann, at(0));
    await recordParticipant(rows, taskId, world.people.tom, at(0));
    await recordParticipant(rows, taskId, world.people.ann, at(1));
  });
  const [ann, tom, ...others] = await listParticipants(store.read, taskId);
  expect(others).toEqual([]);
  expect(ann).toMatchObject({
    contactId: world.people.ann.id,
    staffId: null,
    name: "Ann Weber",
    address: addressOf("ann"),
    timeZone: "Europe/Berlin",
    locale: "en",
    version: 0,
    mutedAt: null,
  });
  expect(tom).toMatchObject({ staffId: world.people.tom.id, address: addressOf("tom") });
  expect(await findParticipant(store.read, ann!.id)).toEqual(ann);
  expect(await findParticipantOf(store.read, taskId, world.people.tom)).toEqual(tom);
  expect(await findParticipantOf(store.read, taskId, world.people.lee)).toBeUndefined();
});

it("a participant is a contact or staff, never both or neither", async () => {
  const { store, world } = await openWorld();
  const taskId = await addTask(store, world.clients.harbor);
  for (const [contactId, staffId] of [
    [null, null],
    [world.people.ann.id, world.people.tom.id],
  ] as const) {
    const adding = store.write((rows) =>
      rows.run(
        "insert into participants (task_id, contact_id, staff_id, added_at) values (?, ?, ?, '')",
        taskId,
        contactId,
        staffId,
      ),
    );
    await expect(adding).rejects.toThrow(/check/iu);
  }
});
