// Random lives of tasks: every action of both sides in any order, by page or by email, and the rules that hold after each.
import fc from "fast-check";
import { expect } from "vitest";
import { acceptTask, changeEstimate } from "../../../src/actions/accept-task.ts";
import { approveTask, askChanges, undoApproval } from "../../../src/actions/approve-task.ts";
import { changePlan } from "../../../src/actions/change-plan.ts";
import { editRequest } from "../../../src/actions/edit-request.ts";
import { declineTask, withdrawTask } from "../../../src/actions/end-request.ts";
import { handOverTask } from "../../../src/actions/hand-over-task.ts";
import { mergeTask } from "../../../src/actions/merge-task.ts";
import { openTask } from "../../../src/actions/open-task.ts";
import { orderBacklog } from "../../../src/actions/order-backlog.ts";
import { postMessage } from "../../../src/actions/post-message.ts";
import { splitTask } from "../../../src/actions/split-task.ts";
import { changeDelivery, startTask } from "../../../src/actions/start-task.ts";
import type { StepWords } from "../../../src/actions/take-step.ts";
import { timestamp } from "../../../src/domain/clock.ts";
import { addDays, dayOf } from "../../../src/domain/day.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { tellHistory } from "../../../src/domain/task-history.ts";
import { canTake, type Step } from "../../../src/domain/step.ts";
import type { WorkingCalendar } from "../../../src/domain/working-calendar.ts";
import type { World } from "../../../src/sandbox/seed-world.ts";
import { listApprovals } from "../../../src/store/approvals.ts";
import { listActive, listBacklog } from "../../../src/store/backlog.ts";
import { getClient } from "../../../src/store/clients.ts";
import type { Store } from "../../../src/store/database.ts";
import { listEventsOfTask } from "../../../src/store/events.ts";
import { listMessages } from "../../../src/store/messages.ts";
import type { Rows } from "../../../src/store/rows.ts";
import { findTask, type TaskRow } from "../../../src/store/tasks.ts";

export const deeds = [
  "open",
  "say",
  "note",
  "edit",
  "accept",
  "estimate",
  "decline",
  "withdraw",
  "merge",
  "split",
  "start",
  "delivery",
  "hand-over",
  "approve",
  "ask-changes",
  "undo-approval",
  "order",
  "order-several",
  "plan",
  "wait",
] as const;

export interface Deed {
  deed: (typeof deeds)[number];
  /** Whose, out of the clients and people there are. */
  who: number;
  /** Which task, and which other one. */
  which: number;
  other: number;
  hasWords: boolean;
  hours: number;
}

/** Steps forward are likelier than what ends a task, so that lives get long. */
export const anyDeed: fc.Arbitrary<Deed> = fc.record({
  deed: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Deed["deed"]>(...deeds) },
    {
      weight: 4,
      arbitrary: fc.constantFrom<Deed["deed"]>("open", "accept", "start", "hand-over", "approve", "wait"),
    },
  ),
  who: fc.nat(4),
  which: fc.nat(11),
  other: fc.nat(11),
  hasWords: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  hours: fc.integer({ min: 0, max: 40 }),
});

export interface Scene {
  store: Store;
  world: World;
  calendar: WorkingCalendar;
  now: Date;
  count: number;
}

/** Does one thing. A `Problem` is an answer like another: then nothing has changed. */
export async function doDeed(scene: Scene, deed: Deed): Promise<void> {
  scene.count += 1;
  if (deed.deed === "wait") scene.now = new Date(scene.now.getTime() + deed.hours * 3_600_000);
  const before = await activeCounts(scene);
  try {
    await scene.store.write((rows) => act(rows, scene, deed));
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
  }
  await checkRules(scene, before);
}

const clientOf = ["harbor", "lumen", "atlas"] as const;
const contactsOf = { harbor: ["ann", "lee"], lumen: ["dana", "kenji"], atlas: ["marta"] } as const;

