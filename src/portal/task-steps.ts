// The forms by which a task goes from stage to stage, each posted to an address of its own: reads the form, takes the step,
// and goes back to the task; what cannot be taken is said beside the form, with what was typed.
import type { Request, Response } from "express";
import { acceptTask, changeEstimate } from "../actions/accept-task.ts";
import { approveTask, askChanges, undoApproval } from "../actions/approve-task.ts";
import { editRequest } from "../actions/edit-request.ts";
import { declineTask, withdrawTask } from "../actions/end-request.ts";
import { handOverTask } from "../actions/hand-over-task.ts";
import { mergeTask } from "../actions/merge-task.ts";
import { splitTask } from "../actions/split-task.ts";
import { changeDelivery, startTask } from "../actions/start-task.ts";
import type { Stepped, StepWords } from "../actions/take-step.ts";
import { timestamp } from "../domain/clock.ts";
import { dayOf } from "../domain/day.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { readEstimate } from "../domain/working-time.ts";
import { forgetDraft } from "../store/drafts.ts";
import type { Rows } from "../store/rows.ts";
import { readSeen } from "./approval-seen.ts";
import { formOf, type Form } from "./form.ts";
import type { Portal } from "./portal.ts";
import { refuseMissing, statusOf } from "./problem.ts";
import { submissionKeyOf } from "./submission.ts";
import { findTaskAccess, type TaskAccess } from "./task-access.ts";
import { showTaskPage } from "./task.ts";
import { requireId } from "./page-missing.ts";

type Staff = Extract<Person, { kind: "staff" }>;
type Contact = Extract<Person, { kind: "contact" }>;

/** What a step is given: who takes it on which task, with which form, at which moment. */
interface Taking<By> {
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
    acceptTask(rows, at, { ...target(access), by, words, estimate: readEstimate(form.text("estimate")) }),
  estimate: (rows, { access, by, words, form, at }) =>
    changeEstimate(rows, at, { ...target(access), by, words, estimate: readEstimate(form.text("estimate")) }),
  decline: (rows, { access, by, words, at }) => declineTask(rows, at, { ...target(access), by, words }),
  merge: (rows, { access, by, form, at }) =>
    mergeTask(rows, at, { ...target(access), by, intoTaskId: taskNumber(form.text("into")) }),
  split: (rows, { access, by, form, at }) =>
    splitTask(rows, at, {
      messageId: taskNumber(form.text("message")),
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
  approve: (rows, { access, by, words, form, now }) =>
    approveTask(rows, now, {
      ...target(access),
      by,
      words,
      channel: access.isByLink ? "link" : "page",
      onPage: readSeen(form),
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

/** POST /tasks/:taskId/<name>. To whoever may not take the step the address does not exist; their words go back to them. */
export function takeStepForm(name: string) {
  return async (portal: Portal, request: Request, response: Response): Promise<void> => {
    const access = await findTaskAccess(portal, request, requireId(request.params["taskId"]));
    const take = access === undefined ? undefined : findTake(name, access.reader);
    const form = formOf(request);
    if (access === undefined || take === undefined) {
      await refuseMissing(portal, request, response);
      return;
    }
    try {
      if (form.refusal !== undefined) throw new Problem("too_large", form.refusal);
      const now = portal.clock();
      const taking = {
        portal,
        access,
        form,
        now,
        at: timestamp(now),
        words: wordsOf(access, form, name, timestamp(now)),
      };
      const { taskId } = await portal.store.write(async (rows) => {
        await forgetDraft(rows, access.reader, { kind: "task", taskId: access.task.id, form: name });
        return take(rows, taking);
      });
      portal.nudge();
      response.redirect(303, `/tasks/${taskId}`);
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      const typed = Object.fromEntries(form.entries().filter(([field]) => field !== "form-token"));
      const { message } = fault;
      const refused = { name, typed, hadFiles: form.hadFiles, message, status: statusOf(fault) };
      // What the page says of the task is read anew: it may be why the step could not be taken.
      const anew = await findTaskAccess(portal, request, access.task.id);
      await showTaskPage(portal, request, response, anew ?? access, { step: refused });
    }
  };
}

/** The step for this person; undefined when it is not theirs to take. */
function findTake(
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

function wordsOf(access: TaskAccess, form: Form, name: string, at: string): StepWords | undefined {
  const text = form.text("text").trim();
  if (text === "" && form.uploads.length === 0) return undefined;
  return {
    channel: "portal",
    text,
    isByLink: access.isByLink,
    postedAt: at,
    submissionKey: keyOf(access, form, name, text, ...form.uploads.map(({ sha256 }) => sha256)),
    uploads: form.uploads,
  };
}

function keyOf(access: TaskAccess, form: Form, name: string, ...content: string[]): string {
  const { kind, id } = access.reader;
  return submissionKeyOf(form.text("key"), access.task.id, `${kind}:${id}`, name, ...content);
}

function today({ installation }: Portal, now: Date): string {
  return dayOf(now, installation.calendar.timeZone);
}

/** “12” or “#12”. Throws `invalid`. */
function taskNumber(typed: string): number {
  const digits = /^#?([1-9]\d{0,9})$/u.exec(typed.trim())?.[1];
  if (digits === undefined || Number(digits) > 2 ** 31 - 1) {
    throw new Problem("invalid", "Name a task by its number, such as #12.");
  }
  return Number(digits);
}
