// The forms of the steps that a reader of a task page can take now, with what they hold at first or what was typed. Reads
// tasks, approvals and messages.
import { estimateOf } from "../domain/task.ts";
import { whyTooLate } from "../actions/approve-task.ts";
import { dayOf } from "../domain/day.ts";
import { estimateAsTyped } from "../domain/estimate-words.ts";
import type { Problem } from "../domain/problem.ts";
import type { Locale } from "../domain/locale.ts";
import type { Stage } from "../domain/task.ts";
import { proposeDelivery } from "../domain/working-calendar.ts";
import { listApprovals } from "../store/approvals.ts";
import { hasMessageOfClient } from "../store/messages.ts";
import { listApprovers } from "../store/people.ts";
import type { TaskRow } from "../store/tasks.ts";
import { placeProblem, type FieldProblems } from "./field-problems.ts";
import { readTaskDrafts, type DraftView } from "./drafts.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { newSubmissionKey } from "./submission.ts";
import type { TaskAccess } from "./task-access.ts";
import { wordsToKeep, type TypedWords } from "./typed-words.ts";

/** What the form of a step held when it could not be taken: each of its fields, and whether files came with it. */
export interface RefusedStep {
  name: string;
  typed: Record<string, string>;
  hadFiles: boolean;
  problem: Problem;
}

/** A form of a step. `key` marks the form, so that sending it twice does its work once. */
export interface StepForm {
  name: string;
  key: string;
  typed: Record<string, string>;
  draft: DraftView;
  /** What is folded away is shown when it holds something. */
  isOpen: boolean;
  /** What is about the whole; what is about a field stands beside it. */
  problem: string | null;
  faults: FieldProblems<string>;
  mustChooseFilesAgain: boolean;
}

type FormName =
  | "accept"
  | "decline"
  | "merge"
  | "split"
  | "start"
  | "estimate"
  | "delivery"
  | "hand-over"
  | "approve"
  | "ask-changes"
  | "withdraw"
  | "edit"
  | "undo-approval";

const offered: Record<Stage, { staff: readonly FormName[]; contact: readonly FormName[] }> = {
  Triage: { staff: ["accept", "decline", "merge", "split"], contact: ["edit", "withdraw"] },
  Accepted: { staff: ["start", "estimate"], contact: ["withdraw"] },
  Working: { staff: ["hand-over", "delivery"], contact: [] },
  "Pending Approval": { staff: ["ask-changes"], contact: ["approve", "ask-changes"] },
  Complete: { staff: ["undo-approval"], contact: ["undo-approval"] },
  Declined: { staff: [], contact: [] },
  Withdrawn: { staff: [], contact: [] },
};

/** Every form by name, null for those that this reader cannot use; and words of a refused form that is not shown any more. */
export interface StepForms {
  forms: Record<FormName, StepForm | null>;
  lost: { message: string; words: TypedWords[]; hadFiles: boolean } | null;
}

export async function readStepForms(
  portal: Portal,
  access: TaskAccess,
  refused: RefusedStep | undefined,
): Promise<StepForms> {
  const forms: StepForms["forms"] = {
    accept: null,
    decline: null,
    merge: null,
    split: null,
    start: null,
    estimate: null,
    delivery: null,
    "hand-over": null,
    approve: null,
    "ask-changes": null,
    withdraw: null,
    edit: null,
    "undo-approval": null,
  };
  const draftOf = await readTaskDrafts(portal, access);
  for (const name of offered[access.task.stage][access.isStaff ? "staff" : "contact"]) {
    const isOpen = conditions[name];
    if (isOpen !== undefined && !(await isOpen(portal, access))) continue;
    const own = refused?.name === name ? refused : undefined;
    const first = firstValues[name]?.(portal, access) ?? {};
    const draft = draftOf(name);
    forms[name] = {
      name,
      key: own?.typed["key"] ?? newSubmissionKey(),
      typed: { text: "", ...first, ...draft.fields, ...own?.typed, ...seenNow(first) },
      draft,
      isOpen: own !== undefined || draft.saved !== null,
      ...placeProblem([...Object.keys(first), "text"], own?.problem, access.locale),
      mustChooseFilesAgain: own?.hadFiles === true,
    };
  }
  const isLost = refused !== undefined && forms[refused.name as FormName] === null;
  return {
    forms,
    lost: isLost ? lostOf(refused, readingOf(portal, access)) : null,
  };
}

function lostOf({ problem, typed, hadFiles }: RefusedStep, { say, locale }: Reading): StepForms["lost"] {
  return { message: problem.in(locale), words: wordsToKeep(Object.entries(typed), say), hadFiles };
}

/** What a form says its reader saw is what this page shows them, so that a stale form can be sent once more. */
function seenNow(first: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(first).filter(([field]) => field.startsWith("seen-")));
}

/** What a form needs beyond what the stage says. */
const conditions: Partial<Record<FormName, (portal: Portal, access: TaskAccess) => Promise<boolean>>> = {
  approve: mayApprove,
  "undo-approval": async (portal, access) =>
    (access.isStaff || (await mayApprove(portal, access))) && (await canUndo(portal, access.task)),
  split: (portal, { task }) => hasMessageOfClient(portal.store.read, task.id),
};

/** What a form holds at first, beside its words. */
const firstValues: Partial<Record<FormName, (portal: Portal, access: TaskAccess) => Record<string, string>>> =
  {
    accept: () => ({ estimate: "" }),
    estimate: (_, { task, locale }) => ({ estimate: estimateTyped(task, locale) }),
    merge: () => ({ into: "" }),
    split: () => ({ title: "", part: "", message: "" }),
    start: (portal, { task }) => ({ delivery: proposal(portal, task) }),
    delivery: ({ installation, clock }, { task }) => ({
      delivery: task.deliveryOn ?? dayOf(clock(), installation.calendar.timeZone),
    }),
    edit: (_, { task }) => ({ title: task.title, "seen-title": task.title }),
  };

function estimateTyped(task: TaskRow, locale: Locale): string {
  const estimate = estimateOf(task);
  return estimate === undefined ? "" : estimateAsTyped(estimate, locale);
}

function proposal({ installation, clock }: Portal, task: TaskRow): string {
  const estimate = estimateOf(task);
  return estimate === undefined ? "" : proposeDelivery(installation.calendar, clock(), estimate);
}

async function mayApprove({ store }: Portal, { task, reader }: TaskAccess): Promise<boolean> {
  if (reader.kind !== "contact") return false;
  return (await listApprovers(store.read, task.clientId)).some(({ contactId }) => contactId === reader.id);
}

async function canUndo({ store, clock }: Portal, task: TaskRow): Promise<boolean> {
  const approval = (await listApprovals(store.read, task.id)).findLast(({ undoneAt }) => undoneAt === null);
  return approval !== undefined && (await whyTooLate(store.read, clock(), task, approval)) === undefined;
}
