// Random lives of tasks and sessions: every action of both sides in any order, by page or by email, and the rules that hold after
// each.
import fc from "fast-check";
import { acceptTask, changeEstimate } from "../../../src/actions/accept-task.ts";
import { approveTask, askChanges, undoApproval } from "../../../src/actions/approve-task.ts";
import { assignTask } from "../../../src/actions/assign-task.ts";
import { followTask } from "../../../src/actions/follow-task.ts";
import { unfollowTask } from "../../../src/actions/unfollow-task.ts";
import { askBacklog } from "../../../src/actions/ask-backlog.ts";
import { changeApprover } from "../../../src/actions/change-approver.ts";
import { changePlan } from "../../../src/actions/change-plan.ts";
import { editRequest } from "../../../src/actions/edit-request.ts";
import { declineTask, withdrawTask } from "../../../src/actions/end-request.ts";
import { handOverTask } from "../../../src/actions/hand-over-task.ts";
import { mergeTask } from "../../../src/actions/merge-task.ts";
import { moveMessage } from "../../../src/actions/move-message.ts";
import { muteTask, unmuteTask } from "../../../src/actions/mute-task.ts";
import { openTask } from "../../../src/actions/open-task.ts";
import { orderBacklog } from "../../../src/actions/order-backlog.ts";
import { postMessage } from "../../../src/actions/post-message.ts";
import { splitTask } from "../../../src/actions/split-task.ts";
import { changeDelivery, startTask } from "../../../src/actions/start-task.ts";
import type { StepWords } from "../../../src/actions/take-step.ts";
import { withdrawMessage } from "../../../src/actions/withdraw-message.ts";
import { timestamp } from "../../../src/domain/clock.ts";
import { addDays, dayOf } from "../../../src/domain/day.ts";
import type { Person } from "../../../src/domain/person.ts";
import { Problem } from "../../../src/domain/problem.ts";
import { canTake, type Step } from "../../../src/domain/step.ts";
import type { WorkingCalendar } from "../../../src/domain/working-calendar.ts";
import type { World } from "../../../src/sandbox/seed-world.ts";
import { listMessages } from "../../../src/store/messages.ts";
import { listApprovers, listContacts } from "../../../src/store/people.ts";
import type { Rows } from "../../../src/store/rows.ts";
import { taskQuery, type TaskRow } from "../../../src/store/tasks.ts";
import { receive } from "../../actions/received.ts";
import { actOnSession, isSessionDeed, sessionDeeds } from "./any-session.ts";
import { checkRules, type Kept } from "./rules-kept.ts";

const clientDeeds = [
  "say",
  "edit",
  "withdraw",
  "approve",
  "ask-changes",
  "undo-approval",
  "order",
  "order-several",
  "ask-backlog",
  "mute",
  "unmute",
] as const;
const staffDeeds = [
  "say-as-staff",
  "note",
  "accept",
  "estimate",
  "decline",
  "merge",
  "split",
  "start",
  "delivery",
  "hand-over",
  "plan",
  "approver",
  "move-message",
  "withdraw-message",
  "assign",
  "follow",
  "unfollow",
] as const;
type ClientDeed = (typeof clientDeeds)[number];
type StaffDeed = (typeof staffDeeds)[number];
const deeds = ["open", ...clientDeeds, ...staffDeeds, ...sessionDeeds, "wait", "pass-month"] as const;

export interface Deed {
  deed: (typeof deeds)[number];
  /** Whose, out of the clients and people there are. */
  who: number;
  /** Which task, and which other one. */
  which: number;
  other: number;
  hasWords: boolean;
  /** By email, where both ways lead. */
  isByEmail: boolean;
  hours: number;
}

const mostly = (value: boolean) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constant(!value) });

/** Likelier than the rest, which ends tasks or needs that these came first. */
const forward = [
  ...(["open", "open", "open", "accept", "accept", "start", "start", "hand-over", "hand-over"] as const),
  ...([
    "approve",
    "approve",
    "ask-changes",
    "undo-approval",
    "undo-approval",
    "order-several",
    "delivery",
  ] as const),
  ...(["book", "book", "move-session", "end-session", "mute", "unmute", "wait"] as const),
];

export const anyDeed: fc.Arbitrary<Deed> = fc.record({
  deed: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom<Deed["deed"]>(...deeds) },
    { weight: 1, arbitrary: fc.constantFrom<Deed["deed"]>(...forward) },
  ),
  who: fc.nat(4),
  which: fc.nat(11),
  other: fc.nat(11),
  hasWords: mostly(true),
  isByEmail: fc.boolean(),
  hours: fc.integer({ min: 0, max: 40 }),
});

/** What was done, and not refused or done before: by deed, and by deed and way where two lead. */
export type Tally = Map<string, number>;

