// What the form of each step of a task does, and who may send it: by the name that its address ends with.
import { acceptTask, changeEstimate } from "../actions/accept-task.ts";
import { approveTask, askChanges, undoApproval } from "../actions/approve-task.ts";
import { editRequest } from "../actions/edit-request.ts";
import { declineTask, withdrawTask } from "../actions/end-request.ts";
import { handOverTask } from "../actions/hand-over-task.ts";
import { mergeTask } from "../actions/merge-task.ts";
import { splitTask } from "../actions/split-task.ts";
import { changeDelivery, startTask } from "../actions/start-task.ts";
import type { Stepped, StepWords } from "../actions/take-step.ts";
import { dayOf } from "../domain/day.ts";
import type { Person } from "../domain/person.ts";
import { Problem, readAbout } from "../domain/problem.ts";
import { readEstimate } from "../domain/working-time.ts";
import type { Rows } from "../store/rows.ts";
import { readSeen } from "./approval-seen.ts";
import type { Form } from "./form.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { submissionKeyOf } from "./submission.ts";
import type { TaskAccess } from "./task-access.ts";

type Staff = Extract<Person, { kind: "staff" }>;
type Contact = Extract<Person, { kind: "contact" }>;

/** What a step is given: who takes it on which task, with which form, at which moment. */
export interface Taking<By> {
  portal: Portal;
  access: TaskAccess;
  by: By;
  form: Form;
  now: Date;
  at: string;
  /** What was typed as words; undefined when nothing was. */
  words: StepWords | undefined;
}

/** Answers the task to go to, when it is another one than before. */
type Take<By> = (rows: Rows, taking: Taking<By>) => Promise<Stepped | { taskId: number }>;

const byStaff: Record<string, Take<Staff>> = {
  accept: (rows, { access, by, words, form, at }) =>
    acceptTask(rows, at, { ...target(access), by, words, estimate: estimateIn(form) }),
  estimate: (rows, { access, by, words, form, at }) =>
    changeEstimate(rows, at, { ...target(access), by, words, estimate: estimateIn(form) }),
  decline: (rows, { access, by, words, at }) => declineTask(rows, at, { ...target(access), by, words }),
  merge: (rows, { access, by, form, at }) =>
    mergeTask(rows, at, {
      ...target(access),
      by,
      intoTaskId: readAbout("into", () => taskNumber(form.text("into"))),
    }),
  split: (rows, { access, by, form, at }) =>
    splitTask(rows, at, {
      messageId: readAbout("message", () => taskNumber(form.text("message"))),
      title: form.text("title"),
      part: form.text("part"),
      by,
      submissionKey: keyOf(access, form, "split", form.text("title"), form.text("part")),
    }),
  start: (rows, { portal, access, by, words, form, now, at }) =>
    startTask(rows, at, {
      ...target(access),
      by,
      words,
      deliveryOn: form.text("delivery"),
      today: today(portal, now),
    }),
  delivery: (rows, { portal, access, by, words, form, now, at }) =>
    changeDelivery(rows, at, {
      ...target(access),
      by,
      words,
      deliveryOn: form.text("delivery"),
      today: today(portal, now),
    }),
  "hand-over": (rows, { portal, access, by, words, now }) =>
    handOverTask(rows, now, { ...target(access), by, words, calendar: portal.installation.calendar }),
};

const byContact: Record<string, Take<Contact>> = {
  approve: (rows, { portal, access, by, words, form, now }) =>
    approveTask(rows, now, {
      ...target(access),
      by,
      words,
      channel: access.isByLink ? "link" : "page",
      onPage: readSeen(form, readingOf(portal, access)),
    }),
  withdraw: (rows, { access, by, words, at }) => withdrawTask(rows, at, { ...target(access), by, words }),
  edit: (rows, { access, by, words, form, at }) =>
    editRequest(rows, at, {
      ...target(access),
      by,
      words,
      title: form.text("title"),
      seenTitle: form.text("seen-title"),
    }),
};

const byBoth: Record<string, Take<Person>> = {
  "ask-changes": (rows, { access, by, words, at }) => askChanges(rows, at, { ...target(access), by, words }),
  "undo-approval": (rows, { portal, access, by, now }) =>
    undoApproval(rows, now, { ...target(access), by, calendar: portal.installation.calendar }),
};

/** Every step, as the last part of its address. */
export const stepNames = [...Object.keys(byStaff), ...Object.keys(byContact), ...Object.keys(byBoth)];

/** The step for this person; undefined when it is not theirs to take. */
export function findTake(
  name: string,
  reader: Person,
): ((rows: Rows, taking: Omit<Taking<Person>, "by">) => ReturnType<Take<Person>>) | undefined {
  const both = byBoth[name];
  if (both !== undefined) return (rows, taking) => both(rows, { ...taking, by: reader });
  if (reader.kind === "staff") {
    const take = byStaff[name];
    return take && ((rows, taking) => take(rows, { ...taking, by: reader }));
  }
  const take = byContact[name];
  return take && ((rows, taking) => take(rows, { ...taking, by: reader }));
}

function target({ task }: TaskAccess): { taskId: number } {
  return { taskId: task.id };
}

/** The key under which what a form of a step says is done once. */
export function keyOf(access: TaskAccess, form: Form, name: string, ...content: string[]): string {
  const { kind, id } = access.reader;
  return submissionKeyOf(form.text("key"), access.task.id, `${kind}:${id}`, name, ...content);
}

function today({ installation }: Portal, now: Date): string {
  return dayOf(now, installation.calendar.timeZone);
}

function estimateIn(form: Form) {
  return readAbout("estimate", () => readEstimate(form.text("estimate")));
}

/** “12” or “#12”. Throws `invalid`. */
function taskNumber(typed: string): number {
  const digits = /^#?([1-9]\d{0,9})$/u.exec(typed.trim())?.[1];
  if (digits === undefined || Number(digits) > 2 ** 31 - 1) {
    throw new Problem("invalid", {
      en: "Name a task by its number, such as #12.",
      de: "Nennen Sie eine Aufgabe mit ihrer Nummer, zum Beispiel #12.",
    });
  }
  return Number(digits);
}
