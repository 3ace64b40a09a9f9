// What people wrote and have not sent yet: one row a person and form. A draft is read and shown to its own author alone.
import { draftPlaceName, type DraftFields, type DraftPlace } from "../domain/draft.ts";
import { personColumns, type Person } from "../domain/person.ts";
import type { Rows } from "./rows.ts";

export interface DraftRow {
  place: string;
  fields: DraftFields;
  savedAt: string;
}

interface KeptDraft {
  place: string;
  fields: string;
  savedAt: string;
}

const columns = `place, fields, saved_at as "savedAt"`;

/** Takes the place of what was kept of this form before. */
export async function recordDraft(
  rows: Rows,
  person: Person,
  place: DraftPlace,
  fields: DraftFields,
  at: string,
): Promise<void> {
  await rows.run(
    `insert into drafts (contact_id, staff_id, place, task_id, fields, saved_at) values (?, ?, ?, ?, ?, ?)
     on conflict (${ownerOf(person)}, place) do update set fields = excluded.fields, saved_at = excluded.saved_at`,
    ...personColumns(person),
    draftPlaceName(place),
    place.kind === "task" ? place.taskId : null,
    JSON.stringify(fields),
    at,
  );
}

export async function findDraft(
  rows: Rows,
  person: Person,
  place: DraftPlace,
): Promise<DraftRow | undefined> {
  const row = await rows.first<KeptDraft>(
    `select ${columns} from drafts where ${ownerOf(person)} = ? and place = ?`,
    person.id,
    draftPlaceName(place),
  );
  return row && toDraft(row);
}

/** What this person has begun to write on a task. */
export async function listDraftsOfTask(rows: Rows, person: Person, taskId: number): Promise<DraftRow[]> {
  const found = await rows.all<KeptDraft>(
    `select ${columns} from drafts where task_id = ? and ${ownerOf(person)} = ?`,
    taskId,
    person.id,
  );
  return found.map(toDraft);
}

/** It was sent or discarded. Answers whether there was one. */
export async function forgetDraft(rows: Rows, person: Person, place: DraftPlace): Promise<boolean> {
  const count = await rows.run(
    `delete from drafts where ${ownerOf(person)} = ? and place = ?`,
    person.id,
    draftPlaceName(place),
  );
  return count > 0;
}

/** Everything that somebody has begun to write. */
export async function forgetDraftsOf(rows: Rows, person: Person): Promise<void> {
  await rows.run(`delete from drafts where ${ownerOf(person)} = ?`, person.id);
}

/** Those that nobody touched since `before`, at most `countMax`. Answers how many there were. */
export async function forgetDraftsBefore(rows: Rows, before: string, countMax: number): Promise<number> {
  return rows.run(
    "delete from drafts where id in (select id from drafts where saved_at < ? order by saved_at limit ?)",
    before,
    countMax,
  );
}

export async function hasDraftsBefore(rows: Rows, before: string): Promise<boolean> {
  return (await rows.first("select 1 as found from drafts where saved_at < ? limit 1", before)) !== undefined;
}

function ownerOf({ kind }: Person): "contact_id" | "staff_id" {
  return kind === "contact" ? "contact_id" : "staff_id";
}

function toDraft({ fields, ...row }: KeptDraft): DraftRow {
  return { ...row, fields: JSON.parse(fields) as DraftFields };
}
