// The rough day of delivery as somebody types it.
import { addDays, isDay } from "./day.ts";
import { Problem } from "./problem.ts";

/** Days ahead for which a delivery can be promised. */
export const deliveryDaysMax = 730;

/** A day (YYYY-MM-DD) from `today` on, both in the agency's zone. Throws `invalid` for no day, a past or a far one. */
export function requireDeliveryDay(typed: string, today: string): string {
  const day = typed.trim();
  if (!isDay(day))
    throw new Problem("invalid", {
      en: "Choose a rough delivery date, as year, month and day.",
      de: "Wählen Sie einen voraussichtlichen Termin mit Jahr, Monat und Tag.",
    });
  if (day < today)
    throw new Problem("invalid", {
      en: "A delivery date cannot lie in the past.",
      de: "Der voraussichtliche Termin kann nicht in der Vergangenheit liegen.",
    });
  if (day > addDays(today, deliveryDaysMax)) {
    throw new Problem("invalid", {
      en: "A delivery date can lie two years ahead at most.",
      de: "Der voraussichtliche Termin kann höchstens zwei Jahre in der Zukunft liegen.",
    });
  }
  return day;
}
