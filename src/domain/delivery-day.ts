// The rough day of delivery as somebody types it.
import { Problem } from "./problem.ts";

/** Days ahead for which a delivery can be promised. */
export const deliveryDaysMax = 730;

const dayMs = 86_400_000;

/** A day (YYYY-MM-DD) from `today` on, both in the agency's zone. Throws `invalid` for no day, a past or a far one. */
export function requireDeliveryDay(typed: string, today: string): string {
  const day = typed.trim();
  const moment = new Date(`${day}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/u.test(day) ||
    Number.isNaN(moment.getTime()) ||
    !moment.toISOString().startsWith(day)
  ) {
    throw new Problem("invalid", "Choose a rough delivery date, as year, month and day.");
  }
  if (day < today) throw new Problem("invalid", "A delivery date cannot lie in the past.");
  if (moment.getTime() - new Date(`${today}T00:00:00Z`).getTime() > deliveryDaysMax * dayMs) {
    throw new Problem("invalid", "A delivery date can lie two years ahead at most.");
  }
  return day;
}
