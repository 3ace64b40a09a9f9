// What is told to endpoints: one row an endpoint and event, how telling it goes, and what became of it. The words are made
// anew at each attempt, so no row holds any.
import type { WebhookType, testType } from "../domain/program.ts";
import { skipLocked, type Rows } from "./rows.ts";

export type WebhookStatus = "queued" | "sending" | "delivered" | "failed" | "skipped";

export interface WebhookDeliveryRow {
  id: number;
  endpointId: number;
  /** Null for a test. */
  eventId: number | null;
  type: WebhookType | typeof testType;
  status: WebhookStatus;
  attempts: number;
  nextAttemptAt: string;
  createdAt: string;
  endedAt: string | null;
  answerCode: number | null;
  fault: string | null;
}

/** A delivery as one claim took it; whoever claims it anew counts one attempt more. */
export type ClaimedWebhook = Pick<WebhookDeliveryRow, "id" | "attempts">;

const deliveryColumns = `id, endpoint_id as "endpointId", event_id as "eventId", type, status, attempts,
  next_attempt_at as "nextAttemptAt", created_at as "createdAt", ended_at as "endedAt",
  answer_code as "answerCode", fault`;

/** With so many calls under way an endpoint gets no more, so that a slow one leaves room for others; one claim may go beyond it. */
export const webhooksOfEndpointMax = 5;

/** Of an endpoint that hears, and that is called less often than that. */
const isTaken = `endpoint_id in (select e.id from webhook_endpoints e where e.paused_at is null and e.removed_at is null
  and ${webhooksOfEndpointMax} > (select count(*) from webhook_deliveries s where s.status = 'sending' and s.endpoint_id = e.id))`;

/** Puts it in line; an event that this endpoint was told of, or will be, is not put there again. */
export async function recordWebhookDelivery(
  rows: Rows,
  delivery: Pick<WebhookDeliveryRow, "endpointId" | "eventId" | "type" | "createdAt">,
): Promise<void> {
  await rows.run(
    `insert into webhook_deliveries (endpoint_id, event_id, type, status, next_attempt_at, created_at)
     values (?, ?, ?, 'queued', ?, ?) on conflict do nothing`,
    delivery.endpointId,
    delivery.eventId,
    delivery.type,
    delivery.createdAt,
    delivery.createdAt,
  );
}

/** Takes deliveries whose time has come for this worker until `leasedUntil`; those of paused endpoints wait. */
export async function claimWebhookDeliveries(
  rows: Rows,
  countMax: number,
  now: string,
  leasedUntil: string,
): Promise<WebhookDeliveryRow[]> {
  const claimed = await rows.all<WebhookDeliveryRow>(
    `update webhook_deliveries set status = 'sending', attempts = attempts + 1, leased_until = ?
     where id in (select id from webhook_deliveries where status = 'queued' and next_attempt_at <= ? and ${isTaken}
       order by next_attempt_at, id limit ?${skipLocked(rows)})
     returning ${deliveryColumns}`,
    leasedUntil,
    now,
    // Else all that is taken at once could be one endpoint's.
    Math.min(countMax, webhooksOfEndpointMax),
  );
  return claimed.toSorted((one, other) => one.id - other.id);
}

