// Callers of the inbound routes that were refused, so that staff see mail that does not come in.
import type { Rows } from "./rows.ts";

/** Notes that a caller was refused, one row a route and reason, so that a flood of them costs one row. */
export async function recordIntakeFault(
  rows: Rows,
  route: string,
  reason: string,
  count: number,
  at: string,
): Promise<void> {
  await rows.run(
    `insert into intake_faults (route, reason, count, first_at, last_at) values (?, ?, ?, ?, ?)
     on conflict (route, reason) do update
     set count = intake_faults.count + excluded.count, last_at = excluded.last_at`,
    route,
    reason,
    count,
    at,
    at,
  );
}

/** Callers refused since `since`, newest first. */
export async function listIntakeFaults(
  rows: Rows,
  since: string,
): Promise<{ route: string; reason: string; count: number; firstAt: string; lastAt: string }[]> {
  return rows.all(
    `select route, reason, count, first_at as "firstAt", last_at as "lastAt" from intake_faults
     where last_at >= ? order by last_at desc`,
    since,
  );
}
