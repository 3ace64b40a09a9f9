// A client with more requests than one order reads.
import { expect, it } from "vitest";
import { backlogMax, orderBacklog, type BacklogChange } from "../../src/actions/order-backlog.ts";
import type { Person } from "../../src/domain/person.ts";
import { findPlace } from "../../src/store/backlog.ts";
import { recordTask } from "../../src/store/tasks.ts";
import { openWorld } from "../support/world.ts";

it("single moves reach every task of a backlog, however long it is", async () => {
  const { store, world } = await openWorld();
  const clientId = world.clients.harbor;
  const at = "2026-03-02T10:00:00.000Z";
  const ids = await store.write(async (rows) => {
    const added: number[] = [];
    for (let count = 0; count < backlogMax + 4; count++) {
      added.push((await recordTask(rows, { clientId, title: "Task", stage: "Triage", openedAt: at }))!);
    }
    return added;
  });
  const by = world.people.ann as Extract<Person, { kind: "contact" }>;
  const order = (change: BacklogChange) => store.write((rows) => orderBacklog(rows, at, { by, change }));
  const [last, first] = [ids.at(-1)!, ids[0]!];
  const beforeId = ids.at(-2)!;
  // Both stand behind what is read of the order.
  expect((await order({ kind: "before", taskId: last, beforeId })).kind).toBe("done");
  expect((await order({ kind: "before", taskId: last, beforeId })).kind).toBe("unchanged");
  const ordered = await order({ kind: "before", taskId: last, beforeId: first });
  expect(ordered.backlog[0]!.id).toBe(last);
  expect((await order({ kind: "before", taskId: last, beforeId: null })).backlog[0]!.id).toBe(first);
  expect((await order({ kind: "before", taskId: last, beforeId: null })).kind).toBe("unchanged");
  // The number of a place counts all that wait, also those that are not read.
  const place = backlogMax + 2;
  expect((await order({ kind: "place", taskId: last, place })).kind).toBe("done");
  expect(await findPlace(store.read, clientId, last)).toBe(place);
  expect((await order({ kind: "place", taskId: last, place })).kind).toBe("unchanged");
  expect((await order({ kind: "first", taskIds: [last] })).backlog[0]!.id).toBe(last);
});
