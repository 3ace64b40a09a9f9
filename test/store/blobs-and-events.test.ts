// Bytes by their hash, and the list of what happened.
import { expect, it } from "vitest";
import { contentHash, getBlob, recordBlob } from "../../src/store/blobs.ts";
import {
  listEventsOfTask,
  listUnannouncedEvents,
  markEventAnnounced,
  recordEvent,
} from "../../src/store/events.ts";
import { recordTask } from "../../src/store/tasks.ts";
import { openTestStore } from "../support/store.ts";
import { openWorld } from "../support/world.ts";

const at = "2026-03-02T10:00:00.000Z";

it("the same bytes are kept once, and come back as they were", async () => {
  const store = await openTestStore();
  const bytes = Buffer.from([0, 13, 10, 255, 0]);
  const sha256 = contentHash(bytes);
  for (let time = 0; time < 2; time++) await store.write((rows) => recordBlob(rows, sha256, bytes));
  expect(await store.read.all("select sha256, size_bytes as size from blobs")).toEqual([{ sha256, size: 5 }]);
  expect(Buffer.compare(await getBlob(store.read, sha256), bytes)).toBe(0);
  await expect(getBlob(store.read, "nothing")).rejects.toMatchObject({ code: "gone" });
});

it("no bytes at all can be kept too", async () => {
  const store = await openTestStore();
  await store.write((rows) => recordBlob(rows, "empty", Buffer.alloc(0)));
  expect(await getBlob(store.read, "empty")).toHaveLength(0);
});

it("events come back in order with their actor and whole payload, and are announced once", async () => {
  const { store, world } = await openWorld();
  const taskId = await store.write(async (rows) => {
    const id = await recordTask(rows, {
      clientId: world.clients.harbor,
      title: "T",
      stage: "Triage",
      openedAt: at,
    });
    await recordEvent(rows, {
      type: "task.opened",
      taskId: id!,
      actor: world.people.ann,
      at,
      payload: { title: "T “x” 🦊" },
    });
    await recordEvent(rows, {
      type: "email.bounced",
      taskId: id!,
      at,
      payload: { outboundEmailId: 1, reason: "No." },
    });
    await recordEvent(rows, {
      type: "sign_in.requested",
      actor: world.people.tom,
      at,
      payload: { signInId: 1 },
    });
    return id!;
  });
  const events = await listEventsOfTask(store.read, taskId);
  expect(events).toMatchObject([
    { type: "task.opened", taskId, actor: world.people.ann, at, payload: { title: "T “x” 🦊" } },
    { type: "email.bounced", taskId, actor: undefined, at, payload: { outboundEmailId: 1, reason: "No." } },
  ]);
  const [first, second] = await store.write(async (rows) => {
    const waiting = await listUnannouncedEvents(rows, 2);
    for (const event of waiting) await markEventAnnounced(rows, event.id, at);
    return waiting;
  });
  expect([first?.type, second?.type]).toEqual(["task.opened", "email.bounced"]);
  const rest = await store.write((rows) => listUnannouncedEvents(rows, 10));
  expect(rest).toMatchObject([{ type: "sign_in.requested", taskId: null, actor: world.people.tom }]);
});

it("two who announce at the same time never hold the same event", async () => {
  const { store } = await openWorld();
  await store.write(async (rows) => {
    for (let signInId = 1; signInId <= 6; signInId++) {
      await recordEvent(rows, { type: "sign_in.requested", at, payload: { signInId } });
    }
  });
  const announceTwo = () =>
    store.write(async (rows) => {
      const events = await listUnannouncedEvents(rows, 2);
      for (const event of events) await markEventAnnounced(rows, event.id, at);
      return events.map(({ id }) => id);
    });
  const ids = (await Promise.all([announceTwo(), announceTwo(), announceTwo(), announceTwo()])).flat();
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(0);
});
