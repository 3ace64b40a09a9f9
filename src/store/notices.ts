// What everybody should know who reads a message that came by email: that it was encrypted, signed, empty and the like. Reads
// the steps that processing stored with the email.
import type { Step } from "../domain/inbound-email.ts";
import type { Notice } from "../domain/notice.ts";
import type { Rows } from "./rows.ts";

interface EvidenceRow {
  messageId: number;
  evidence: string;
}

/** A cheap look before the JSON is read: `JSON.stringify` writes it so. */
const hasNotice = `%"step":"notice"%`;

/** By message, for those that have any. */
export async function listNoticesOfTask(rows: Rows, taskId: number): Promise<Map<number, Notice[]>> {
  const found = await rows.all<EvidenceRow>(
    `select m.id as "messageId", e.evidence from messages m join inbound_emails e on e.id = m.inbound_email_id
     where m.task_id = ? and e.evidence like ?`,
    taskId,
    hasNotice,
  );
  return new Map(found.map(({ messageId, evidence }) => [messageId, noticesIn(evidence)]));
}

/** Of the email that became this message; none for what was written on a page. */
export async function listNoticesOfMessage(rows: Rows, messageId: number): Promise<Notice[]> {
  const row = await rows.first<EvidenceRow>(
    `select m.id as "messageId", e.evidence from messages m join inbound_emails e on e.id = m.inbound_email_id
     where m.id = ? and e.evidence like ?`,
    messageId,
    hasNotice,
  );
  return row === undefined ? [] : noticesIn(row.evidence);
}

function noticesIn(evidence: string): Notice[] {
  return (JSON.parse(evidence) as Step[]).filter(({ step }) => step === "notice");
}
