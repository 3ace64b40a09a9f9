// Emails that came in, how far each got and why.
import type { Person } from "../domain/person.ts";
import { personColumns } from "../domain/person.ts";
import type { ForwardedOriginal, ProviderFields, Ruling, Step } from "../domain/inbound-email.ts";
import { forUpdate, type Flag, type Rows } from "./rows.ts";

export type InboundStatus = "pending" | "processing" | "handled" | "held" | "ignored" | "failed";

/** What took the bytes of a raw email away: the setting RAW_MAIL_DAYS, the erasing of whom it was from, or of words in it. */
export type RawRemover = "retention" | "erasure" | "redaction";

export interface InboundEmailRow {
  id: number;
  source: string;
  rawSha256: string;
  /** Null once the bytes are gone. */
  rawSizeBytes: number | null;
  rawRemovedAt: string | null;
  rawRemovedBy: RawRemover | null;
  envelopeFrom: string;
  envelopeTo: string;
  providerFields: ProviderFields;
  receivedAt: string;
  status: InboundStatus;
  reason: string | null;
  class: string | null;
  evidence: Step[];
  attempts: number;
  processedAt: string | null;
  fromAddress: string | null;
  fromName: string | null;
  subject: string | null;
  internetMessageId: string | null;
  text: string | null;
  taskId: number | null;
  contactId: number | null;
  staffId: number | null;
  ruling: Ruling | null;
  /** How often it was held because DNS did not answer, and when it is read again for that. */
  checks: number;
  checkAgainAt: string | null;
  forwarded: ForwardedOriginal | null;
}

/** An inbound email without its text, as lists show it. */
export type InboundEmailListRow = Pick<
  InboundEmailRow,
  | "id"
  | "receivedAt"
  | "status"
  | "reason"
  | "envelopeFrom"
  | "envelopeTo"
  | "fromAddress"
  | "fromName"
  | "subject"
  | "taskId"
> & { hasAttachments: Flag };

/** What processing found, stored with the outcome. */
export interface Outcome {
  status: "handled" | "held" | "ignored" | "failed";
  reason: string;
  class: string | null;
  evidence: Step[];
  fromAddress: string | null;
  fromName: string | null;
  subject: string | null;
  internetMessageId: string | null;
  text: string | null;
  taskId: number | null;
  author: Person | undefined;
  /** When a held email is to be read again by itself. */
  checkAgainAt?: string | undefined;
  forwarded?: ForwardedOriginal | null;
}

/** Inbound emails on one page of a list. */
export const inboundPageSize = 50;

type Json<Row> = {
  [Key in keyof Row]: Key extends "providerFields" | "evidence" | "ruling"
    ? string
    : Key extends "forwarded"
      ? string | null
      : Row[Key];
};

/**
 * Stores one email for one envelope recipient, whose bytes the caller keeps in the same transaction. Answers its id, or
 * undefined when it is stored already, also when its bytes were removed since.
 */
export async function recordInboundEmail(
  rows: Rows,
  email: {
    source: string;
    rawSha256: string;
    envelopeFrom: string;
    envelopeTo: string;
    providerFields: ProviderFields;
    receivedAt: string;
  },
): Promise<number | undefined> {
  const row = await rows.first<{ id: number }>(
    `insert into inbound_emails (source, raw_sha256, envelope_from, envelope_to, provider_fields, received_at, status)
     values (?, ?, ?, ?, ?, ?, 'pending') on conflict do nothing returning id`,
    email.source,
    email.rawSha256,
    email.envelopeFrom,
    email.envelopeTo,
    JSON.stringify(email.providerFields),
    email.receivedAt,
  );
  return row?.id;
}

/** Ends the processing of an email. */
export async function markInboundOutcome(
  rows: Rows,
  id: number,
  outcome: Outcome,
  processedAt: string,
): Promise<void> {
  await rows.run(
    `update inbound_emails set status = ?, reason = ?, class = ?, evidence = ?, from_address = ?, from_name = ?,
       subject = ?, internet_message_id = ?, text = ?, task_id = ?, contact_id = ?, staff_id = ?, processed_at = ?,
       forwarded = ?, leased_until = null, check_again_at = ?, checks = checks + ? where id = ?`,
    outcome.status,
    outcome.reason,
    outcome.class,
    JSON.stringify(outcome.evidence),
    outcome.fromAddress,
    outcome.fromName,
    outcome.subject,
    outcome.internetMessageId,
    outcome.text,
    outcome.taskId,
    ...personColumns(outcome.author),
    processedAt,
    outcome.forwarded == null ? null : JSON.stringify(outcome.forwarded),
    outcome.checkAgainAt ?? null,
    outcome.checkAgainAt === undefined ? 0 : 1,
    id,
  );
}

