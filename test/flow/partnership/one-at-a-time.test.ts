// Rule 6: Working plus Pending Approval never exceed the plan’s limit, whoever starts tasks from wherever at the same moment.
import { describe, expect, it, onTestFinished } from "vitest";
import { acceptTask } from "../../../src/actions/accept-task.ts";
import { openTask } from "../../../src/actions/open-task.ts";
import { seedWorld } from "../../../src/sandbox/seed-world.ts";
import { listActive } from "../../../src/store/backlog.ts";
import { inProcess } from "../../store/in-process.ts";
import { openTestDatabase } from "../../support/store.ts";
import { openOffice, taskAt } from "./office.ts";

const at = "2026-03-02T09:00:00.000Z";

describe("Rule 6: many processes that start tasks at once", () => {
  it.each([
    ["harbor", "ann", 1],
    ["lumen", "dana", 2],
    ["atlas", "marta", 3],
  ] as const)(
    "start no more of %s’s than its plan has",
    async (client, contact, limit) => {
      const { store, url } = await openTestDatabase();
      const world = await seedWorld(store, at);
      const by = { kind: "staff", id: world.people.priya.id } as const;
      const ids: number[] = [];
      for (let count = 0; count < 8; count++) {
        const { taskId } = await store.write((rows) =>
          openTask(rows, at, {
            clientId: world.clients[client],
            title: `Task ${count}`,
            text: "Please",
            author: world.people[contact],
            channel: "portal",
            postedAt: at,
          }),
        );
        const estimate = { minMinutes: 480, maxMinutes: 480 };
        await store.write((rows) => acceptTask(rows, at, { taskId, by, estimate }));
        ids.push(taskId);
      }
      const runs = await Promise.all(
        [1, 2, 3, 4, 5].map((seed) => inProcess("start-tasks.ts", url, String(seed), ...ids.map(String))),
      );
      const outcomes = runs.flatMap((run) => run.split("\n"));
      expect(outcomes.filter((outcome) => outcome.startsWith("done"))).toHaveLength(limit);
      expect(outcomes).toHaveLength(5 * 8);
      expect(outcomes.filter((outcome) => !/^(?:done|limit_reached|conflict) /u.test(outcome))).toEqual([]);
      expect(await listActive(store.read, world.clients[client])).toHaveLength(limit);
    },
    60_000,
  );
});

it("Rule 6: staff and client see what blocks and whose move it is, and who is next once a place is free", async () => {
  const office = await openOffice();
  onTestFinished(() => office.stop());
  const first = await taskAt(office, "Working", "First");
  const second = await taskAt(office, "Accepted", "Second");
  const third = await taskAt(office, "Accepted", "Third");
  const refused = await office.step("priya", second, "start", { delivery: "2027-03-08", text: "We begin." });
  expect(refused.status).toBe(429);
  expect(refused.text).toContain("The Standard plan has one task at a time, and “First” is being worked on.");
  expect(refused.text).toContain("We begin.");
  await office.step("priya", first, "hand-over", { text: "Look." });
  expect(await office.pageOf("ann", `/tasks/${second}`)).toContain("“First” waits for approval");
  expect((await office.step("priya", second, "start", { delivery: "2027-03-08" })).status).toBe(429);
  await office.step("ann", first, "approve", {});
  expect(office.newestTo("priya").text).toContain("Next in the backlog: “Second”");
  expect(await office.pageOf("priya", `/clients/${office.world.clients.harbor}`)).toMatch(/Start next/u);
  expect(await office.pageOf("priya", "/")).toContain("Start next");
  expect((await office.step("priya", third, "start", { delivery: "2027-03-08" })).status).toBe(303);
});

it("Rule 6: a lowered plan leaves running work alone, and a larger one lets more start", async () => {
  const office = await openOffice();
  onTestFinished(() => office.stop());
  const { harbor } = office.world.clients;
  const staff = await office.signedIn("tom");
  const plan = (id: string) => staff.post(`/clients/${harbor}/plan`, { plan: id });
  const one = await taskAt(office, "Working", "One");
  const two = await taskAt(office, "Accepted", "Two");
  await plan("2");
  expect((await office.step("tom", two, "start", { delivery: "2027-03-08" })).status).toBe(303);
  await plan("1");
  expect((await office.task(one)).stage).toBe("Working");
  expect((await office.task(two)).stage).toBe("Working");
  const three = await taskAt(office, "Accepted", "Three");
  expect((await office.step("tom", three, "start", { delivery: "2027-03-08" })).status).toBe(429);
  // Two are above the limit of one: one approval frees no place yet.
  await office.step("tom", one, "hand-over", { text: "Look." });
  await office.step("ann", one, "approve", {});
  expect((await office.step("tom", three, "start", { delivery: "2027-03-08" })).status).toBe(429);
  await office.step("tom", two, "hand-over", { text: "Look." });
  await office.step("ann", two, "approve", {});
  expect((await office.step("tom", three, "start", { delivery: "2027-03-08" })).status).toBe(303);
});
