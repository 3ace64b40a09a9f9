// GET /tasks/:taskId/approvals.json: the record of a task's approvals: who approved what, when and by which way, what they were
// shown, and what proved it.
import type { Request, Response } from "express";
import { listApprovals } from "../store/approvals.ts";
import { findMessage } from "../store/messages.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { getTaskAccess } from "./task-access.ts";

/** For everybody who sees the task. Moments are ISO 8601 in UTC; `rawSha256` is of the bytes of the email that approved it, `answers` the
 * number of our email that it answers, as `shown` names it. */
export async function exportApprovals(portal: Portal, request: Request, response: Response): Promise<void> {
  const { task } = await getTaskAccess(portal, request, requireId(request.params["taskId"]));
  const rows = portal.store.read;
  const approvals = [];
  for (const approval of await listApprovals(rows, task.id)) {
    const { contactName, handOverMessageId, undoneAt, undoneByName } = approval;
    const handedOver = handOverMessageId === null ? undefined : await findMessage(rows, handOverMessageId);
    approvals.push({
      approvedBy: contactName,
      approvedAt: approval.approvedAt,
      channel: approval.channel,
      shown: approval.shown,
      handedOver:
        handedOver === undefined
          ? null
          : {
              message: handedOver.id,
              by: handedOver.authorName,
              at: handedOver.postedAt,
              words: handedOver.kept,
            },
      email:
        approval.rawSha256 === null
          ? null
          : {
              rawSha256: approval.rawSha256,
              verdict: approval.verdict,
              answers: approval.answeredEmailId,
            },
      undone: undoneAt === null ? null : { at: undoneAt, by: undoneByName },
    });
  }
  response
    .set("cache-control", "private, no-store")
    .set("content-disposition", `attachment; filename="approvals-${task.id}.json"`)
    .json({ task: { id: task.id, title: task.title, client: task.clientName }, approvals });
}
