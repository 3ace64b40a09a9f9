// What staff do to a task of a preview, each by the real action.
import { acceptTask, changeEstimate } from "../actions/accept-task.ts";
import { assignTask } from "../actions/assign-task.ts";
import { declineTask } from "../actions/end-request.ts";
import { handOverTask } from "../actions/hand-over-task.ts";
import { mergeTask } from "../actions/merge-task.ts";
import { changeDelivery, startTask } from "../actions/start-task.ts";
import { dayOf } from "../domain/day.ts";
import { estimateOf } from "../domain/task.ts";
import { addWorkdays, proposeDelivery } from "../domain/working-calendar.ts";
import { readEstimate } from "../domain/working-time.ts";
import { getTask } from "../store/tasks.ts";
import { byStaff, play, type Act, type Request, type Words } from "./play-request.ts";
import type { PreviewPerson, PreviewStage } from "./preview.ts";

/** The estimate is as staff would type it. */
export const accepts =
  (by: PreviewPerson, estimate: string, said?: Words): Act =>
  (stage, taskId) =>
    byStaff(stage, by, said, (rows, at, step) =>
      acceptTask(rows, at, { taskId, ...step, estimate: readEstimate(estimate) }),
    );

export const estimatesAnew =
  (by: PreviewPerson, estimate: string, said: Words): Act =>
  (stage, taskId) =>
    byStaff(stage, by, said, (rows, at, step) =>
      changeEstimate(rows, at, { taskId, ...step, estimate: readEstimate(estimate) }),
    );

export const declines =
  (by: PreviewPerson, said: Words): Act =>
  (stage, taskId) =>
    byStaff(stage, by, said, (rows, at, step) => declineTask(rows, at, { taskId, ...step }));

export const mergesInto =
  (by: PreviewPerson, into: Request): Act =>
  async (stage, taskId) => {
    const intoTaskId = await play(stage, into);
    await byStaff(stage, by, undefined, (rows, at, step) =>
      mergeTask(rows, at, { taskId, intoTaskId, by: step.by }),
    );
  };

/** With the delivery date that the page proposes. */
export const starts =
  (by: PreviewPerson, said?: Words): Act =>
  (stage, taskId) =>
    byStaff(stage, by, said, async (rows, at, step) => {
      const { calendar } = stage.outbox.installation;
      const estimate = estimateOf(await getTask(rows, taskId));
      const deliveryOn = proposeDelivery(calendar, stage.outbox.clock(), estimate!);
      return startTask(rows, at, { taskId, ...step, deliveryOn, today: today(stage) });
    });

/** Puts the delivery off by so many workdays. */
export const putsOff =
  (by: PreviewPerson, workdays: number, said: Words): Act =>
  (stage, taskId) =>
    byStaff(stage, by, said, async (rows, at, step) => {
      const { calendar } = stage.outbox.installation;
      const before = (await getTask(rows, taskId)).deliveryOn;
      const deliveryOn = addWorkdays(calendar, before!, workdays);
      return changeDelivery(rows, at, { taskId, ...step, deliveryOn, today: today(stage) });
    });

export const handsOver =
  (by: PreviewPerson, said: Words): Act =>
  (stage, taskId) =>
    byStaff(stage, by, said, (rows, _, step) => {
      const { clock, installation } = stage.outbox;
      return handOverTask(rows, clock(), { taskId, ...step, calendar: installation.calendar });
    });

/** `to` answers for the task from now on. */
export const assigns =
  (by: PreviewPerson, to: PreviewPerson): Act =>
  (stage, taskId) =>
    byStaff(stage, by, undefined, (rows, at, step) =>
      assignTask(rows, at, { taskId, staffId: stage.people[to].id, byStaffId: step.by.id }),
    );

function today({ outbox }: PreviewStage): string {
  return dayOf(outbox.clock(), outbox.installation.calendar.timeZone);
}
