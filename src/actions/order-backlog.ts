// The client puts its backlog in order: one task before another one, or several first. Writes their places and one event.
import { backlogStages, standing } from "../domain/step.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import {
  findAtPlace,
  findBehind,
  listBacklog,
  lockClientPlan,
  placeFirst,
  placeInBacklog,
} from "../store/backlog.ts";
import { recordEvent } from "../store/events.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findTask, type TaskRow } from "../store/tasks.ts";

/** Tasks of one order that are read. A client with more orders them by single moves. */
export const backlogMax = 1_000;

/**
 * `before`: one task right before another one, behind all when null. `place`: one task to the place of this number, from 1 on,
 * as the order is by then. `first`: these before all others, in this order.
 */
export type BacklogChange =
  | { kind: "before"; taskId: number; beforeId: number | null }
  | { kind: "place"; taskId: number; place: number }
  | { kind: "first"; taskIds: readonly number[] };

type ResolvedChange = Exclude<BacklogChange, { kind: "place" }>;

export interface Ordered {
  kind: "done" | "unchanged";
  backlog: TaskRow[];
  /** Of `first`: those that have left the backlog meanwhile, which keep their place in work. */
  gone: TaskRow[];
}

/**
 * A change says what goes where, not how everything stood before: so two changes at once are both carried out, one after
 * the other. Throws `conflict` when the one task that it is about has left the backlog, or all have; `not_allowed` for
 * tasks of another client; `invalid` for no tasks or one named twice.
 */
export async function orderBacklog(
  rows: Rows,
  at: string,
  input: { by: Extract<Person, { kind: "contact" }>; change: BacklogChange },
): Promise<Ordered> {
  const { clientId } = await getPerson(rows, input.by);
  if (clientId === null)
    throw new Problem("not_allowed", {
      en: "Only the client orders its backlog.",
      de: "Die Warteliste ordnet nur der Kunde selbst.",
    });
  await lockClientPlan(rows, clientId);
  const before = await listBacklog(rows, clientId, backlogMax);
  const { change: asked } = input;
  const change = asked.kind === "place" ? await resolvePlace(rows, clientId, asked) : asked;
  const isThere = await isInPlace(rows, clientId, change);
  const gone = await carryOut(rows, clientId, change);
  const backlog = await listBacklog(rows, clientId, backlogMax);
  if (isThere ?? isSameOrder(before, backlog)) return { kind: "unchanged", backlog, gone };
  const payload = { clientId, taskIds: backlog.map(({ id }) => id) };
  await recordEvent(rows, { type: "backlog.ordered", actor: input.by, at, payload });
  return { kind: "done", backlog, gone };
}

/** Whether a single task stands already where it is to go, which may be behind what is read; undefined for several. */
async function isInPlace(rows: Rows, clientId: number, change: ResolvedChange): Promise<boolean | undefined> {
  if (change.kind === "first") return undefined;
  return (await findBehind(rows, clientId, change.taskId)) === change.beforeId;
}

/** Answers those that have left the backlog. Each task is looked at by itself: a list of all may end before it. */
async function carryOut(rows: Rows, clientId: number, change: ResolvedChange): Promise<TaskRow[]> {
  if (change.kind === "before") {
    const { taskId, beforeId } = change;
    if (taskId === beforeId)
      throw new Problem("invalid", {
        en: "A task cannot go before itself.",
        de: "Eine Aufgabe kann nicht vor sich selbst stehen.",
      });
    for (const id of beforeId === null ? [taskId] : [taskId, beforeId]) {
      const task = await getOwn(rows, clientId, id);
      if (!isInBacklog(task)) throw leftBacklog(task);
    }
    await placeInBacklog(rows, clientId, taskId, beforeId);
    return [];
  }
  const { taskIds } = change;
  if (taskIds.length === 0 || new Set(taskIds).size < taskIds.length) {
    throw new Problem("invalid", {
      en: "Name each task once, the next one first.",
      de: "Nennen Sie jede Aufgabe einmal, die nächste zuerst.",
    });
  }
  const named: TaskRow[] = [];
  for (const id of taskIds) named.push(await getOwn(rows, clientId, id));
  const gone = named.filter((task) => !isInBacklog(task));
  if (gone.length === named.length) throw leftBacklog(gone[0]!);
  await placeFirst(
    rows,
    clientId,
    named.filter(isInBacklog).map(({ id }) => id),
  );
  return gone;
}

function isInBacklog({ stage }: TaskRow): boolean {
  return backlogStages.some((waiting) => waiting === stage);
}

/** Before which task that is among the others, or behind all of them. */
async function resolvePlace(
  rows: Rows,
  clientId: number,
  { taskId, place }: { taskId: number; place: number },
): Promise<ResolvedChange> {
  return { kind: "before", taskId, beforeId: await findAtPlace(rows, clientId, taskId, place) };
}

async function getOwn(rows: Rows, clientId: number, id: number): Promise<TaskRow> {
  const task = await findTask(rows, id);
  if (task?.clientId !== clientId)
    throw new Problem("not_allowed", {
      en: "There is no such task of your company.",
      de: "Eine solche Aufgabe Ihres Unternehmens gibt es nicht.",
    });
  return task;
}

function leftBacklog({ title, stage }: TaskRow): Problem {
  return new Problem("conflict", {
    en: `“${title}” is not in the backlog any more (${stage}). Here is the order as it is now.`,
    de: `„${title}“ steht nicht mehr in der Warteliste: ${standing[stage].de}. So sieht die Reihenfolge jetzt aus.`,
  });
}

function isSameOrder(one: readonly TaskRow[], other: readonly TaskRow[]): boolean {
  return one.length === other.length && one.every(({ id }, index) => id === other[index]?.id);
}
