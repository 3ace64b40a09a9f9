// Addresses to which nothing is sent for the time being, why, and the emails that wait for them.
import type { PauseCause } from "../domain/delivery.ts";
import { forUpdate, type Flag, type Rows } from "./rows.ts";

export interface NewPause {
  /** In normal form. */
  address: string;
  cause: PauseCause;
  reason: string;
  outboundEmailId: number;
  isKeptByProvider: boolean;
  pausedAt: string;
}

/** An address that is paused now, with what staff need to judge it. */
export interface PausedAddressRow {
  id: number;
  address: string;
  cause: PauseCause;
  reason: string;
  isKeptByProvider: Flag;
  pausedAt: string;
  /** Whom the email that is the reason was for, and the task it was about. */
  toName: string;
  taskId: number | null;
  taskTitle: string | null;
  /** Emails that wait for it. */
  waitingCount: number;
}

/** Paused addresses on one page. */
export const pausedPageSize = 50;

/** Answers whether the address is newly paused; while it is, another reason changes nothing. */
export async function recordPause(rows: Rows, pause: NewPause): Promise<boolean> {
  const count = await rows.run(
    `insert into paused_addresses (address, cause, reason, outbound_email_id, is_kept_by_provider, paused_at)
     values (?, ?, ?, ?, ?, ?) on conflict do nothing`,
    pause.address,
    pause.cause,
    pause.reason,
    pause.outboundEmailId,
    pause.isKeptByProvider ? 1 : 0,
    pause.pausedAt,
  );
  return count > 0;
}

/** When somebody last resumed an address; undefined when nobody ever did. */
export async function findLastResumedAt(rows: Rows, address: string): Promise<string | undefined> {
  const row = await rows.first<{ at: string | null }>(
    "select max(resumed_at) as at from paused_addresses where address = ?",
    address,
  );
  return row?.at ?? undefined;
}

/** Sets aside what is queued for an address, except links to sign in: somebody asked for those just now. */
export async function holdEmailsTo(rows: Rows, address: string): Promise<void> {
  await rows.run(
    "update outbound_emails set status = 'paused' where to_address = ? and status = 'queued' and sign_in_id is null",
    address,
  );
}

/** Queues everything that waits for an address. It goes out in the order in which it was written. */
export async function queueEmailsTo(rows: Rows, address: string, at: string): Promise<void> {
  await rows.run(
    "update outbound_emails set status = 'queued', next_attempt_at = ? where to_address = ? and status = 'paused'",
    at,
    address,
  );
}

/**
 * Whether an address is paused. It stays so until this transaction ends: an email that is set aside on this answer must not
 * miss its address being resumed.
 */
export async function lockPause(rows: Rows, address: string): Promise<boolean> {
  const found = await rows.first(
    `select id from paused_addresses where address = ? and resumed_at is null${forUpdate(rows)}`,
    address,
  );
  return found !== undefined;
}

/** Sets one email aside that was just claimed, as if it had never been; it was not tried. */
export async function holdClaimedEmail(rows: Rows, id: number): Promise<void> {
  await rows.run(
    "update outbound_emails set status = 'paused', attempts = attempts - 1, leased_until = null where id = ?",
    id,
  );
}

/** Takes an address off the list and its history, and whom we told of it, for somebody who is erased. */
export async function forgetPauses(rows: Rows, address: string): Promise<void> {
  await rows.run("delete from delivery_problems where address = ?", address);
  await rows.run("delete from paused_addresses where address = ?", address);
}

export interface PauseRow {
  id: number;
  address: string;
  resumedAt: string | null;
}

export async function findPause(rows: Rows, id: number): Promise<PauseRow | undefined> {
  return rows.first<PauseRow>(
    `select id, address, resumed_at as "resumedAt" from paused_addresses where id = ?`,
    id,
  );
}

/** Answers whether it was still paused and is now resumed. */
export async function markResumed(
  rows: Rows,
  id: number,
  resumed: { staffId: number; at: string },
): Promise<boolean> {
  const count = await rows.run(
    "update paused_addresses set resumed_at = ?, resumed_by_staff_id = ? where id = ? and resumed_at is null",
    resumed.at,
    resumed.staffId,
    id,
  );
  return count > 0;
}

/** Every address that is paused now, by itself; they are few. */
export async function listPausedNow(rows: Rows): Promise<string[]> {
  const found = await rows.all<{ address: string }>(
    "select address from paused_addresses where resumed_at is null",
  );
  return found.map(({ address }) => address);
}

/** One page of what is paused now, the newest first, and one more when there is another page. */
export async function listPausedAddresses(rows: Rows, page: number): Promise<PausedAddressRow[]> {
  return rows.all<PausedAddressRow>(
    `select p.id, p.address, p.cause, p.reason, p.is_kept_by_provider as "isKeptByProvider", p.paused_at as "pausedAt",
       e.to_name as "toName", e.task_id as "taskId", t.title as "taskTitle",
       (select count(*) from outbound_emails w where w.to_address = p.address and w.status = 'paused') as "waitingCount"
     from paused_addresses p
     join outbound_emails e on e.id = p.outbound_email_id
     left join tasks t on t.id = e.task_id
     where p.resumed_at is null order by p.id desc limit ? offset ?`,
    pausedPageSize + 1,
    (page - 1) * pausedPageSize,
  );
}

/** How many addresses are paused now. */
export async function countPausedAddresses(rows: Rows): Promise<number> {
  const row = await rows.first<{ count: number }>(
    "select count(*) as count from paused_addresses where resumed_at is null",
  );
  return row?.count ?? 0;
}
