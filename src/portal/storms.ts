// Storms of email as staff see them: a notice on every staff page while news of inbound mail waits, one on the desk and on the
// task for a sender who writes too much, and the buttons that end them.
import type { Request, Response } from "express";
import { resetBreaker } from "../actions/reset-breaker.ts";
import { timestamp } from "../domain/clock.ts";
import { stormQuietMs } from "../domain/storm.ts";
import { findBreaker, listOpenBreakers, type BreakerRow } from "../store/breakers.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { requireStaff } from "./visitor.ts";

export interface StormView {
  id: number;
  taskId: number | null;
  taskTitle: string | null;
  taskPath: string;
  senderName: string;
  /** How many emails are kept quiet, or how many messages wait to be told. */
  count: number;
}

/** `everything` is for every staff page; `senders` for the desk and their tasks. */
export interface StormsView {
  everything: StormView | null;
  senders: StormView[];
}

/** What goes on now, for staff. A sender's storm that has been quiet long enough is over. */
export async function readStorms(portal: Portal): Promise<StormsView> {
  const quietSince = timestamp(new Date(portal.clock().getTime() - stormQuietMs));
  const open = await listOpenBreakers(portal.store.read, quietSince);
  const everything = open.find(({ kind }) => kind === "everything");
  return {
    everything: everything === undefined ? null : toView(everything),
    senders: open.filter(({ kind }) => kind === "sender").map(toView),
  };
}

/** POST /storms/:breakerId/tell: people are told again, also of what waits. Pressing it twice does it once. */
export function tellAgain(portal: Portal, request: Request, response: Response): Promise<void> {
  return end(portal, request, response, true);
}

/** POST /storms/:breakerId/keep-quiet: people are told again of what comes from now on, and of nothing that waits. */
export function keepStormQuiet(portal: Portal, request: Request, response: Response): Promise<void> {
  return end(portal, request, response, false);
}

async function end(portal: Portal, request: Request, response: Response, isToldOf: boolean): Promise<void> {
  const staff = await requireStaff(portal, request);
  const breakerId = requireId(request.params["breakerId"]);
  const at = timestamp(portal.clock());
  const breaker = await portal.store.write(async (rows) => {
    await resetBreaker(rows, at, { breakerId, byStaffId: staff.staffId, isToldOf });
    return findBreaker(rows, breakerId);
  });
  portal.nudge();
  response.redirect(303, breaker?.taskId == null ? "/" : `/tasks/${breaker.taskId}`);
}

function toView(row: BreakerRow): StormView {
  return {
    id: row.id,
    taskId: row.taskId,
    taskTitle: row.taskTitle,
    taskPath: `/tasks/${row.taskId}`,
    senderName: row.senderName ?? "",
    count: row.kind === "everything" ? row.waitingCount : row.keptCount,
  };
}