/** Puts an email back in line, with what staff ruled on it, if anything. */
export async function markInboundPending(rows: Rows, id: number, ruling: Ruling | null): Promise<void> {
  await rows.run(
    `update inbound_emails set status = 'pending', attempts = 0, checks = 0, check_again_at = null, ruling = ? where id = ?`,
    ruling === null ? null : JSON.stringify(ruling),
    id,
  );
}

/** Puts back in line what was held until now because DNS did not answer. Answers how many there were. */
export async function queueDueChecks(rows: Rows, now: string): Promise<number> {
  return rows.run(
    `update inbound_emails set status = 'pending', attempts = 0, check_again_at = null
     where status = 'held' and check_again_at <= ?`,
    now,
  );
}

/** Whether any would be put back in line. */
export async function hasDueChecks(rows: Rows, now: string): Promise<boolean> {
  const found = await rows.first(
    "select 1 as found from inbound_emails where status = 'held' and check_again_at <= ? limit 1",
    now,
  );
  return found !== undefined;
}

/** The message of an email went to another task: the outcome names it, with what was known and one step more. */
export async function markInboundMoved(
  rows: Rows,
  id: number,
  taskId: number,
  evidence: readonly Step[],
): Promise<void> {
  await rows.run(
    "update inbound_emails set task_id = ?, evidence = ? where id = ?",
    taskId,
    JSON.stringify(evidence),
    id,
  );
}

export function findInboundEmail(rows: Rows, id: number): Promise<InboundEmailRow | undefined> {
  return readInboundEmail(rows, id, "");
}

/** The same, held against every other transaction until this one ends, for changes that depend on what it says. */
export function lockInboundEmail(rows: Rows, id: number): Promise<InboundEmailRow | undefined> {
  return readInboundEmail(rows, id, forUpdate(rows, "e"));
}

async function readInboundEmail(rows: Rows, id: number, lock: string): Promise<InboundEmailRow | undefined> {
  const row = await rows.first<Json<InboundEmailRow>>(
    `select e.id, e.source, e.raw_sha256 as "rawSha256", b.size_bytes as "rawSizeBytes",
       e.raw_removed_at as "rawRemovedAt", e.raw_removed_by as "rawRemovedBy", e.envelope_from as "envelopeFrom", e.envelope_to as "envelopeTo", e.provider_fields as "providerFields",
       e.received_at as "receivedAt", e.status, e.reason, e.class, e.evidence, e.attempts,
       e.processed_at as "processedAt", e.from_address as "fromAddress", e.from_name as "fromName", e.subject,
       e.internet_message_id as "internetMessageId", e.text, e.task_id as "taskId", e.contact_id as "contactId",
       e.staff_id as "staffId", e.ruling, e.forwarded, e.checks, e.check_again_at as "checkAgainAt"
     from inbound_emails e left join blobs b on b.sha256 = e.raw_sha256 and e.raw_removed_at is null where e.id = ?${lock}`,
    id,
  );
  if (row === undefined) return undefined;
  return {
    ...row,
    providerFields: JSON.parse(row.providerFields) as ProviderFields,
    evidence: JSON.parse(row.evidence) as Step[],
    ruling: row.ruling === null ? null : (JSON.parse(row.ruling) as Ruling),
    forwarded: row.forwarded === null ? null : (JSON.parse(row.forwarded) as ForwardedOriginal),
  };
}

const listColumns = `e.id, e.received_at as "receivedAt", e.status, e.reason, e.envelope_from as "envelopeFrom",
  e.envelope_to as "envelopeTo", e.from_address as "fromAddress", e.from_name as "fromName", e.subject,
  e.task_id as "taskId",
  case when exists (select 1 from attachments a where a.inbound_email_id = e.id) then 1 else 0 end as "hasAttachments"`;

/** Emails that a person must look at, oldest first. `page` counts from 1; a row more than a page holds is a next page. */
export async function listHeldEmails(
  rows: Rows,
  page: number,
  size = inboundPageSize,
): Promise<InboundEmailListRow[]> {
  return rows.all<InboundEmailListRow>(
    `select ${listColumns} from inbound_emails e where e.status in ('held', 'failed') order by e.id limit ? offset ?`,
    size + 1,
    (page - 1) * size,
  );
}

export async function countHeldEmails(rows: Rows): Promise<number> {
  const row = await rows.first<{ count: number }>(
    "select count(*) as count from inbound_emails where status in ('held', 'failed')",
  );
  return row!.count;
}

/** All inbound emails, newest first. */
export async function listInboundEmails(rows: Rows, page: number): Promise<InboundEmailListRow[]> {
  return rows.all<InboundEmailListRow>(
    `select ${listColumns} from inbound_emails e order by e.id desc limit ? offset ?`,
    inboundPageSize + 1,
    (page - 1) * inboundPageSize,
  );
}
