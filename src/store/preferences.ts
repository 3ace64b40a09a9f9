// How contacts want to be written to: how often, in which language and zone, and on which tasks not at all.
import type { Locale } from "../domain/locale.ts";
import type { Notify } from "../domain/notification.ts";
import { forUpdate, type Rows } from "./rows.ts";

export interface PreferencesRow {
  notify: Notify;
  locale: Locale;
  timeZone: string;
  /** Of the links that stop digests. */
  linkVersion: number;
}

const preferencesQuery = `select notify, locale, time_zone as "timeZone", link_version as "linkVersion" from contacts
  where id = ? and erased_at is null`;

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
  { notify, locale, timeZone }: Omit<PreferencesRow, "linkVersion">,
): Promise<void> {
  await rows.run(
    "update contacts set notify = ?, locale = ?, time_zone = ? where id = ?",
    notify,
    locale,
    timeZone,
    contactId,
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
