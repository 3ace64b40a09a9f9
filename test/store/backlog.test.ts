// The client's own order of what waits.
import { expect, it } from "vitest";
import {
  countBacklog,
  findAtPlace,
  findPlace,
  listBacklog,
  placeInBacklog,
} from "../../src/store/backlog.ts";
import { recordTask } from "../../src/store/tasks.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { openWorld } from "../support/world.ts";

async function openBacklog() {
  const { store, world } = await openWorld();
  const clientId = world.clients.harbor;
  const openedAt = "2026-03-02T09:00:00.000Z";
  const add = (title: string) =>
    store.write(async (rows) => (await recordTask(rows, { clientId, title, stage: "Triage", openedAt }))!);
  const order = async () => (await listBacklog(store.read, clientId, 10)).map(({ title }) => title).join("");
  return { store, clientId, openedAt, add, order };
}

it("a task goes right before another one, also where several stand at the same place", async () => {
  const { store, clientId, add, order } = await openBacklog();
  const [t, u, v, w] = [await add("T"), await add("U"), await add("V"), await add("W")];
  // As PostgreSQL numbers requests of the same moment.
  await store.write((rows) =>
    rows.run("update tasks set backlog_position = 2 where id in (?, ?, ?)", u, v, w),
  );
  const place = (id: number, beforeId: number) =>
    store.write((rows) => placeInBacklog(rows, clientId, id, beforeId));
  await place(t, v);
  expect(await order()).toBe("UTVW");
  await place(w, v);
  expect(await order()).toBe("UTWV");
  await place(v, u);
  expect(await order()).toBe("VUTW");
});

it("requests of the same moment each have their place in an order that does not change", async () => {
  const { store, clientId, openedAt, add, order } = await openBacklog();
  const first = await add("T");
  const request = (title: string) => (rows: Parameters<typeof recordTask>[0]) =>
    recordTask(rows, { clientId, title, stage: "Triage", openedAt });
  const [, last] = await meanwhile(store, request("U"), request("V"));
  expect(await order()).toBe("TUV");
  const beforeId = last.status === "fulfilled" ? last.value! : 0;
  await store.write((rows) => placeInBacklog(rows, clientId, first, beforeId));
  expect(await order()).toBe("UTV");
});

it("each task has a number, and each number a task", async () => {
  const { store, clientId, add } = await openBacklog();
  const [t, u, v] = [await add("T"), await add("U"), await add("V")];
  await store.write((rows) => rows.run("update tasks set backlog_position = 2 where id in (?, ?)", u, v));
  expect(await Promise.all([t, u, v].map((id) => findPlace(store.read, clientId, id)))).toEqual([1, 2, 3]);
  expect(await findPlace(store.read, clientId + 1, t)).toBeUndefined();
  // Among the others, as whoever types a number sees them once the task is gone from its place.
  expect(await findAtPlace(store.read, clientId, t, 1)).toBe(u);
  expect(await findAtPlace(store.read, clientId, v, 2)).toBe(u);
  expect(await findAtPlace(store.read, clientId, v, 3)).toBeNull();
  expect(await countBacklog(store.read, clientId)).toBe(3);
  expect((await listBacklog(store.read, clientId, 1, 1)).map(({ id }) => id)).toEqual([u, v]);
  await store.write((rows) => rows.run("update tasks set stage = 'Complete' where id = ?", u));
  expect([await findPlace(store.read, clientId, u), await countBacklog(store.read, clientId)]).toEqual([
    undefined,
    2,
  ]);
});
