// The working calendar of the agency in tests: London, Monday to Friday, nine to five, no holidays.
import type { WorkingCalendar } from "../../src/domain/working-calendar.ts";

export const calendar: WorkingCalendar = {
  timeZone: "Europe/London",
  workdays: [1, 2, 3, 4, 5],
  holidays: new Set(),
  dayStartMinute: 9 * 60,
  dayEndMinute: 17 * 60,
};
