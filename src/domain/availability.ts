// The free times for a session: published hours, less what is booked, too soon, too far ahead or beyond the allowance. The
// booking asks the same rules again. Pure.
import { Temporal } from "temporal-polyfill";
import { openStarts, type PublishedHours } from "./open-starts.ts";
import { allowanceMonth, sessionMinutes, type SessionKind } from "./session.ts";

/** Free minutes before and behind each session of a staff member, where they say nothing else. */
export const defaultBufferMinutes = 15;
/** How many days ahead sessions can be booked, today not counted, where they say nothing else. */
export const defaultHorizonDays = 30;

/** A session of this staff member that is booked. */
export interface BusyTime {
  startsAt: string;
  minutes: number;
}

export interface StaffAvailability extends PublishedHours {
  staffId: number;
  /** Minutes before a session from which it can no longer be booked. */
  noticeMinutes: number;
  bufferMinutes: number;
  /** Whole days by the clock of their zone. */
  horizonDays: number;
  /** When a session is moved, without that session itself. */
  busy: readonly BusyTime[];
}

/** What the client may still book: sessions left by month (`2026-03`) in the agency's zone; months not named have none. */
export interface Allowance {
  timeZone: string;
  /** What the plan gives a month of this kind; there may be more left, of a plan that the client had before. */
  monthly: number;
  left: Readonly<Record<string, number>>;
}

export interface SlotSearch {
  kind: SessionKind;
  minutes: number;
  /** ISO 8601 in UTC, as are all moments here. */
  now: string;
  /** Each staff member once. */
  staff: readonly StaffAvailability[];
  /** Without one there is no limit. When a session is moved, that session itself counts as left. */
  allowance?: Allowance;
}

/** A time that can be booked. `startsAt` has milliseconds, as rows keep it. */
export interface Slot {
  staffId: number;
  startsAt: string;
  minutes: number;
}

/**
 * By time, then by staff member; each start of a staff member once. All within the horizon: whoever shows some chooses them, near the
 * day that is looked at or the time that was wanted.
 */
export function freeSlots(search: SlotSearch): Slot[] {
  const found = search.staff.flatMap((staff) => {
    const obstacleTo = obstaclesOf(search, staff);
    return datesOf(search, staff)
      .flatMap((date) => startsOn(search, staff, date))
      .filter((start) => obstacleTo(start) === undefined)
      .map((start) => ({ start, staffId: staff.staffId }));
  });
  return found
    .toSorted((one, other) => one.start - other.start || one.staffId - other.staffId)
    .map(({ start, staffId }) => ({
      staffId,
      startsAt: new Date(start).toISOString(),
      minutes: search.minutes,
    }));
}

/** Whether this very slot is free by the rules of `freeSlots`. */
export function isFree(search: SlotSearch, slot: Slot): boolean {
  const staff = search.staff.find(({ staffId }) => staffId === slot.staffId);
  const start = Date.parse(slot.startsAt);
  if (staff === undefined || Number.isNaN(start) || slot.minutes !== search.minutes) return false;
  const date = dateIn(staff.timeZone, start);
  const isWithin = datesOf(search, staff).some((one) => one.equals(date));
  return (
    isWithin &&
    startsOn(search, staff, date).includes(start) &&
    obstaclesOf(search, staff)(start) === undefined
  );
}

/** As staff search who move a session: the notice binds clients alone. */
export function withoutNotice(search: SlotSearch): SlotSearch {
  return { ...search, staff: search.staff.map((staff) => ({ ...staff, noticeMinutes: 0 })) };
}

/**
 * - `not_in_plan`: the client's plan has no sessions of this kind, and no other has left any.
 * - `allowance_used`: there are free times, in months of which the client has used all sessions of this kind.
 * - `all_taken`: others have booked them. `too_soon`: all that is left begins within the notice.
 * - `too_long`: hours are published, none of them long enough; a shorter session of this kind might fit.
 * - `no_hours`: nobody has published hours for this kind within the days that can be booked.
 */
export type NoSlotReason =
  | "not_in_plan"
  | "allowance_used"
  | "all_taken"
  | "too_soon"
  | "too_long"
  | "no_hours";

/** The obstacle that stands last in the way, for the page to say. Undefined when something is free. */
export function whyNothingIsFree(search: SlotSearch): NoSlotReason | undefined {
  if (search.allowance !== undefined && isOutsidePlan(search.allowance)) return "not_in_plan";
  const obstacles = new Set<NoSlotReason | undefined>();
  for (const staff of search.staff) {
    const obstacleTo = obstaclesOf(search, staff);
    const starts = datesOf(search, staff).flatMap((date) => startsOn(search, staff, date));
    for (const start of starts) {
      if (start > Date.parse(search.now)) obstacles.add(obstacleTo(start));
    }
  }
  if (obstacles.has(undefined)) return undefined;
  const last = (["allowance_used", "all_taken", "too_soon"] as const).find((reason) => obstacles.has(reason));
  if (last !== undefined) return last;
  const shortest = Math.min(...sessionMinutes[search.kind]);
  if (search.minutes <= shortest) return "no_hours";
  return whyNothingIsFree({ ...search, minutes: shortest }) === "no_hours" ? "no_hours" : "too_long";
}

function isOutsidePlan({ monthly, left }: Allowance): boolean {
  return monthly < 1 && Object.values(left).every((count) => count < 1);
}

function startsOn(search: SlotSearch, staff: StaffAvailability, date: Temporal.PlainDate): number[] {
  if (!sessionMinutes[search.kind].includes(search.minutes)) return [];
  return openStarts(staff, search.kind, search.minutes, date);
}

/** What keeps a time within published hours from being booked; the notice's own moment is still free. */
function obstaclesOf(
  { minutes, now, allowance }: SlotSearch,
  { noticeMinutes, bufferMinutes, busy }: StaffAvailability,
): (start: number) => "too_soon" | "all_taken" | "allowance_used" | undefined {
  const earliest = Date.parse(now) + noticeMinutes * minuteMs;
  // Read once, since every time of the staff member is held against all of them.
  const taken = busy.map((session) => {
    const begins = Date.parse(session.startsAt);
    return { begins, ends: begins + session.minutes * minuteMs };
  });
  return (start) => {
    if (start < earliest) return "too_soon";
    const [from, to] = [start - bufferMinutes * minuteMs, start + (minutes + bufferMinutes) * minuteMs];
    if (taken.some(({ begins, ends }) => begins < to && from < ends)) return "all_taken";
    if (allowance === undefined) return undefined;
    const month = allowanceMonth(new Date(start).toISOString(), allowance.timeZone);
    return (allowance.left[month] ?? 0) < 1 ? "allowance_used" : undefined;
  };
}

/** Today and the days of the horizon, by the staff member's own calendar. */
function datesOf({ now }: SlotSearch, { timeZone, horizonDays }: StaffAvailability): Temporal.PlainDate[] {
  const today = dateIn(timeZone, Date.parse(now));
  return Array.from({ length: horizonDays + 1 }, (_, index) => today.add({ days: index }));
}

function dateIn(timeZone: string, moment: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDate();
}

const minuteMs = 60_000;
