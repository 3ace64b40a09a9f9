// Plans are rows: added and changed from the command line, without touching work that goes on.
import { expect, it } from "vitest";
import { addClient } from "../../src/actions/add-client.ts";
import { setPlan } from "../../src/actions/set-plan.ts";
import { findPlanByName, listPlans } from "../../src/store/clients.ts";
import { meanwhile } from "../support/meanwhile.ts";
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

it("two changes at once are both kept", async () => {
  const { store } = await openWorld();
  const strategy = { name: "Elite", strategySessionsMonthly: 9 };
  const training = { name: "Elite", trainingSessionsMonthly: 8 };
  await meanwhile(
    store,
    (rows) => setPlan(rows, at, strategy),
    (rows) => setPlan(rows, at, training),
  );
  expect(await findPlanByName(store.read, "Elite")).toMatchObject({
    strategySessionsMonthly: 9,
    trainingSessionsMonthly: 8,
  });
});

it("what a plan has already is set again without an event", async () => {
  const { store } = await openWorld();
  const set = () => store.write((rows) => setPlan(rows, at, { name: "Elite", activeTasksMax: 5 }));
  const first = await set();
  expect(await set()).toEqual(first);
  expect(await store.read.all("select id from events where type = 'plan.set'")).toHaveLength(1);
});

it("a name that no plan has is refused while nothing is said of it", async () => {
  const { store } = await openWorld();
  await expect(store.write((rows) => setPlan(rows, at, { name: "Premum" }))).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("There is no plan “Premum” yet") as string,
  });
});
