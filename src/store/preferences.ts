// How people want pages and emails: in which language and zone, with single keys or without; contacts also how often they are
// written to, and on which tasks not at all.
import type { Locale } from "../domain/locale.ts";
import type { Notify } from "../domain/notification.ts";
import { forUpdate, type Flag, type Rows } from "./rows.ts";

/** What everybody chooses. */
export interface StaffPreferencesRow {
  locale: Locale;
  timeZone: string;
  /** Whether pages listen to single keys. */
  hasShortcuts: Flag;
}

export interface PreferencesRow extends StaffPreferencesRow {
  notify: Notify;
  /** Of the links that stop digests. */
  linkVersion: number;
}

const preferencesQuery = `select notify, locale, time_zone as "timeZone", has_shortcuts as "hasShortcuts",
  link_version as "linkVersion" from contacts where id = ? and erased_at is null`;

/** Undefined for somebody who is not there, or was erased. */
export async function findPreferences(rows: Rows, contactId: number): Promise<PreferencesRow | undefined> {
  return rows.first<PreferencesRow>(preferencesQuery, contactId);
}

/** The same, held against every other transaction until this one ends. */
export async function lockPreferences(rows: Rows, contactId: number): Promise<PreferencesRow | undefined> {
  return rows.first<PreferencesRow>(`${preferencesQuery}${forUpdate(rows)}`, contactId);
}

export async function markPreferences(
  rows: Rows,
  contactId: number,
  { notify, locale, timeZone, hasShortcuts }: Omit<PreferencesRow, "linkVersion">,
): Promise<void> {
  await rows.run(
    "update contacts set notify = ?, locale = ?, time_zone = ?, has_shortcuts = ? where id = ?",
    notify,
    locale,
    timeZone,
    hasShortcuts,
    contactId,
  );
}

const staffPreferencesQuery = `select locale, time_zone as "timeZone", has_shortcuts as "hasShortcuts" from staff where id = ?`;

export async function findStaffPreferences(
  rows: Rows,
  staffId: number,
): Promise<StaffPreferencesRow | undefined> {
  return rows.first<StaffPreferencesRow>(staffPreferencesQuery, staffId);
}

/** The same, held against every other transaction until this one ends. */
export async function lockStaffPreferences(
  rows: Rows,
  staffId: number,
): Promise<StaffPreferencesRow | undefined> {
  return rows.first<StaffPreferencesRow>(`${staffPreferencesQuery}${forUpdate(rows)}`, staffId);
}

export async function markStaffPreferences(
  rows: Rows,
  staffId: number,
  { locale, timeZone, hasShortcuts }: StaffPreferencesRow,
): Promise<void> {
  await rows.run(
    "update staff set locale = ?, time_zone = ?, has_shortcuts = ? where id = ?",
    locale,
    timeZone,
    hasShortcuts,
    staffId,
  );
}

/** Mutes a task for one who takes part in it. Answers whether it was not muted before. */
export async function markMuted(rows: Rows, participantId: number, at: string): Promise<boolean> {
  const count = await rows.run(
    "update participants set muted_at = ? where id = ? and muted_at is null",
    at,
    participantId,
  );
  return count > 0;
}

/** Answers whether it was muted before. */
export async function markUnmuted(rows: Rows, participantId: number): Promise<boolean> {
  const count = await rows.run(
    "update participants set muted_at = null where id = ? and muted_at is not null",
    participantId,
  );
  return count > 0;
}

export interface MutedTaskRow {
  id: number;
  title: string;
  mutedAt: string;
}

/** What a contact muted, the newest task first. */
export async function listMutedTasks(
  rows: Rows,
  contactId: number,
  countMax: number,
): Promise<MutedTaskRow[]> {
  return rows.all<MutedTaskRow>(
    `select t.id, t.title, p.muted_at as "mutedAt" from participants p join tasks t on t.id = p.task_id
     where p.contact_id = ? and p.muted_at is not null order by p.task_id desc limit ?`,
    contactId,
    countMax,
  );
}
