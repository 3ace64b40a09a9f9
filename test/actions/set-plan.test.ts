// Plans are rows: added and changed from the command line, without touching work that goes on.
import { expect, it } from "vitest";
import { addClient } from "../../src/actions/add-client.ts";
import { setPlan } from "../../src/actions/set-plan.ts";
import { listPlans } from "../../src/store/clients.ts";
import { openWorld } from "../support/world.ts";

const at = "2026-03-02T09:00:00.000Z";

it("a new plan can be given to a client, and has one task at a time unless it is said", async () => {
  const { store } = await openWorld();
  const set = await store.write((rows) => setPlan(rows, at, { name: "Starter", trainingSessionsMonthly: 1 }));
  expect(set).toMatchObject({
    isNew: true,
    plan: { name: "Starter", activeTasksMax: 1, strategySessionsMonthly: 0 },
  });
  await store.write((rows) => addClient(rows, at, { name: "Nova", plan: "starter" }));
  expect((await listPlans(store.read)).map(({ name }) => name)).toContain("Starter");
});

it("what is not named of a plan stays as it is", async () => {
  const { store } = await openWorld();
  const before = (await listPlans(store.read)).find(({ name }) => name === "Premium")!;
  const { plan, isNew } = await store.write((rows) =>
    setPlan(rows, at, { name: "premium", activeTasksMax: 4 }),
  );
  expect(isNew).toBe(false);
  expect(plan).toEqual({ ...before, activeTasksMax: 4 });
});

it.each([
  ["no task at a time", { activeTasksMax: 0 }],
  ["half a task", { activeTasksMax: 1.5 }],
  ["no number", { strategySessionsMonthly: Number.NaN }],
  ["sessions without end", { trainingSessionsMonthly: 101 }],
])("%s is refused, and nothing changes", async (_, facts) => {
  const { store } = await openWorld();
  const before = await listPlans(store.read);
  const setting = store.write((rows) => setPlan(rows, at, { name: "Elite", ...facts }));
  await expect(setting).rejects.toMatchObject({ code: "invalid" });
  expect(await listPlans(store.read)).toEqual(before);
});
