// The staff's desk: all tasks with whose turn it is, addresses that are paused, and callers of the webhooks that were turned
// away lately.
import type { Request, Response } from "express";
import { timestamp } from "../domain/clock.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { estimateOf } from "../domain/task.ts";
import { listStartable } from "../store/backlog.ts";
import { listIntakeFaults } from "../store/intake-faults.ts";
import { countPausedAddresses } from "../store/paused-addresses.ts";
import { listTasks, taskPageSize } from "../store/tasks.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import { pageNumber } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { toTaskListRow } from "./task-list.ts";
import type { StaffVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

type Filter = "all" | "us" | "client";

const faultDays = 7;

export async function showDesk(
  portal: Portal,
  request: Request,
  response: Response,
  visitor: StaffVisitor,
): Promise<void> {
  const filter = toFilter(request.query["turn"]);
  const page = pageNumber(request.query["page"]);
  const turn = filter === "all" ? undefined : filter;
  const live = await livePath(portal);
  const found = await listTasks(portal.store.read, page, undefined, turn);
  const reader = { ...readingOf(portal, visitor), isStaff: true };
  const path = (to: number) => `/?${filter === "all" ? "" : `turn=${filter}&`}page=${to}`;
  await showPage(portal, response, visitor, "desk", {
    live,
    title: "Tasks",
    place: "tasks",
    tasks: found.slice(0, taskPageSize).map((task) => toTaskListRow(task, reader)),
    filters: [
      { label: "All", path: "/", isCurrent: filter === "all" },
      { label: "Waiting for us", path: "/?turn=us", isCurrent: filter === "us" },
      { label: "Waiting for a client", path: "/?turn=client", isCurrent: filter === "client" },
    ],
    startable: await readStartable(portal),
    isFiltered: filter !== "all",
    faults: await readFaults(portal, visitor),
    paused: pausedInWords(await countPausedAddresses(portal.store.read)),
    newerPath: page > 1 ? path(page - 1) : null,
    olderPath: found.length > taskPageSize ? path(page + 1) : null,
  });
}

const startableShownMax = 20;

/** What could start now: a place is free, and this is next in its client's order. */
async function readStartable({ store }: Portal) {
  const tasks = await listStartable(store.read, startableShownMax);
  return tasks.map((task) => {
    const estimate = estimateOf(task);
    const { id, title, clientId, clientName } = task;
    return {
      id,
      title,
      clientId,
      clientName,
      estimate: estimate === undefined ? null : estimateInWords(estimate, "en"),
    };
  });
}

function toFilter(value: unknown): Filter {
  return value === "us" || value === "client" ? value : "all";
}

function pausedInWords(count: number): string | null {
  if (count === 0) return null;
  return count === 1 ? "Emails to one address are paused" : `Emails to ${count} addresses are paused`;
}

async function readFaults(portal: Portal, visitor: StaffVisitor) {
  const now = portal.clock();
  const since = timestamp(new Date(now.getTime() - faultDays * 86_400_000));
  const faults = await listIntakeFaults(portal.store.read, since);
  return faults.map((fault) => ({
    route: fault.route,
    reason: fault.reason,
    times: fault.count === 1 ? "once" : `${fault.count} times`,
    last: momentWords(fault.lastAt, readingOf(portal, visitor)),
  }));
}
