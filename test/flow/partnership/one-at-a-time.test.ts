// Rule 6: Working plus Pending Approval never exceed the plan’s limit, whoever starts tasks from wherever at the same moment.
import { describe, expect, it, onTestFinished } from "vitest";
import type { ContactKey } from "../../../fixtures/world.ts";
import { acceptTask } from "../../../src/actions/accept-task.ts";
import { approveTask } from "../../../src/actions/approve-task.ts";
import { handOverTask } from "../../../src/actions/hand-over-task.ts";
import { openTask } from "../../../src/actions/open-task.ts";
import { startTask } from "../../../src/actions/start-task.ts";
import { seedWorld } from "../../../src/sandbox/seed-world.ts";
import { listActive } from "../../../src/store/backlog.ts";
import { listPlans } from "../../../src/store/clients.ts";
import { inProcessesAtOnce } from "../../store/in-process.ts";
import { calendar } from "../../support/calendar.ts";
import { openTestDatabase } from "../../support/store.ts";
import { openOffice, taskAt } from "./office.ts";

const at = "2026-03-02T09:00:00.000Z";
/** Each with who may approve there, and how many places its plan has. */
const companies = [
  ["harbor", "ann", 1],
  ["lumen", "dana", 2],
  ["atlas", "marta", 3],
] as const;

describe("Rule 6: many processes at once", () => {
  it("that start tasks and take approvals back leave each client the places of its plan, and no more", async () => {
    const scene = await openScene();
    const deeds: string[] = [];
    for (const [client, contact] of companies) {
      for (let count = 0; count < 3; count++) {
        const approved = await scene.approved(client, contact);
        deeds.push(`start ${await scene.accepted(client, contact)}`, `undo ${approved}`);
      }
      deeds.push(`start ${await scene.accepted(client, contact)}`);
    }
    const outcomes = await atOnce(scene, deeds);
    expect(outcomes.filter((outcome) => outcome.startsWith("done"))).toHaveLength(1 + 2 + 3);
    for (const [client, , limit] of companies) {
      expect(await listActive(scene.store.read, scene.clients[client])).toHaveLength(limit);
    }
  }, 60_000);

  it("that start tasks while the plan is lowered count by the plan before or the one after", async () => {
    const scene = await openScene();
    const deeds: string[] = [];
    for (let count = 0; count < 8; count++) deeds.push(`start ${await scene.accepted("atlas", "marta")}`);
    const outcomes = await atOnce(scene, [...deeds, `plan ${scene.clients.atlas} 1`]);
    expect(outcomes.filter((outcome) => outcome.startsWith("done plan"))).toHaveLength(1);
    expect(await listActive(scene.store.read, scene.clients.atlas)).not.toHaveLength(0);
  }, 60_000);
});

/** The named world, in which tasks come about without pages and emails. */
async function openScene() {
  const { store, url } = await openTestDatabase();
  const { clients, people } = await seedWorld(store, at);
  const by = { kind: "staff", id: people.priya.id } as const;
  const now = new Date(at);
  const accepted = (client: keyof typeof clients, contact: ContactKey) =>
    store.write(async (rows) => {
      const opening = { clientId: clients[client], title: "Task", author: people[contact] };
      const words = { channel: "portal", text: "Please", postedAt: at } as const;
      const { taskId } = await openTask(rows, at, { ...opening, ...words });
      await acceptTask(rows, at, { taskId, by, estimate: { minMinutes: 480, maxMinutes: 480 } });
      return taskId;
    });
  const approved = async (client: keyof typeof clients, contact: ContactKey) => {
    const taskId = await accepted(client, contact);
    const approver = { kind: "contact", id: people[contact].id } as const;
    const words = { channel: "portal", text: "Look.", postedAt: at } as const;
    await store.write(async (rows) => {
      await startTask(rows, at, { taskId, by, deliveryOn: "2026-03-05", today: "2026-03-02" });
      await handOverTask(rows, now, { taskId, by, words, calendar });
      await approveTask(rows, now, { taskId, by: approver, channel: "page" });
    });
    return taskId;
  };
  return { store, url, clients, accepted, approved };
}

/** Five processes do all of this from the same moment on, each in its own order; answers every outcome. */
async function atOnce(
  scene: Awaited<ReturnType<typeof openScene>>,
  deeds: readonly string[],
): Promise<string[]> {
  const newest = await scene.store.read.first<{ id: number }>("select max(id) as id from events");
  const lists = [1, 2, 3, 4, 5].map((seed) => [scene.url, String(seed), ...deeds]);
  const runs = await inProcessesAtOnce("start-tasks.ts", lists);
  const outcomes = runs.flatMap((run) => run.split("\n"));
  expect(outcomes).toHaveLength(5 * deeds.length);
  expect(outcomes.filter((outcome) => !/^(?:done|unchanged|limit_reached|gone) /u.test(outcome))).toEqual([]);
  await checkPlaces(scene, newest!.id);
  return outcomes;
}

/** Told from the events: no place was taken that the plan of that moment did not have. Nothing was worked on before. */
async function checkPlaces(
  { store, clients }: Awaited<ReturnType<typeof openScene>>,
  sinceId: number,
): Promise<void> {
  const plans = await listPlans(store.read);
  const limits = new Map<number, number>(companies.map(([client, , limit]) => [clients[client], limit]));
  const active = new Map<number, number>();
  const events = await store.read.all<{ type: string; payload: string; clientId: number | null }>(
    `select e.type, e.payload, t.client_id as "clientId" from events e left join tasks t on t.id = e.task_id
     where e.id > ? order by e.id`,
    sinceId,
  );
  for (const { type, payload, clientId } of events) {
    if (type === "client.plan_changed") {
      const changed = JSON.parse(payload) as { clientId: number; planId: number };
      limits.set(changed.clientId, plans.find(({ id }) => id === changed.planId)!.activeTasksMax);
    } else {
      expect(["task.started", "task.approval_undone"]).toContain(type);
      const count = (active.get(clientId!) ?? 0) + 1;
      expect(count).toBeLessThanOrEqual(limits.get(clientId!)!);
      active.set(clientId!, count);
    }
  }
}

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
  for (const [path, name] of [
    [`/clients/${office.world.clients.harbor}`, "start-next"],
    ["/", "free"],
  ] as const) {
    const section = sectionOf(await office.pageOf("priya", path), name);
    expect(section).toMatch(/Start next/u);
    expect(titlesIn(section)).toEqual(["Second"]);
  }
  expect((await office.step("priya", third, "start", { delivery: "2027-03-08" })).status).toBe(303);
});

/** The section of this class, or which the script knows by this name. */
function sectionOf(page: string, name: string): string {
  return new RegExp(`<section [^>]*["\\s]${name}"[\\s\\S]*?</section>`, "u").exec(page)![0];
}

function titlesIn(html: string): string[] {
  return [...html.matchAll(/<bdi>([^<]*)<\/bdi>/gu)].map((match) => match[1]!);
}

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
