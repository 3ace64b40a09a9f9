// Emails that came in, how far each got and why.
import type { Person } from "../domain/person.ts";
import { personColumns } from "../domain/person.ts";
import type { ForwardedOriginal, ProviderFields, Ruling, Step } from "../domain/inbound-email.ts";
import { forUpdate, places, skipLocked, type Flag, type Rows } from "./rows.ts";

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

export interface ClaimedEmail {
  id: number;
  source: string;
  rawSha256: string;
  envelopeFrom: string;
  envelopeTo: string;
  providerFields: ProviderFields;
  receivedAt: string;
  attempts: number;
  /** How often it was held because DNS did not answer. */
  checks: number;
  ruling: Ruling | null;
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

/** Whether a claim would find any email; asked first, since a look costs far less than a transaction. */
export async function hasClaimableInboundEmails(rows: Rows, now: string): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found where exists (select 1 from inbound_emails where status = 'pending')
       or exists (select 1 from inbound_emails where status = 'processing' and leased_until < ?)`,
    now,
  );
  return found !== undefined;
}

/** Whether there is an email whose worker died: one that is being processed under a lease that ran out. */
export async function hasAbandonedInboundEmails(rows: Rows, now: string): Promise<boolean> {
  const found = await rows.first(
    "select 1 as found from inbound_emails where status = 'processing' and leased_until < ? limit 1",
    now,
  );
  return found !== undefined;
}

/**
 * Takes the oldest waiting emails for this worker until `leasedUntil`. One sender's emails are processed one after another, as
 * they came: none is taken while another worker has one of the same sender; `ownIds` are those that this worker has, which
 * sees to their order itself.
 */
export async function claimInboundEmails(
  rows: Rows,
  countMax: number,
  leasedUntil: string,
  ownIds: readonly number[] = [],
): Promise<ClaimedEmail[]> {
  await claimAlone(rows);
  const own = ownIds.length === 0 ? "" : ` and id not in ${places(1, ownIds.length)}`;
  const claimed = await rows.all<Json<ClaimedEmail>>(
    `update inbound_emails set status = 'processing', attempts = attempts + 1, leased_until = ?
     where id in (select id from inbound_emails where status = 'pending' and envelope_from not in
         (select envelope_from from inbound_emails where status = 'processing' and envelope_from <> ''${own})
       order by id limit ?${skipLocked(rows)})
     returning ${claimedColumns}`,
    leasedUntil,
    ...ownIds,
    countMax,
  );
  // RETURNING promises no order.
  return claimed.toSorted((one, other) => one.id - other.id).map(toClaimed);
}

/**
 * Takes over one email whose worker died, the least tried first: of many that died together all have their turn before one
 * that kills its workers has its next. Not while another worker has one of the same sender.
 */
export async function claimAbandonedInboundEmail(
  rows: Rows,
  now: string,
  leasedUntil: string,
): Promise<ClaimedEmail | undefined> {
  await claimAlone(rows);
  const claimed = await rows.first<Json<ClaimedEmail>>(
    `update inbound_emails set attempts = attempts + 1, leased_until = ?
     where id in (select id from inbound_emails where status = 'processing' and leased_until < ? and envelope_from not in
         (select envelope_from from inbound_emails where status = 'processing' and leased_until >= ? and envelope_from <> '')
       order by attempts, id limit 1${skipLocked(rows)})
     returning ${claimedColumns}`,
    leasedUntil,
    now,
    now,
  );
  return claimed === undefined ? undefined : toClaimed(claimed);
}

/**
 * Claims go one after another, each for a few milliseconds, so that the second sees whose emails the first took. On SQLite
 * they do anyway. Any number, as long as nothing else of ours locks the same.
 */
async function claimAlone(rows: Rows): Promise<void> {
  if (rows.engine === "postgres") await rows.first("select pg_advisory_xact_lock(7042017)");
}

const claimedColumns = `id, source, raw_sha256 as "rawSha256", envelope_from as "envelopeFrom", envelope_to as "envelopeTo",
  provider_fields as "providerFields", received_at as "receivedAt", attempts, checks, ruling`;

function toClaimed(row: Json<ClaimedEmail>): ClaimedEmail {
  return {
    ...row,
    providerFields: JSON.parse(row.providerFields) as ProviderFields,
    ruling: row.ruling === null ? null : (JSON.parse(row.ruling) as Ruling),
  };
}

/** Holds an email longer, unless another worker took it over meanwhile. */
export async function renewInboundLease(
  rows: Rows,
  claimed: Pick<ClaimedEmail, "id" | "attempts">,
  leasedUntil: string,
): Promise<void> {
  await rows.run(
    "update inbound_emails set leased_until = ? where id = ? and attempts = ? and status = 'processing'",
    leasedUntil,
    claimed.id,
    claimed.attempts,
  );
}

/** Leaves an email until then, as if it had not been claimed, unless another worker took it over meanwhile. */
export async function putInboundOff(
  rows: Rows,
  claimed: Pick<ClaimedEmail, "id" | "attempts">,
  until: string,
): Promise<void> {
  await rows.run(
    `update inbound_emails set attempts = attempts - 1, leased_until = ?
     where id = ? and attempts = ? and status = 'processing'`,
    until,
    claimed.id,
    claimed.attempts,
  );
}

/**
 * Whether an email is still this worker's to end, held against every other transaction until this one ends. It is not once
 * its lease ran out and another worker took it over, or staff ruled on what that one found.
 */
export async function lockClaim(
  rows: Rows,
  claimed: Pick<ClaimedEmail, "id" | "attempts">,
): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found from inbound_emails where id = ? and attempts = ? and status = 'processing'${forUpdate(rows)}`,
    claimed.id,
    claimed.attempts,
  );
  return found !== undefined;
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
