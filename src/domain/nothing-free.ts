// Why no time is free for a session, with what the sentence about it names. Pure.
import { freeSlots, whyNothingIsFree, type NoSlotReason, type SlotSearch } from "./availability.ts";
import { dayInWords, monthInWords } from "./day.ts";
import { namesInWords } from "./in-words.ts";
import type { Locale } from "./locale.ts";
import { monthAfter } from "./monthly-allowance.ts";
import { allowanceMonth, type SessionKind } from "./session.ts";

/** The arguments of the message `nothing-free.<reason>` of the catalogue, in its reader's language. */
export interface NothingFree {
  reason: NoSlotReason;
  values: { kind: SessionKind; months: string; day: string; days: number; hours: number };
}

/** Undefined when something is free. */
export function whyNothing(search: SlotSearch, locale: Locale): NothingFree | undefined {
  const reason = whyNothingIsFree(search);
  if (reason === undefined) return undefined;
  const used = usedMonths(search);
  const notices = search.staff.map(({ noticeMinutes }) => noticeMinutes);
  return {
    reason,
    values: {
      kind: search.kind,
      months: namesInWords(
        used.map((month) => monthInWords(month, locale)),
        locale,
      ),
      day: dayInWords(nextGrant(search, used), locale),
      days: Math.max(0, ...search.staff.map(({ horizonDays }) => horizonDays)),
      hours: notices.length === 0 ? 0 : Math.ceil(Math.min(...notices) / 60),
    },
  };
}

/** Months in which times would be free, had the client any sessions left of them. */
function usedMonths({ allowance, ...search }: SlotSearch): string[] {
  if (allowance === undefined) return [];
  const months = freeSlots(search).map(({ startsAt }) => allowanceMonth(startsAt, allowance.timeZone));
  return [...new Set(months)].filter((month) => (allowance.left[month] ?? 0) < 1);
}

/** The first day of the next month of which something is left, or that cannot be booked into yet. */
function nextGrant({ allowance, now }: SlotSearch, used: readonly string[]): string {
  let month = monthAfter(used.at(-1) ?? allowanceMonth(now, allowance?.timeZone ?? "UTC"));
  while ((allowance?.left[month] ?? 1) < 1) month = monthAfter(month);
  return `${month}-01`;
}
