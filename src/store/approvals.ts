// Approvals of finished tasks: who said yes, by which way, and what they were shown.
import { personColumns, type Person } from "../domain/person.ts";
import { forUpdate, type Rows } from "./rows.ts";

/** `page`: signed in. `link`: by the emailed link to the task. `email`: by a reply. */
export type ApprovalChannel = "page" | "link" | "email";

export interface NewApproval {
  taskId: number;
  contactId: number;
  channel: ApprovalChannel;
  approvedAt: string;
  /** The words that were handed over, and what approving them starts. */
  shown: string;
  handOverMessageId: number | null;
  /** Of a reply: the email, the SHA-256 of its bytes, and who vouched for its sender. */
  byEmail?: { inboundEmailId: number; rawSha256: string; verdict: string } | undefined;
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
  undoneAt: string | null;
  undoneByName: string | null;
}

const approvalQuery = `select a.id, a.task_id as "taskId", a.contact_id as "contactId", c.name as "contactName",
  a.channel, a.approved_at as "approvedAt", a.shown, a.hand_over_message_id as "handOverMessageId",
  a.inbound_email_id as "inboundEmailId", a.raw_sha256 as "rawSha256", a.verdict, a.undone_at as "undoneAt",
  coalesce(u.name, s.name) as "undoneByName"
  from approvals a join contacts c on c.id = a.contact_id
  left join contacts u on u.id = a.undone_by_contact_id
  left join staff s on s.id = a.undone_by_staff_id`;

export async function recordApproval(rows: Rows, approval: NewApproval): Promise<number> {
  const row = await rows.first<{ id: number }>(
    `insert into approvals (task_id, contact_id, channel, approved_at, shown, hand_over_message_id, inbound_email_id,
       raw_sha256, verdict) values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id`,
    approval.taskId,
    approval.contactId,
    approval.channel,
    approval.approvedAt,
    approval.shown,
    approval.handOverMessageId,
    approval.byEmail?.inboundEmailId ?? null,
    approval.byEmail?.rawSha256 ?? null,
    approval.byEmail?.verdict ?? null,
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
