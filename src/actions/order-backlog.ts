// The client puts its backlog in order: one task before another one, or several first. Writes their places and one event.
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { listBacklog, lockClientPlan, placeFirst, placeInBacklog } from "../store/backlog.ts";
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
  if (clientId === null) throw new Problem("not_allowed", "Only the client orders its backlog.");
  await lockClientPlan(rows, clientId);
  const before = await listBacklog(rows, clientId, backlogMax);
  const { gone } = await carryOut(rows, clientId, before, input.change);
  const backlog = await listBacklog(rows, clientId, backlogMax);
  if (isSameOrder(before, backlog)) return { kind: "unchanged", backlog, gone };
  const payload = { clientId, taskIds: backlog.map(({ id }) => id) };
  await recordEvent(rows, { type: "backlog.ordered", actor: input.by, at, payload });
  return { kind: "done", backlog, gone };
}

async function carryOut(
  rows: Rows,
  clientId: number,
  backlog: readonly TaskRow[],
  change: BacklogChange,
): Promise<{ gone: TaskRow[] }> {
  const ids = new Set(backlog.map(({ id }) => id));
  if (change.kind !== "first") {
    const { taskId } = change;
    const beforeId = change.kind === "before" ? change.beforeId : standsAt(backlog, change);
    if (taskId === beforeId) throw new Problem("invalid", "A task cannot go before itself.");
    for (const id of [taskId, beforeId]) {
      if (id !== null && !ids.has(id)) throw leftBacklog(await getOwn(rows, clientId, id));
    }
    await placeInBacklog(rows, clientId, taskId, beforeId);
    return { gone: [] };
  }
  const { taskIds } = change;
  if (taskIds.length === 0 || new Set(taskIds).size < taskIds.length) {
    throw new Problem("invalid", "Name each task once, the next one first.");
  }
  const gone: TaskRow[] = [];
  for (const id of taskIds) if (!ids.has(id)) gone.push(await getOwn(rows, clientId, id));
  const staying = taskIds.filter((id) => ids.has(id));
  if (staying.length === 0) throw leftBacklog(gone[0]!);
  await placeFirst(rows, clientId, staying);
  return { gone };
}

/** Which task stands there among the others; null behind all of them. */
function standsAt(
  backlog: readonly TaskRow[],
  { taskId, place }: { taskId: number; place: number },
): number | null {
  return backlog.filter(({ id }) => id !== taskId)[place - 1]?.id ?? null;
}

async function getOwn(rows: Rows, clientId: number, id: number): Promise<TaskRow> {
  const task = await findTask(rows, id);
  if (task?.clientId !== clientId) throw new Problem("not_allowed", "There is no such task of your company.");
  return task;
}

function leftBacklog({ title, stage }: TaskRow): Problem {
  return new Problem(
    "conflict",
    `“${title}” is not in the backlog any more (${stage}). Here is the order as it is now.`,
  );
}

function isSameOrder(one: readonly TaskRow[], other: readonly TaskRow[]): boolean {
  return one.length === other.length && one.every(({ id }, index) => id === other[index]?.id);
}
