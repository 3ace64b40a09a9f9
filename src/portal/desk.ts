// The staff's desk: all tasks with whose turn it is, and callers of the webhook that were turned away lately.
import type { Request, Response } from "express";
import { timestamp } from "../domain/clock.ts";
import { turnOf } from "../domain/task.ts";
import { listIntakeFaults } from "../store/inbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { listTasks, taskPageSize, type TaskRow } from "../store/tasks.ts";
import { showPage } from "./page.ts";
import { pageNumber } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { toTaskListRow } from "./task-list.ts";
import type { StaffVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

type Filter = "all" | "us" | "client";

const faultDays = 7;
/** Pages of tasks looked through for one filtered page; 10,000 tasks. */
const scanPagesMax = 200;

export async function showDesk(
  portal: Portal,
  request: Request,
  response: Response,
  visitor: StaffVisitor,
): Promise<void> {
  const filter = toFilter(request.query["turn"]);
  const page = pageNumber(request.query["page"]);
  const found = await listFiltered(portal.store.read, filter, page);
  const reader = { isStaff: true, timeZone: visitor.timeZone, now: portal.clock() };
  const path = (to: number) => `/?${filter === "all" ? "" : `turn=${filter}&`}page=${to}`;
  await showPage(portal, response, visitor, "desk", {
    title: "Tasks",
    place: "tasks",
    tasks: found.slice(0, taskPageSize).map((task) => toTaskListRow(task, reader)),
    filters: [
      { label: "All", path: "/", isCurrent: filter === "all" },
      { label: "Waiting for us", path: "/?turn=us", isCurrent: filter === "us" },
      { label: "Waiting for a client", path: "/?turn=client", isCurrent: filter === "client" },
    ],
    isFiltered: filter !== "all",
    faults: await readFaults(portal, visitor),
    newerPath: page > 1 ? path(page - 1) : null,
    olderPath: found.length > taskPageSize ? path(page + 1) : null,
  });
}

function toFilter(value: unknown): Filter {
  return value === "us" || value === "client" ? value : "all";
}

/** One page of tasks and, when there is a next page, one task more. Whose turn it is is worked out and not stored. */
async function listFiltered(rows: Rows, filter: Filter, page: number): Promise<TaskRow[]> {
  if (filter === "all") return listTasks(rows, page);
  const wanted = page * taskPageSize + 1;
  const matching: TaskRow[] = [];
  for (let scanned = 1; scanned <= scanPagesMax && matching.length < wanted; scanned += 1) {
    const found = await listTasks(rows, scanned);
    matching.push(
      ...found.slice(0, taskPageSize).filter((task) => turnOf(task.stage, task.lastMessageBy) === filter),
    );
    if (found.length <= taskPageSize) break;
  }
  return matching.slice((page - 1) * taskPageSize, wanted);
}

async function readFaults(portal: Portal, visitor: StaffVisitor) {
  const now = portal.clock();
  const since = timestamp(new Date(now.getTime() - faultDays * 86_400_000));
  const faults = await listIntakeFaults(portal.store.read, since);
  return faults.map((fault) => ({
    route: fault.route,
    reason: fault.reason,
    times: fault.count === 1 ? "once" : `${fault.count} times`,
    last: momentWords(fault.lastAt, visitor.timeZone, now),
  }));
}
