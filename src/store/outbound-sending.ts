// How sending an email goes: claimed under a lease, then sent, put back, perhaps taken, or refused for good.
import {
  outboundColumns,
  toOutboundEmail,
  type OutboundEmailRow,
  type OutboundJson,
} from "./outbound-emails.ts";
import { skipLocked, type Rows } from "./rows.ts";

/** An email as one claim took it; whoever claims it anew counts one attempt more. */
export type Claimed = Pick<OutboundEmailRow, "id" | "attempts">;

/** Takes queued emails whose time has come for this worker until `leasedUntil`. */
export async function claimOutboundEmails(
  rows: Rows,
  countMax: number,
  now: string,
  leasedUntil: string,
): Promise<OutboundEmailRow[]> {
  const claimed = await rows.all<OutboundJson>(
    `update outbound_emails set status = 'sending', attempts = attempts + 1, leased_until = ?
     where id in (select id from outbound_emails where status = 'queued' and next_attempt_at <= ?
       order by next_attempt_at, id limit ?${skipLocked(rows)})
     returning ${outboundColumns}`,
    leasedUntil,
    now,
    countMax,
  );
  return claimed.toSorted((one, other) => one.id - other.id).map(toOutboundEmail);
}

/** Whether a claim would find any email; asked first, since a look costs far less than a transaction. */
export async function hasClaimableOutboundEmails(rows: Rows, now: string): Promise<boolean> {
  const found = await rows.first(
    `select 1 as found where exists (select 1 from outbound_emails where status = 'queued' and next_attempt_at <= ?)
       or exists (select 1 from outbound_emails where status in ('sending', 'unknown') and leased_until < ?)`,
    now,
    now,
  );
  return found !== undefined;
}

/** Gives emails back whose worker died while sending, or whose fate stayed unknown until `now`; they are sent again. */
export async function releaseOutboundLeases(rows: Rows, now: string): Promise<number> {
  return rows.run(
    `update outbound_emails set status = 'queued', next_attempt_at = ?
     where status in ('sending', 'unknown') and leased_until < ?`,
    now,
    now,
  );
}

/** Holds an email longer, unless it was settled or another worker took it over meanwhile. */
export async function renewOutboundLease(rows: Rows, claimed: Claimed, leasedUntil: string): Promise<void> {
  await rows.run(
    "update outbound_emails set leased_until = ? where id = ? and attempts = ? and status = 'sending'",
    leasedUntil,
    claimed.id,
    claimed.attempts,
  );
}

export async function markOutboundSent(
  rows: Rows,
  id: number,
  providerId: string | null,
  at: string,
): Promise<void> {
  await rows.run(
    `update outbound_emails set status = 'sent', sent_at = ?, provider_id = ?, leased_until = null, reason = null
     where id = ?`,
    at,
    providerId,
    id,
  );
}

/**
 * The courier could not send now: the email goes back in line for `nextAttemptAt`. This and the two below change only an
 * email that is still being sent by this claim: an event that came meanwhile knows better than a lost answer, and another
 * worker that took the email over has it in hand.
 */
export async function markOutboundRetry(
  rows: Rows,
  claimed: Claimed,
  reason: string,
  nextAttemptAt: string,
): Promise<void> {
  await rows.run(
    `update outbound_emails set status = 'queued', next_attempt_at = ?, leased_until = null, reason = ?
     where id = ? and attempts = ? and status = 'sending'`,
    nextAttemptAt,
    reason,
    claimed.id,
    claimed.attempts,
  );
}

/** The courier cannot say whether the email was taken. It is sent again at `until` unless an event settles it first. */
export async function markOutboundUnknown(
  rows: Rows,
  claimed: Claimed,
  reason: string,
  until: string,
): Promise<void> {
  await rows.run(
    `update outbound_emails set status = 'unknown', leased_until = ?, reason = ?
     where id = ? and attempts = ? and status = 'sending'`,
    until,
    reason,
    claimed.id,
    claimed.attempts,
  );
}

/** Answers whether it was still being sent and is now refused. */
export async function markOutboundRefused(rows: Rows, claimed: Claimed, reason: string): Promise<boolean> {
  const count = await rows.run(
    `update outbound_emails set status = 'refused', leased_until = null, reason = ?
     where id = ? and attempts = ? and status = 'sending'`,
    reason,
    claimed.id,
    claimed.attempts,
  );
  return count > 0;
}
