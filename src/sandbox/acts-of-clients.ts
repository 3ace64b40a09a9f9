// What contacts do to a task of a preview, and what happens on it by itself, each by the real action.
import { approveTask, askChanges, undoApproval } from "../actions/approve-task.ts";
import { editRequest } from "../actions/edit-request.ts";
import { withdrawTask } from "../actions/end-request.ts";
import { postMessage } from "../actions/post-message.ts";
import type { Refusal, SaidStep } from "../domain/refused-step.ts";
import { workdaysAfter } from "../domain/working-calendar.ts";
import { remindApprovals } from "../outbox/remind-approvals.ts";
import { recordEvent } from "../store/events.ts";
import { getTask } from "../store/tasks.ts";
import { byContact, stepWords, writing, type Act, type Words } from "./play-request.ts";
import type { PreviewPerson } from "./preview.ts";

export const says =
  (by: PreviewPerson, words: string): Act =>
  (stage, taskId) =>
    writing(stage, (rows, at) =>
      postMessage(rows, at, { taskId, author: stage.people[by], ...stepWords(at, { words }) }),
    );

export const withdraws =
  (by: PreviewPerson, said?: Words): Act =>
  (stage, taskId) =>
    byContact(stage, by, said, (rows, at, step) => withdrawTask(rows, at, { taskId, ...step }));

export const edits =
  (by: PreviewPerson, title: string | undefined, said?: Words): Act =>
  (stage, taskId) =>
    byContact(stage, by, said, async (rows, at, step) => {
      const seenTitle = (await getTask(rows, taskId)).title;
      return editRequest(rows, at, { taskId, ...step, title: title ?? seenTitle, seenTitle });
    });

export const approves =
  (by: PreviewPerson, said?: Words): Act =>
  (stage, taskId) =>
    byContact(stage, by, said, (rows, _, step) =>
      approveTask(rows, stage.outbox.clock(), { taskId, ...step, channel: "page" }),
    );

export const asksChanges =
  (by: PreviewPerson, said: Words): Act =>
  (stage, taskId) =>
    byContact(stage, by, said, (rows, at, step) => askChanges(rows, at, { taskId, ...step }));

/** By a reply, so that they are told how it was read. */
export const asksChangesByReply =
  (by: PreviewPerson, words: string): Act =>
  (stage, taskId) =>
    byContact(stage, by, { words }, (rows, at, { by: contact }) => {
      const said = { ...stepWords(at, { words }), channel: "email" as const };
      return askChanges(rows, at, { taskId, by: contact, words: said });
    });

export const takesApprovalBack =
  (by: PreviewPerson): Act =>
  (stage, taskId) =>
    writing(stage, (rows) => {
      const { clock, installation } = stage.outbox;
      const input = { taskId, by: stage.people[by], calendar: installation.calendar };
      return undoApproval(rows, clock(), input);
    });

/** Nobody does anything for so many workdays. */
export const nothingHappensFor =
  (workdays: number): Act =>
  ({ outbox }) => {
    const later = workdaysAfter(outbox.installation.calendar, outbox.clock(), workdays);
    return remindApprovals({ ...outbox, clock: () => later });
  };

/** An answer that would take a step, but did not for this reason, as the inbox records it. */
export const isRefused =
  (by: PreviewPerson, words: string, verb: SaidStep, reason: Refusal): Act =>
  (stage, taskId) =>
    writing(stage, async (rows, at) => {
      const author = stage.people[by];
      const posted = await postMessage(rows, at, { taskId, author, ...stepWords(at, { words }) });
      if (posted.kind === "same_message") throw new Error("The preview said this before.");
      const payload = { messageId: posted.messageId, verb, reason };
      await recordEvent(rows, { type: "step.refused", taskId, actor: author, at, payload });
    });
