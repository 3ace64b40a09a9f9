// POST /tasks/:taskId/mute and …/unmute: whoever takes part in a task wants no more emails about it, or wants them again.
import type { Request, Response } from "express";
import { muteTask, unmuteTask, type Muting } from "../actions/mute-task.ts";
import type { Rows } from "../store/rows.ts";
import { formOf } from "./form.ts";
import type { Portal } from "./portal.ts";
import { pressOnTask } from "./task-access.ts";

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
  const { task } = await pressOnTask(portal, request, (rows, at, access) =>
    act(rows, at, { taskId: access.task.id, by: access.reader, isByLink: access.isByLink }),
  );
  const isFromPreferences = formOf(request).text("from") === "preferences";
  response.redirect(303, isFromPreferences ? "/preferences#muted" : `/tasks/${task.id}`);
}