async function act(rows: Rows, scene: Scene, { deed, who, which, other, hasWords }: Deed): Promise<unknown> {
  const { world, calendar, now, count } = scene;
  const at = timestamp(now);
  const today = dayOf(now, calendar.timeZone);
  const tasks = await allTasks(rows);
  const task = chooseTask(tasks, deed, which, other);
  const rest = tasks[other % Math.max(tasks.length, 1)];
  const client = clientFor(world, task, who, which);
  const names = contactsOf[client];
  // Mostly the one who may approve.
  const contact = {
    kind: "contact",
    id: world.people[names[which % 4 === 0 ? names.length - 1 : 0]!].id,
  } as const;
  const staff = { kind: "staff", id: world.people[who % 2 === 0 ? "priya" : "tom"].id } as const;
  const said: StepWords = {
    channel: "portal",
    text: `Words ${count}`,
    postedAt: at,
    submissionKey: `key ${count}`,
  };
  const words = hasWords ? said : undefined;
  if (deed === "plan")
    return changePlan(rows, at, {
      clientId: world.clients[client],
      planId: (which % 3) + 1,
      byStaffId: staff.id,
    });
  if (deed === "open" || task === undefined || rest === undefined) {
    const opening = { clientId: world.clients[client], title: `Task ${count}`, author: contact };
    return openTask(rows, at, { ...opening, channel: "portal", text: `First words ${count}`, postedAt: at });
  }
  const taskId = task.id;
  const minutes = ((other % 5) + 1) * 240;
  const estimate = { minMinutes: minutes, maxMinutes: minutes + (which % 3) * 480 };
  switch (deed) {
    case "say":
      return postMessage(rows, at, { ...said, taskId, author: hasWords ? contact : staff });
    case "note":
      return postMessage(rows, at, { ...said, taskId, author: staff, isNote: true });
    case "edit":
      return editRequest(rows, at, {
        taskId,
        by: contact,
        words,
        title: `Title ${count}`,
        seenTitle: task.title,
      });
    case "accept":
      return acceptTask(rows, at, { taskId, by: staff, words, estimate });
    case "estimate":
      return changeEstimate(rows, at, { taskId, by: staff, words, estimate });
    case "decline":
      return declineTask(rows, at, { taskId, by: staff, words });
    case "withdraw":
      return withdrawTask(rows, at, { taskId, by: contact, words });
    case "merge":
      return mergeTask(rows, at, { taskId, intoTaskId: rest.id, by: staff });
    case "split": {
      const [message] = await listMessages(rows, taskId, { withNotes: false });
      const part = message?.kept ?? "";
      return splitTask(rows, at, {
        messageId: message?.id ?? 0,
        title: `Part ${count}`,
        part,
        by: staff,
        submissionKey: `split ${count}`,
      });
    }
    case "start":
      return startTask(rows, at, {
        taskId,
        by: staff,
        words,
        today,
        deliveryOn: addDays(today, other - 1),
      });
    case "delivery":
      return changeDelivery(rows, at, {
        taskId,
        by: staff,
        words,
        today,
        deliveryOn: addDays(today, other % 9),
      });
    case "hand-over":
      return handOverTask(rows, now, { taskId, by: staff, words, calendar });
    case "approve":
      return approveTask(rows, now, { taskId, by: contact, words, channel: hasWords ? "page" : "link" });
    case "ask-changes":
      return askChanges(rows, at, { taskId, by: contact, words });
    case "undo-approval":
      return undoApproval(rows, now, { taskId, by: hasWords ? contact : staff, calendar });
    case "order":
      return orderBacklog(rows, at, {
        by: contact,
        change: { kind: "before", taskId, beforeId: rest.id === taskId ? null : rest.id },
      });
    case "order-several":
      return orderBacklog(rows, at, { by: contact, change: { kind: "first", taskIds: [taskId, rest.id] } });
    case "wait":
      return undefined;
  }
}

const stepOf: Partial<Record<Deed["deed"], Step>> = {
  edit: "edit",
  accept: "accept",
  estimate: "change_estimate",
  decline: "decline",
  withdraw: "withdraw",
  merge: "merge",
  start: "start",
  delivery: "change_delivery",
  "hand-over": "hand_over",
  approve: "approve",
  "ask-changes": "ask_changes",
  "undo-approval": "undo_approval",
};