export interface Scene extends Kept {
  world: World;
  calendar: WorkingCalendar;
  now: Date;
  count: number;
  tally: Tally;
}

/** Does one thing. A `Problem` is an answer like another: then nothing has changed, which the next check would show. */
export async function doDeed(scene: Scene, deed: Deed): Promise<void> {
  scene.count += 1;
  const hours = deed.deed === "wait" ? deed.hours : deed.deed === "pass-month" ? 31 * 24 : 0;
  scene.now = new Date(scene.now.getTime() + hours * 3_600_000);
  try {
    const result = await scene.store.write((rows) => act(rows, scene, deed));
    if (hasDone(result)) count(scene.tally, deed);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    return;
  }
  await checkRules(scene);
}

const nothingDone = new Set(["unchanged", "limited", "none", "told", "used", "outdated", "too_late"]);

function hasDone(result: unknown): boolean {
  const { kind = "done" } = (result ?? {}) as { kind?: string };
  return !nothingDone.has(kind);
}

const twoWays = new Set<Deed["deed"]>(["open", "say", "withdraw", "approve", "ask-changes", "undo-approval"]);

/** All that a tally can name. */
export const tallied = deeds.flatMap((deed) =>
  twoWays.has(deed) ? [`${deed} by email`, `${deed} by page`] : [deed],
);

function count(tally: Tally, { deed, isByEmail }: Deed): void {
  const name = twoWays.has(deed) ? `${deed} by ${isByEmail ? "email" : "page"}` : deed;
  tally.set(name, (tally.get(name) ?? 0) + 1);
}

type Contact = Extract<Person, { kind: "contact" }>;

/** Who does what to what, with which words. */
interface Doing {
  rows: Rows;
  scene: Scene;
  deed: Deed;
  at: string;
  clientId: number;
  contact: Contact;
  staff: Extract<Person, { kind: "staff" }>;
  task: TaskRow;
  /** Another one, mostly of the same client. */
  rest: TaskRow;
}

async function act(rows: Rows, scene: Scene, deed: Deed): Promise<unknown> {
  if (isSessionDeed(deed)) return actOnSession(rows, scene, deed);
  if (deed.deed === "wait" || deed.deed === "pass-month") return undefined;
  const { world, now } = scene;
  const { who, which, other } = deed;
  const at = timestamp(now);
  const tasks = await rows.all<TaskRow>(`${taskQuery} order by t.id`);
  const task = chooseTask(tasks, deed);
  const clientIds = Object.values(world.clients);
  // Mostly the task’s own.
  const clientId = task === undefined || which === 11 ? clientIds[who % clientIds.length]! : task.clientId;
  const isOrder = deed.deed === "order" || deed.deed === "order-several";
  const own = tasks.filter((row) => {
    return other === 11 || (row.clientId === clientId && (!isOrder || canTake("withdraw", row.stage)));
  });
  const rest = own[other % Math.max(own.length, 1)] ?? task;
  const contact = await chooseContact(rows, clientId, deed);
  const staff = world.people[who % 2 === 0 ? "priya" : "tom"] as Doing["staff"];
  if (deed.deed === "open" || task === undefined || rest === undefined) {
    const words = await wordsOf(rows, scene, deed, contact);
    return openTask(rows, at, { ...words, clientId, title: `Task ${scene.count}`, author: contact });
  }
  const doing: Doing = { rows, scene, deed, at, clientId, contact, staff, task, rest };
  // What is done with sessions, and waiting, is done by now.
  const name = deed.deed as ClientDeed | StaffDeed;
  return isClientDeed(name) ? actAsClient(doing, name) : actAsStaff(doing, name);
}

function isClientDeed(name: ClientDeed | StaffDeed): name is ClientDeed {
  return (clientDeeds as readonly string[]).includes(name);
}

