// A member of staff chooses their language and zone, and whether pages listen to single keys. Writes them and one event.
import { requireTimeZone } from "../domain/clock.ts";
import { requireLocale } from "../domain/locale.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import {
  lockStaffPreferences,
  markStaffPreferences,
  type StaffPreferencesRow,
} from "../store/preferences.ts";
import type { Rows } from "../store/rows.ts";

const chosen = ["locale", "timeZone", "hasShortcuts"] as const;

/** Choosing the same again changes nothing. Throws `invalid` for a choice that there is not, `not_found` for nobody. */
export async function changeStaffPreferences(
  rows: Rows,
  at: string,
  typed: { staffId: number; locale: string; timeZone: string; hasShortcuts: boolean },
): Promise<{ kind: "done" | "unchanged" }> {
  const { staffId } = typed;
  const before = await lockStaffPreferences(rows, staffId);
  if (before === undefined) {
    throw new Problem("not_found", { en: "There is no such person.", de: "Diese Person gibt es nicht." });
  }
  const after: StaffPreferencesRow = {
    locale: requireLocale(typed.locale),
    timeZone: requireTimeZone(typed.timeZone.trim()),
    hasShortcuts: typed.hasShortcuts ? 1 : 0,
  };
  const changed = chosen.filter((name) => before[name] !== after[name]);
  if (changed.length === 0) return { kind: "unchanged" };
  await markStaffPreferences(rows, staffId, after);
  await recordEvent(rows, {
    type: "staff.preferences_changed",
    actor: { kind: "staff", id: staffId },
    at,
    payload: { staffId, changed },
  });
  return { kind: "done" };
}
