// Approvals of finished tasks: who said yes, by which way, and what they were shown.
import type { EventType } from "../domain/event.ts";
import { personColumns, type Person } from "../domain/person.ts";
import { forUpdate, type Rows } from "./rows.ts";

/** `page`: signed in. `link`: by the emailed link to the task. `email`: by a reply. */
export type ApprovalChannel = "page" | "link" | "email";

export interface NewApproval {
  taskId: number;
  contactId: number;
  channel: ApprovalChannel;
  approvedAt: string;
  /** The words that were handed over, and what the approver read that approving them starts. */
  shown: string;
  handOverMessageId: number | null;
  /** Of a reply: the email, the SHA-256 of its bytes, who vouched for its sender, and which email of ours it answers. */
  byEmail?:
    | { inboundEmailId: number; rawSha256: string; verdict: string; answeredEmailId: number | null }
    | undefined;
}

export interface ApprovalRow {
  id: number;
  taskId: number;
  contactId: number;
  contactName: string;
  channel: ApprovalChannel;
  approvedAt: string;
  shown: string;
  handOverMessageId: number | null;
  inboundEmailId: number | null;
  rawSha256: string | null;
  verdict: string | null;
  answeredEmailId: number | null;
  undoneAt: string | null;
  undoneByName: string | null;
}

const approvalQuery = `select a.id, a.task_id as "taskId", a.contact_id as "contactId", c.name as "contactName",
  a.channel, a.approved_at as "approvedAt", a.shown, a.hand_over_message_id as "handOverMessageId",
  a.inbound_email_id as "inboundEmailId", a.raw_sha256 as "rawSha256", a.verdict,
  a.outbound_email_id as "answeredEmailId", a.undone_at as "undoneAt",
  coalesce(u.name, s.name) as "undoneByName"
  from approvals a join contacts c on c.id = a.contact_id
  left join contacts u on u.id = a.undone_by_contact_id
  left join staff s on s.id = a.undone_by_staff_id`;

export async function recordApproval(rows: Rows, approval: NewApproval): Promise<number> {
  const row = await rows.first<{ id: number }>(
    `insert into approvals (task_id, contact_id, channel, approved_at, shown, hand_over_message_id, inbound_email_id,
       raw_sha256, verdict, outbound_email_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id`,
    approval.taskId,
    approval.contactId,
    approval.channel,
    approval.approvedAt,
    approval.shown,
    approval.handOverMessageId,
    approval.byEmail?.inboundEmailId ?? null,
    approval.byEmail?.rawSha256 ?? null,
    approval.byEmail?.verdict ?? null,
    approval.byEmail?.answeredEmailId ?? null,
  );
  return row!.id;
}

/** The approval that made a task complete and still stands, held until this transaction ends. */
export async function lockStandingApproval(rows: Rows, taskId: number): Promise<ApprovalRow | undefined> {
  return rows.first<ApprovalRow>(
    `${approvalQuery} where a.task_id = ? and a.undone_at is null order by a.id desc limit 1${forUpdate(rows, "a")}`,
    taskId,
  );
}

/** Every approval of a task, the oldest first. */
export async function listApprovals(rows: Rows, taskId: number): Promise<ApprovalRow[]> {
  return rows.all<ApprovalRow>(`${approvalQuery} where a.task_id = ? order by a.id`, taskId);
}

export async function markApprovalUndone(
  rows: Rows,
  id: number,
  { by, at }: { by: Person; at: string },
): Promise<void> {
  await rows.run(
    "update approvals set undone_at = ?, undone_by_contact_id = ?, undone_by_staff_id = ? where id = ?",
    at,
    ...personColumns(by),
    id,
  );
}

/** Whether work on another task of the client started since this one was approved. */
export async function hasStartedSinceApproval(
  rows: Rows,
  { taskId, clientId }: { taskId: number; clientId: number },
): Promise<boolean> {
  const started = await rows.first(
    `select 1 as found from tasks t join events e on e.task_id = t.id and e.type = ?
     where t.client_id = ? and e.id > (select max(id) from events where task_id = ? and type = ?) limit 1`,
    "task.started" satisfies EventType,
    clientId,
    taskId,
    "task.approved" satisfies EventType,
  );
  return started !== undefined;
}