/** Whether a claim would find any; asked first, since a look costs far less than a transaction. */
export async function hasClaimableWebhookDeliveries(rows: Rows, now: string): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found where exists (select 1 from webhook_deliveries
         where status = 'queued' and next_attempt_at <= ? and ${isTaken})
       or exists (select 1 from webhook_deliveries where status = 'sending' and leased_until < ?)`,
    now,
    now,
  );
  return found !== undefined;
}

/** Gives back what a worker that died was telling; it is told again. */
export async function releaseWebhookLeases(rows: Rows, now: string): Promise<void> {
  await rows.run(
    `update webhook_deliveries set status = 'queued', next_attempt_at = ?, leased_until = null
     where status = 'sending' and leased_until < ?`,
    now,
    now,
  );
}

/** Holds one longer, unless it was settled or another worker took it over meanwhile. */
export async function renewWebhookLease(rows: Rows, claimed: ClaimedWebhook, until: string): Promise<void> {
  await rows.run(
    "update webhook_deliveries set leased_until = ? where id = ? and attempts = ? and status = 'sending'",
    until,
    claimed.id,
    claimed.attempts,
  );
}

/** What an attempt came to: the HTTP status of the answer, or what went wrong where there was none. */
export interface WebhookAnswer {
  answerCode: number | null;
  fault: string | null;
}

/** It is over with, one way or another. Changes only what this claim still has in hand. */
export async function markWebhookEnded(
  rows: Rows,
  claimed: ClaimedWebhook,
  ended: WebhookAnswer & { status: "delivered" | "failed" | "skipped"; at: string },
): Promise<void> {
  await rows.run(
    `update webhook_deliveries set status = ?, ended_at = ?, answer_code = ?, fault = ?, leased_until = null
     where id = ? and attempts = ? and status = 'sending'`,
    ended.status,
    ended.at,
    ended.answerCode,
    ended.fault,
    claimed.id,
    claimed.attempts,
  );
}

/** It goes back in line. Changes only what this claim still has in hand. */
export async function markWebhookRetry(
  rows: Rows,
  claimed: ClaimedWebhook,
  { answerCode, fault, nextAttemptAt }: WebhookAnswer & { nextAttemptAt: string },
): Promise<void> {
  await rows.run(
    `update webhook_deliveries set status = 'queued', next_attempt_at = ?, answer_code = ?, fault = ?,
       leased_until = null
     where id = ? and attempts = ? and status = 'sending'`,
    nextAttemptAt,
    answerCode,
    fault,
    claimed.id,
    claimed.attempts,
  );
}

/** Puts in line again what is over with, or what waits for its next attempt. */
export async function requeueWebhookDelivery(rows: Rows, id: number, at: string): Promise<void> {
  await rows.run(
    `update webhook_deliveries set status = 'queued', attempts = 0, next_attempt_at = ?, ended_at = null
     where id = ? and status <> 'sending'`,
    at,
    id,
  );
}

/** What waits for an endpoint that is taken off is told no more. */
export async function skipWebhooksOf(rows: Rows, endpointId: number, at: string): Promise<void> {
  await rows.run(
    "update webhook_deliveries set status = 'skipped', ended_at = ? where endpoint_id = ? and status = 'queued'",
    at,
    endpointId,
  );
}

export async function findWebhookDelivery(rows: Rows, id: number): Promise<WebhookDeliveryRow | undefined> {
  return rows.first<WebhookDeliveryRow>(`select ${deliveryColumns} from webhook_deliveries where id = ?`, id);
}

/** The newest of an endpoint, newest first. */
export async function listWebhooksOf(
  rows: Rows,
  endpointId: number,
  countMax: number,
): Promise<WebhookDeliveryRow[]> {
  return rows.all<WebhookDeliveryRow>(
    `select ${deliveryColumns} from webhook_deliveries where endpoint_id = ? order by id desc limit ?`,
    endpointId,
    countMax,
  );
}

/** How many were given up of endpoints that are there. */
export async function countFailedWebhooks(rows: Rows): Promise<number> {
  const row = await rows.first<{ count: number | string }>(
    `select count(*) as count from webhook_deliveries where status = 'failed'
       and endpoint_id in (select id from webhook_endpoints where removed_at is null)`,
  );
  return Number(row!.count);
}

/** Forgets the oldest that are older than this, at most `countMax`, also those that waited all the while. Answers how many. */
export async function forgetWebhooksBefore(rows: Rows, before: string, countMax: number): Promise<number> {
  return rows.run(
    `delete from webhook_deliveries where id in (select id from webhook_deliveries
       where created_at < ? and status <> 'sending' order by created_at limit ?)`,
    before,
    countMax,
  );
}
