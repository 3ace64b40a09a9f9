// POST /tasks/:taskId/mute and …/unmute: whoever takes part in a task wants no more emails about it, or wants them again.
import type { Request, Response } from "express";
import { muteTask, unmuteTask, type Muting } from "../actions/mute-task.ts";
import { timestamp } from "../domain/clock.ts";
import type { Rows } from "../store/rows.ts";
import { formOf } from "./form.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { getTaskAccess } from "./task-access.ts";

/** Pressing it twice does it once. Throws `conflict` for somebody who takes no part. */
export function muteThisTask(portal: Portal, request: Request, response: Response): Promise<void> {
  return change(portal, request, response, muteTask);
}

/** The same the other way round; from the preferences it goes back there. */
export function unmuteThisTask(portal: Portal, request: Request, response: Response): Promise<void> {
  return change(portal, request, response, unmuteTask);
}

async function change(
  portal: Portal,
  request: Request,
  response: Response,
  act: (rows: Rows, at: string, muting: Muting) => Promise<unknown>,
): Promise<void> {
  const { task, reader, isByLink } = await getTaskAccess(
    portal,
    request,
    requireId(request.params["taskId"]),
  );
  const at = timestamp(portal.clock());
  await portal.store.write((rows) => act(rows, at, { taskId: task.id, by: reader, isByLink }));
  const isFromPreferences = formOf(request).text("from") === "preferences";
  response.redirect(303, isFromPreferences ? "/preferences#muted" : `/tasks/${task.id}`);
}