async function actAsClient(doing: Doing, name: ClientDeed): Promise<unknown> {
  const { rows, scene, deed, at, contact: by, staff, task, rest } = doing;
  const { now, calendar } = scene;
  const { isByEmail, hasWords } = deed;
  const taskId = task.id;
  // Nobody can press a button in an email.
  const said = () => wordsOf(rows, scene, deed, by);
  const words = isByEmail || hasWords ? said : () => undefined;
  switch (name) {
    case "say":
      return postMessage(rows, at, { ...(await said()), taskId, author: by });
    case "edit": {
      const title = `Title ${scene.count}`;
      const form = wordsOfForm(scene);
      return editRequest(rows, at, { taskId, by, words: form, title, seenTitle: task.title });
    }
    case "withdraw":
      return withdrawTask(rows, at, { taskId, by, words: await words() });
    case "ask-changes":
      // Staff do it for them on the page, where no program understood their words.
      return !isByEmail && deed.who % 3 === 0
        ? askChanges(rows, at, { taskId, by: staff, words: wordsOfForm(scene) })
        : askChanges(rows, at, { taskId, by, words: await words() });
    case "approve": {
      const wordsNow = await words();
      const emailId = wordsNow?.inboundEmailId;
      const byEmail = emailId && {
        inboundEmailId: emailId,
        rawSha256: "0".repeat(64),
        verdict: "signed",
        answeredEmailId: null,
      };
      const channel = isByEmail ? "email" : hasWords ? "page" : "link";
      return approveTask(rows, now, { taskId, by, words: wordsNow, channel, byEmail: byEmail || undefined });
    }
    case "undo-approval": {
      const undone = await undoApproval(rows, now, { taskId, by, calendar });
      if (isByEmail && undone.kind === "done") {
        await postMessage(rows, at, { ...(await said()), taskId, author: by, isToldWithStep: true });
      }
      return undone;
    }
    case "order": {
      const beforeId = rest.id === taskId ? null : rest.id;
      return orderBacklog(rows, at, { by, change: { kind: "before", taskId, beforeId } });
    }
    case "order-several": {
      // As the answer to a backlog mail does.
      const taskIds = [...new Set([rest.id, taskId])];
      const { kind, gone } = await orderBacklog(rows, at, { by, change: { kind: "first", taskIds } });
      const cause = gone.length > 0 ? "gone" : kind === "done" ? "ordered" : "unchanged";
      await askBacklog(rows, now, { contactId: by.id, cause, goneTaskIds: gone.map(({ id }) => id) });
      return { kind };
    }
    case "ask-backlog":
      return askBacklog(rows, now, { contactId: by.id, cause: "asked" });
    case "mute":
      return muteTask(rows, at, { taskId, by, isByLink: isByEmail });
    case "unmute":
      return unmuteAny(doing);
  }
}

/** Where somebody wants no more emails, they want them again. */
async function unmuteAny({ rows, deed, at, contact, task }: Doing): Promise<unknown> {
  const muted = await rows.first<{ taskId: number; contactId: number }>(
    `select task_id as "taskId", contact_id as "contactId" from participants
     where muted_at is not null and contact_id is not null order by id`,
  );
  const { taskId, contactId } = muted ?? { taskId: task.id, contactId: contact.id };
  return unmuteTask(rows, at, { taskId, by: { kind: "contact", id: contactId }, isByLink: deed.isByEmail });
}

async function actAsStaff(doing: Doing, name: StaffDeed): Promise<unknown> {
  const { rows, scene, deed, at, clientId, staff: by, task, rest } = doing;
  const { calendar, now } = scene;
  const { which, other, hasWords } = deed;
  const taskId = task.id;
  const said = wordsOfForm(scene);
  const words = hasWords ? said : undefined;
  const today = dayOf(now, calendar.timeZone);
  const minutes = ((other % 5) + 1) * 240;
  const estimate = { minMinutes: minutes, maxMinutes: minutes + (which % 3) * 480 };
  switch (name) {
    case "say-as-staff":
      return postMessage(rows, at, { ...said, taskId, author: by });
    case "note":
      return postMessage(rows, at, { ...said, taskId, author: by, isNote: true });
    case "accept":
      return acceptTask(rows, at, { taskId, by, words, estimate });
    case "estimate":
      return changeEstimate(rows, at, { taskId, by, words, estimate });
    case "decline":
      return declineTask(rows, at, { taskId, by, words });
    case "merge":
      return mergeTask(rows, at, { taskId, intoTaskId: rest.id, by });
    case "split": {
      const words0 = (await listMessages(rows, taskId, { withNotes: false })).find(
        ({ authorContactId }) => authorContactId !== null,
      );
      return splitTask(rows, at, {
        messageId: words0?.id ?? 0,
        title: `Part ${scene.count}`,
        part: words0?.kept ?? "",
        by,
        submissionKey: `split ${scene.count}`,
      });
    }
    case "start":
      return startTask(rows, at, { taskId, by, words, today, deliveryOn: addDays(today, other - 1) });
    case "delivery":
      return changeDelivery(rows, at, { taskId, by, words, today, deliveryOn: addDays(today, other % 9) });
    case "hand-over":
      return handOverTask(rows, now, { taskId, by, words, calendar });
    case "plan":
      return changePlan(rows, at, { clientId, planId: (which % 3) + 1, byStaffId: by.id });
    case "approver":
      return changeAnyApprover(doing);
    case "move-message":
      return moveAnyMessage(doing);
    case "withdraw-message": {
      const emails = await emailsOf(rows, undefined);
      const emailId = emails[which % Math.max(emails.length, 1)]?.emailId ?? 0;
      return withdrawMessage(rows, at, { emailId, byStaffId: by.id });
    }
    case "assign":
      return assignTask(rows, at, { taskId, staffId: hasWords ? by.id : null, byStaffId: by.id });
    case "follow":
      return followAny(doing);
    case "unfollow":
      return unfollowTask(rows, at, { taskId, staffId: by.id });
  }
}

