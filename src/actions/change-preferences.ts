// A contact chooses how often we write to them, their language and zone, and whether pages listen to single keys. Writes the contact
// and one event; what waits for a digest that they do not want any more is forgotten.
import { requireTimeZone } from "../domain/clock.ts";
import { requireLocale } from "../domain/locale.ts";
import { requireNotify } from "../domain/notification.ts";
import { Problem } from "../domain/problem.ts";
import { forgetUntoldEntries } from "../store/digest-entries.ts";
import { recordEvent } from "../store/events.ts";
import { lockPreferences, markPreferences, type PreferencesRow } from "../store/preferences.ts";
import type { Rows } from "../store/rows.ts";

/**
 * Choosing the same again changes nothing, and neither does what is left out. Throws `invalid` for a choice that there is not,
 * `not_found` for nobody.
 */
export async function changePreferences(
  rows: Rows,
  at: string,
  typed: { contactId: number; notify: string; locale: string; timeZone: string; hasShortcuts?: boolean },
): Promise<{ kind: "done" | "unchanged" }> {
  const before = await getHeld(rows, typed.contactId);
  return write(rows, at, typed.contactId, before, {
    notify: requireNotify(typed.notify),
    locale: requireLocale(typed.locale),
    timeZone: requireTimeZone(typed.timeZone.trim()),
    hasShortcuts: typed.hasShortcuts === undefined ? before.hasShortcuts : typed.hasShortcuts ? 1 : 0,
    isByLink: false,
  });
}

/**
 * One press in a mail program: no more digests, only what needs them. Whoever gets no digests anyhow keeps what they chose.
 * Throws `not_found` for nobody.
 */
export async function stopDigests(
  rows: Rows,
  at: string,
  contactId: number,
): Promise<{ kind: "done" | "unchanged" }> {
  const before = await getHeld(rows, contactId);
  if (before.notify !== "hourly" && before.notify !== "daily") return { kind: "unchanged" };
  return write(rows, at, contactId, before, { ...before, notify: "none", isByLink: true });
}

type Chosen = Omit<PreferencesRow, "linkVersion"> & { isByLink: boolean };

const chosen = ["notify", "locale", "timeZone", "hasShortcuts"] as const;

async function write(
  rows: Rows,
  at: string,
  contactId: number,
  before: PreferencesRow,
  { isByLink, ...after }: Chosen,
): Promise<{ kind: "done" | "unchanged" }> {
  const changed = chosen.filter((name) => before[name] !== after[name]);
  if (changed.length === 0) return { kind: "unchanged" };
  await markPreferences(rows, contactId, after);
  if (after.notify === "none") await forgetUntoldEntries(rows, contactId);
  await recordEvent(rows, {
    type: "contact.preferences_changed",
    actor: { kind: "contact", id: contactId },
    at,
    payload: { contactId, changed, notify: after.notify, isByLink },
  });
  return { kind: "done" };
}

async function getHeld(rows: Rows, contactId: number): Promise<PreferencesRow> {
  const preferences = await lockPreferences(rows, contactId);
  if (preferences === undefined)
    throw new Problem("not_found", { en: "There is no such person.", de: "Diese Person gibt es nicht." });
  return preferences;
}
