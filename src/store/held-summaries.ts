// Which member of staff was last told on which day what the held desk holds, and what that email lists.
import type { Rows } from "./rows.ts";

export interface SummaryReader {
  staffId: number;
  timeZone: string;
  createdAt: string;
  /** The last day that was seen to, in their zone; null before the first. */
  day: string | null;
}

/** All staff; they are few. */
export async function listSummaryReaders(rows: Rows): Promise<SummaryReader[]> {
  return rows.all<SummaryReader>(
    `select s.id as "staffId", s.time_zone as "timeZone", s.created_at as "createdAt", h.day
     from staff s left join held_summaries h on h.staff_id = s.id order by s.id`,
  );
}

/** Takes this day for this reader. Answers whether it was free: of several processes one alone is told so. */
export async function takeSummaryDay(rows: Rows, staffId: number, day: string): Promise<boolean> {
  const taken = await rows.first(
    `insert into held_summaries (staff_id, day) values (?, ?)
     on conflict (staff_id) do update set day = excluded.day where held_summaries.day < excluded.day
     returning staff_id as "staffId"`,
    staffId,
    day,
  );
  return taken !== undefined;
}