/** Where somebody stopped to follow, they follow again. */
async function followAny({ rows, at, staff, task }: Doing): Promise<unknown> {
  const left = await rows.first<{ taskId: number; staffId: number }>(
    `select task_id as "taskId", staff_id as "staffId" from participants
     where muted_at is not null and staff_id is not null order by id`,
  );
  const { taskId, staffId } = left ?? { taskId: task.id, staffId: staff.id };
  return followTask(rows, at, { taskId, staffId, byStaffId: staffId, cause: "asked" });
}

/** Whoever may not approve may from now on, and the other way round. */
async function changeAnyApprover({ rows, deed, at, clientId, staff: by }: Doing): Promise<unknown> {
  const people = await peopleOf(rows, clientId);
  const contactId = people[deed.other % people.length]!;
  const canApprove = !(await approversOf(rows, clientId)).includes(contactId);
  return changeApprover(rows, at, { contactId, canApprove, by, clientId });
}

/** What came by email, newest first; of one client, or of all. */
function emailsOf(rows: Rows, clientId: number | undefined): Promise<{ emailId: number; taskId: number }[]> {
  return rows.all(
    `select m.inbound_email_id as "emailId", m.task_id as "taskId" from messages m join tasks t on t.id = m.task_id
     where m.inbound_email_id is not null and (t.client_id = ? or ? = 0) order by m.id desc`,
    clientId ?? 0,
    clientId ?? 0,
  );
}

async function moveAnyMessage({ rows, scene, deed, at, staff, rest }: Doing): Promise<unknown> {
  const { which, hasWords } = deed;
  const emails = await emailsOf(rows, rest.clientId);
  const email = emails[which % Math.max(emails.length, 1)];
  return moveMessage(rows, at, {
    emailId: email?.emailId ?? 0,
    fromTaskId: email?.taskId ?? 0,
    to: hasWords ? { kind: "task", taskId: rest.id } : { kind: "new", title: `Moved ${scene.count}` },
    byStaffId: staff.id,
  });
}

function wordsOfForm({ now, count: number }: Scene): StepWords {
  const at = timestamp(now);
  return { channel: "portal", text: `Words ${number}`, postedAt: at, submissionKey: `key ${number}` };
}

/** By page, or in an email that came in for it. */
async function wordsOf(rows: Rows, scene: Scene, { isByEmail }: Deed, author: Person): Promise<StepWords> {
  const form = wordsOfForm(scene);
  if (!isByEmail) return form;
  const inboundEmailId = await receive(rows, { status: "handled", author });
  const internetMessageId = `<${inboundEmailId}@mail.example>`;
  return { channel: "email", text: form.text, postedAt: form.postedAt, inboundEmailId, internetMessageId };
}

const stepOf: Partial<Record<Deed["deed"], Step>> = {
  edit: "edit",
  accept: "accept",
  estimate: "change_estimate",
  decline: "decline",
  withdraw: "withdraw",
  merge: "merge",
  split: "merge",
  order: "withdraw",
  "order-several": "withdraw",
  start: "start",
  delivery: "change_delivery",
  "hand-over": "hand_over",
  approve: "approve",
  "ask-changes": "ask_changes",
  "undo-approval": "undo_approval",
};

/** Mostly one on which it can be done, else lives would hardly get on; and of these mostly the newest that can be undone. */
function chooseTask(tasks: readonly TaskRow[], { deed, which, other }: Deed): TaskRow | undefined {
  const step = stepOf[deed];
  const fitting = step === undefined || other === 0 ? [] : tasks.filter(({ stage }) => canTake(step, stage));
  if (deed === "undo-approval" && which % 4 > 0) {
    return fitting.toSorted((one, next) => next.stageAt.localeCompare(one.stageAt))[0] ?? tasks[0];
  }
  const among = fitting.length > 0 ? fitting : tasks;
  return among[which % Math.max(among.length, 1)];
}

/** Mostly one who may approve. */
async function chooseContact(rows: Rows, clientId: number, { which }: Deed): Promise<Contact> {
  const ids = which % 4 === 0 ? await peopleOf(rows, clientId) : await approversOf(rows, clientId);
  return { kind: "contact", id: ids[which % ids.length]! };
}

async function peopleOf(rows: Rows, clientId: number): Promise<number[]> {
  return (await listContacts(rows, clientId)).flatMap(({ contactId }) => contactId ?? []);
}

async function approversOf(rows: Rows, clientId: number): Promise<number[]> {
  return (await listApprovers(rows, clientId)).flatMap(({ contactId }) => contactId ?? []);
}
