// Where a task stands as its page shows it: estimate and delivery date with what they were before, what blocks or starts next,
// its history, and the forms of the steps that this reader can take. Reads tasks, events and approvals.
import { estimateOf } from "../domain/task.ts";
import { whatBlocks } from "../actions/start-task.ts";
import { dayInWords, dayOf } from "../domain/day.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { namesInWords } from "../domain/in-words.ts";
import type { Locale } from "../domain/locale.ts";
import { titleFrom } from "../domain/task.ts";
import { tellHistory } from "../domain/task-history.ts";
import { countBacklog, findNextTask, findPlace, listActive } from "../store/backlog.ts";
import { backlogPageSize } from "./backlog.ts";
import { findNewestHandOver, listHistory } from "../store/events.ts";
import { getClient } from "../store/clients.ts";
import { listApprovers } from "../store/people.ts";
import { listMessages } from "../store/messages.ts";
import { findGoesOn } from "../store/task-stages.ts";
import type { TaskRow } from "../store/tasks.ts";
import { seenFields } from "./approval-seen.ts";
import { historySentence } from "./history-words.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import type { TaskAccess } from "./task-access.ts";
import { readStepForms, type RefusedStep } from "./task-step-forms.ts";
import type { ToldPiece } from "./told.ts";
import { momentWords, type MomentWords } from "./words.ts";

/** Estimates and dates that held before and are said beside the one that holds; the history has more of them. */
const formerMax = 5;
/** Events that the history tells, the newest; the audit trail has all. */
const historyMax = 200;

/** The values of the task page about its stage. */
export async function readStage(portal: Portal, access: TaskAccess, refused: RefusedStep | undefined) {
  const { task } = access;
  const reading = readingOf(portal, access);
  const { locale } = reading;
  const rows = portal.store.read;
  const now = portal.clock();
  const events = await listHistory(rows, task.id);
  const history = tellHistory(events);
  const estimate = estimateOf(task);
  const next = await findNextTask(rows, task.clientId);
  const merged = await findGoesOn(rows, task);
  const place = await placeInBacklog(portal, task, reading);
  return {
    estimate: estimate === undefined ? null : estimateInWords(estimate, locale),
    formerEstimates: history.estimates
      .slice(0, -1)
      .slice(-formerMax)
      .map(({ estimate: former, at }) => ({
        words: estimateInWords(former, locale),
        when: momentWords(at, reading),
      })),
    delivery: task.deliveryOn === null ? null : dayInWords(task.deliveryOn, locale),
    isLate:
      task.stage === "Working" &&
      task.deliveryOn !== null &&
      task.deliveryOn < dayOf(now, portal.installation.calendar.timeZone),
    formerDeliveries: history.deliveries
      .slice(0, -1)
      .slice(-formerMax)
      .map(({ day, at }) => ({ words: dayInWords(day, locale), when: momentWords(at, reading) })),
    place: place?.words ?? null,
    blocks: await whatBlocksStart(portal, task, locale),
    mergedInto:
      merged === undefined ? null : { id: merged.id, title: merged.title, path: `/tasks/${merged.id}` },
    nextWords: nextWords(task, next, locale),
    seen: seenFields(next, await findNewestHandOver(rows, task.id)),
    backlogPath: `${access.isStaff ? `/clients/${task.clientId}` : "/backlog"}${place?.query ?? ""}#task-${task.id}`,
    today: dayOf(now, portal.installation.calendar.timeZone),
    clientMessages:
      access.isStaff && task.stage === "Triage"
        ? await clientMessages(portal, task.id, refused?.typed["message"])
        : [],
    approvers: await approversInWords(portal, task, locale),
    hasApprovals: history.approvals.length > 0,
    history: events.slice(-historyMax).flatMap((event): { pieces: ToldPiece[]; when: MomentWords }[] => {
      const pieces = historySentence(event, access.isStaff, reading);
      if (pieces === undefined) return [];
      const masked = pieces.map(({ words, isValue }) => ({ words: portal.maskSecrets(words), isValue }));
      return [{ pieces: masked, when: momentWords(event.at, reading) }];
    }),
    ...(await readStepForms(portal, access, refused)),
  };
}

/** What a part of can be split off: each with its first words, and the one that a refused form named. */
async function clientMessages({ store }: Portal, taskId: number, chosen: string | undefined) {
  const messages = await listMessages(store.read, taskId, { withNotes: false });
  return messages
    .filter(({ authorContactId }) => authorContactId !== null)
    .map(({ id, authorName, kept }) => ({
      id,
      isChosen: String(id) === chosen,
      words: `${authorName}: ${titleFrom(kept.slice(0, 200)).slice(0, 80)}`,
    }));
}

/** “number 2 of 5”, and the page on which it stands there. Null outside of the backlog. */
async function placeInBacklog({ store }: Portal, task: TaskRow, { say }: Reading) {
  const place = await findPlace(store.read, task.clientId, task.id);
  if (place === undefined) return null;
  const count = await countBacklog(store.read, task.clientId);
  const page = Math.ceil(place / backlogPageSize);
  return { words: say("stage-card.place", { place, count }), query: page === 1 ? "" : `?page=${page}` };
}

/** Why an accepted task does not start yet, and whose move it is; null when it could. */
async function whatBlocksStart({ store }: Portal, task: TaskRow, locale: Locale): Promise<string | null> {
  if (task.stage !== "Accepted") return null;
  const client = await getClient(store.read, task.clientId);
  const active = await listActive(store.read, task.clientId);
  return active.length < client.activeTasksMax ? null : whatBlocks(client, active)[locale];
}

function nextWords(
  task: TaskRow,
  next: TaskRow | undefined,
  locale: Locale,
): { title: string; estimate: string } | null {
  const estimate = next && estimateOf(next);
  if (task.stage !== "Pending Approval" || next === undefined || estimate === undefined) return null;
  return { title: next.title, estimate: estimateInWords(estimate, locale) };
}

async function approversInWords({ store }: Portal, task: TaskRow, locale: Locale): Promise<string | null> {
  const names = (await listApprovers(store.read, task.clientId)).map(({ name }) => name);
  return names.length === 0 ? null : namesInWords(names, locale);
}
