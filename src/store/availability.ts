// When staff can be booked, as they publish it themselves.
import { defaultHorizonDays, type StaffAvailability } from "../domain/availability.ts";
import { readExceptions } from "../domain/hours-exceptions.ts";
import { readWeeklyHours } from "../domain/weekly-hours.ts";
import { forUpdate, type Rows } from "./rows.ts";

export interface AvailabilityRow {
  staffId: number;
  staffName: string;
  timeZone: string;
  /** In the form that `readWeeklyHours` and `readExceptions` read. */
  weeklyHours: string;
  exceptions: string;
  noticeMinutes: number;
  bufferMinutes: number;
  callLink: string;
  feedVersion: number;
}

export type NewAvailability = Pick<
  AvailabilityRow,
  "staffId" | "weeklyHours" | "exceptions" | "noticeMinutes" | "bufferMinutes" | "callLink"
>;

const availabilityQuery = `select a.staff_id as "staffId", s.name as "staffName", s.time_zone as "timeZone",
  a.weekly_hours as "weeklyHours", a.exceptions, a.notice_minutes as "noticeMinutes",
  a.buffer_minutes as "bufferMinutes", a.call_link as "callLink", a.feed_version as "feedVersion"
  from staff_availability a join staff s on s.id = a.staff_id`;

/** Everybody who published hours, a few people. */
export async function listAvailability(rows: Rows): Promise<AvailabilityRow[]> {
  return rows.all<AvailabilityRow>(`${availabilityQuery} order by a.staff_id`);
}

export async function findAvailability(rows: Rows, staffId: number): Promise<AvailabilityRow | undefined> {
  return rows.first<AvailabilityRow>(`${availabilityQuery} where a.staff_id = ?`, staffId);
}

/**
 * The same, held against every other transaction until this one ends: whoever books a time of theirs waits for one another.
 * It is not their row in `staff`, which other transactions refer to all the time.
 */
export async function lockAvailability(rows: Rows, staffId: number): Promise<AvailabilityRow | undefined> {
  return rows.first<AvailabilityRow>(
    `${availabilityQuery} where a.staff_id = ?${forUpdate(rows, "a")}`,
    staffId,
  );
}

export async function recordAvailability(rows: Rows, published: NewAvailability): Promise<void> {
  await rows.run(
    `insert into staff_availability (staff_id, weekly_hours, exceptions, notice_minutes, buffer_minutes, call_link)
     values (?, ?, ?, ?, ?, ?)
     on conflict (staff_id) do update set weekly_hours = excluded.weekly_hours, exceptions = excluded.exceptions,
       notice_minutes = excluded.notice_minutes, buffer_minutes = excluded.buffer_minutes,
       call_link = excluded.call_link`,
    published.staffId,
    published.weeklyHours,
    published.exceptions,
    published.noticeMinutes,
    published.bufferMinutes,
    published.callLink,
  );
}

export async function markFeedVersion(rows: Rows, staffId: number, version: number): Promise<void> {
  await rows.run("update staff_availability set feed_version = ? where staff_id = ?", version, staffId);
}

/** As the search for free times reads it, with what is booked of them. */
export function toStaffAvailability(
  row: AvailabilityRow,
  busy: StaffAvailability["busy"],
): StaffAvailability {
  const { staffId, timeZone, noticeMinutes, bufferMinutes } = row;
  return {
    staffId,
    timeZone,
    weeklyHours: readWeeklyHours(row.weeklyHours),
    exceptions: readExceptions(row.exceptions),
    noticeMinutes,
    bufferMinutes,
    horizonDays: defaultHorizonDays,
    busy,
  };
}
