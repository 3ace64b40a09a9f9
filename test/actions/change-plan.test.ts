// A client is moved to another plan while something else is done for it.
import { expect, it } from "vitest";
import { acceptTask } from "../../src/actions/accept-task.ts";
import { changePlan } from "../../src/actions/change-plan.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { startTask } from "../../src/actions/start-task.ts";
import type { Person } from "../../src/domain/person.ts";
import { findPlanByName } from "../../src/store/clients.ts";
import { getTask } from "../../src/store/tasks.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { openWorld } from "../support/world.ts";

const at = "2026-03-02T10:00:00.000Z";

it("work that waits for the change of the plan starts by the new one", async () => {
  const { store, world } = await openWorld();
  const by = world.people.priya as Extract<Person, { kind: "staff" }>;
  const clientId = world.clients.harbor;
  const accepted = (title: string) =>
    store.write(async (rows) => {
      const words = { clientId, title, author: by, channel: "portal", text: title, postedAt: at } as const;
      const { taskId } = await openTask(rows, at, words);
      await acceptTask(rows, at, { taskId, by, estimate: { minMinutes: 480, maxMinutes: 480 } });
      return taskId;
    });
  const [one, other] = [await accepted("Booking form"), await accepted("Logo")];
  const day = { deliveryOn: "2026-03-05", today: "2026-03-02" };
  await store.write((rows) => startTask(rows, at, { taskId: one, by, ...day }));
  const premium = (await findPlanByName(store.read, "Premium"))!;
  const [changed, started] = await meanwhile(
    store,
    (rows) => changePlan(rows, at, { clientId, planId: premium.id, byStaffId: by.id }),
    (rows) => startTask(rows, at, { taskId: other, by, ...day }),
  );
  expect(changed).toMatchObject({ value: { kind: "done" } });
  expect(started).toMatchObject({ status: "fulfilled" });
  expect((await getTask(store.read, other)).stage).toBe("Working");
});
