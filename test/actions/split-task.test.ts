// Staff make a task of its own of a part of a request, also while somebody does the same or accepts it.
import { expect, it } from "vitest";
import { acceptTask } from "../../src/actions/accept-task.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { splitTask } from "../../src/actions/split-task.ts";
import type { Person } from "../../src/domain/person.ts";
import type { Rows } from "../../src/store/rows.ts";
import { listTasks } from "../../src/store/tasks.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { openWorld } from "../support/world.ts";

const at = "2026-03-02T10:00:00.000Z";

async function openRequest() {
  const { store, world } = await openWorld();
  const by = world.people.priya as Extract<Person, { kind: "staff" }>;
  const clientId = world.clients.harbor;
  const text = "Please do this and that.";
  const request = {
    clientId,
    title: "This and that",
    author: world.people.ann,
    channel: "portal",
    text,
  } as const;
  const { taskId } = await store.write((rows) => openTask(rows, at, { ...request, postedAt: at }));
  const message = await store.read.first<{ id: number }>("select id from messages where task_id = ?", taskId);
  const input = { messageId: message!.id, title: "That", part: "that", by, submissionKey: "one form" };
  return {
    store,
    split: (rows: Rows) => splitTask(rows, at, input),
    accept: (rows: Rows) =>
      acceptTask(rows, at, { taskId, by, estimate: { minMinutes: 480, maxMinutes: 480 } }),
    words: async (id: number) =>
      (await store.read.first<{ kept: string }>("select kept from messages where task_id = ?", id))?.kept,
    counts: async () => ({
      tasks: (await listTasks(store.read, 1)).length,
      events: (await store.read.all("select id from events where type = 'task.split'")).length,
    }),
  };
}

it("the same form twice at once makes one task and tells of it once", async () => {
  const { store, split, counts } = await openRequest();
  const [one, other] = await meanwhile(store, split, split);
  expect(one.status).toBe("fulfilled");
  expect(other).toEqual(one);
  expect(await counts()).toEqual({ tasks: 2, events: 1 });
});

it("what is being accepted at the same moment is not split any more", async () => {
  const { store, split, accept, counts } = await openRequest();
  const [, other] = await meanwhile(store, accept, split);
  expect(other).toMatchObject({
    reason: {
      code: "conflict",
      words: {
        en: "“This and that” is Accepted already, so it is not split any more.",
        de: "„This and that“ lässt sich nicht mehr aufteilen: Die Aufgabe ist angenommen und wartet, bis sie an der Reihe ist.",
      },
    },
  });
  expect(await counts()).toEqual({ tasks: 1, events: 0 });
});

it.each([
  ["en", "Ann Weber asked for this together with “This and that” (#1):\n\n> that"],
  ["de", "Ann Weber hat zusammen mit „This and that“ (#1) darum gebeten:\n\n> that"],
])("whose part it was is said in their language, %s", async (locale, words) => {
  const { store, split, words: wordsOf } = await openRequest();
  await store.write((rows) => rows.run("update contacts set locale = ?", locale));
  const { taskId } = await store.write(split);
  expect(await wordsOf(taskId)).toBe(words);
});
