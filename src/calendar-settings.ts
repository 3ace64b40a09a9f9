// The four settings of the agency's working calendar.
import type { WorkingCalendar } from "./domain/working-calendar.ts";
import { days, timeZone } from "./setting.ts";

/** Reads one setting by its name, or the fallback when it is not set; its reader throws a sentence that follows the name. */
export type ReadSetting = <T>(name: string, fallback: string, read: (value: string) => T) => T;

/** The calendar of AGENCY_ZONE, WORKDAYS, WORKING_HOURS and HOLIDAYS. */
export function readCalendar(setting: ReadSetting, zoneFallback: string): WorkingCalendar {
  return {
    timeZone: setting("AGENCY_ZONE", zoneFallback, timeZone),
    workdays: setting("WORKDAYS", "1,2,3,4,5", workdays),
    ...setting("WORKING_HOURS", "9-17", workingHours),
    holidays: setting("HOLIDAYS", "", days),
  };
}

/** `1,2,3,4,5`: from 1 for Monday to 7 for Sunday. */
function workdays(value: string): number[] {
  if (!/^[1-7](?: ?, ?[1-7])*$/u.test(value)) {
    throw new Error(`is “${value}”, but must be numbers from 1 for Monday to 7 for Sunday, with commas.`);
  }
  return [...new Set(value.split(",").map(Number))].toSorted((a, b) => a - b);
}

/** `9-17` or `09:00-17:30`, the same every workday. At least an hour, or an estimate would reach years ahead. */
function workingHours(value: string): Pick<WorkingCalendar, "dayStartMinute" | "dayEndMinute"> {
  const [, fromHour, fromMinute = 0, toHour, toMinute = 0] =
    /^(\d{1,2})(?::([0-5]\d))? ?[-–] ?(\d{1,2})(?::([0-5]\d))?$/u.exec(value) ?? [];
  const dayStartMinute = Number(fromHour) * 60 + Number(fromMinute);
  const dayEndMinute = Number(toHour) * 60 + Number(toMinute);
  if (!(dayEndMinute <= 24 * 60 && dayStartMinute + 60 <= dayEndMinute)) {
    throw new Error(`is “${value}”, but must be the hours of a workday, such as 9-17 or 09:00-17:30.`);
  }
  return { dayStartMinute, dayEndMinute };
}
