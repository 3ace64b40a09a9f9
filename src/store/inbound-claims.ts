// Who processes an inbound email: claimed under a lease, one sender's one after another, taken over when its worker died, put off.
import type { ProviderFields, Ruling } from "../domain/inbound-email.ts";
import { forUpdate, places, skipLocked, type Rows } from "./rows.ts";

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

type ClaimedJson = Omit<ClaimedEmail, "providerFields" | "ruling"> & {
  providerFields: string;
  ruling: string | null;
};

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
  const claimed = await rows.all<ClaimedJson>(
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
  const claimed = await rows.first<ClaimedJson>(
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

function toClaimed(row: ClaimedJson): ClaimedEmail {
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