/** Mostly one on which it can be done, else lives would hardly get on. */
function chooseTask(
  tasks: readonly TaskRow[],
  deed: Deed["deed"],
  which: number,
  other: number,
): TaskRow | undefined {
  const step = stepOf[deed];
  const fitting = step === undefined || other === 0 ? [] : tasks.filter(({ stage }) => canTake(step, stage));
  const among = fitting.length > 0 ? fitting : tasks;
  return among[which % Math.max(among.length, 1)];
}

/** Mostly the task’s own. */
function clientFor(
  world: World,
  task: TaskRow | undefined,
  who: number,
  which: number,
): (typeof clientOf)[number] {
  const own = clientOf.find((name) => world.clients[name] === task?.clientId);
  return own === undefined || which === 11 ? clientOf[who % 3]! : own;
}

async function allTasks(rows: Rows): Promise<TaskRow[]> {
  const ids = await rows.all<{ id: number }>("select id from tasks order by id");
  return Promise.all(ids.map(async ({ id }) => (await findTask(rows, id))!));
}

export async function activeCounts({
  store,
  world,
}: Pick<Scene, "store" | "world">): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const clientId of Object.values(world.clients)) {
    counts.set(clientId, (await listActive(store.read, clientId)).length);
  }
  return counts;
}

/** Throws an assertion for whichever rule is broken. `before`: how many tasks each client had begun before this deed. */
export async function checkRules(
  { store, world }: Pick<Scene, "store" | "world">,
  before: ReadonlyMap<number, number>,
): Promise<void> {
  const rows = store.read;
  for (const clientId of Object.values(world.clients)) {
    const { activeTasksMax } = await getClient(rows, clientId);
    const active = (await listActive(rows, clientId)).length;
    // A lowered plan leaves running work alone; nothing is ever begun beyond it.
    if (active > activeTasksMax) expect(active).toBeLessThanOrEqual(before.get(clientId)!);
    await checkBacklog(rows, clientId);
  }
  for (const task of await allTasks(rows)) await checkTask(rows, task);
  // A note reaches staff alone, by whatever email.
  expect(
    await rows.all(
      `select o.id from outbound_emails o left join messages m on m.id = o.message_id
       where o.contact_id is not null and (o.is_note = 1 or m.is_note = 1)`,
    ),
  ).toEqual([]);
}

/** Every task that waits stands in the backlog once, and nothing else does. */
async function checkBacklog(rows: Rows, clientId: number): Promise<void> {
  const backlog = (await listBacklog(rows, clientId, 1_000)).map(({ id }) => id);
  const waiting = await rows.all<{ id: number }>(
    "select id from tasks where client_id = ? and stage in ('Triage', 'Accepted')",
    clientId,
  );
  expect(new Set(backlog)).toEqual(new Set(waiting.map(({ id }) => id)));
  expect(backlog).toHaveLength(waiting.length);
}

/** What a task is follows from its events alone, and each stage has what belongs to it. */
async function checkTask(rows: Rows, task: TaskRow): Promise<void> {
  const history = tellHistory(await listEventsOfTask(rows, task.id));
  const { estimateMinMinutes, estimateMaxMinutes, deliveryOn, mergedIntoTaskId, stage, title } = task;
  const estimate = history.estimates.at(-1)?.estimate;
  expect({ id: task.id, ...history }).toMatchObject({ id: task.id, stage, title, mergedIntoTaskId });
  expect(estimate?.minMinutes ?? null).toBe(estimateMinMinutes);
  expect(estimate?.maxMinutes ?? null).toBe(estimateMaxMinutes);
  expect(history.deliveries.at(-1)?.day ?? null).toBe(deliveryOn);
  if (stage === "Accepted") expect(estimate).toBeDefined();
  if (stage === "Working" || stage === "Pending Approval") expect(deliveryOn).not.toBeNull();
  const approvals = await listApprovals(rows, task.id);
  expect(approvals.map(({ id, undoneAt }) => ({ approvalId: id, undoneAt }))).toEqual(
    history.approvals.map(({ approvalId, undoneAt }) => ({ approvalId, undoneAt })),
  );
  // Complete by an approval of the client that stands, and by nothing else.
  expect(approvals.filter(({ undoneAt }) => undoneAt === null)).toHaveLength(stage === "Complete" ? 1 : 0);
}
