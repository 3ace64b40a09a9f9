// Texts that staff write again and again, and whom one of them would speak to on a task.
import type { Locale } from "../domain/locale.ts";
import { Problem } from "../domain/problem.ts";
import { savedRepliesMax, type ReplyWords } from "../domain/saved-reply.ts";
import type { Rows } from "./rows.ts";

export interface SavedReplyRow extends ReplyWords {
  id: number;
  updatedAt: string;
  updatedBy: string;
}

/** Replies on one page of the list. */
export const savedReplyPageSize = 50;

const query = `select r.id, r.title, r.text, r.updated_at as "updatedAt", s.name as "updatedBy"
  from saved_replies r join staff s on s.id = r.updated_by_staff_id`;

export async function recordSavedReply(
  rows: Rows,
  { title, text }: ReplyWords,
  byStaffId: number,
  at: string,
): Promise<number> {
  const row = await rows.first<{ id: number }>(
    `insert into saved_replies (title, text, created_by_staff_id, created_at, updated_by_staff_id, updated_at)
     values (?, ?, ?, ?, ?, ?) returning id`,
    title,
    text,
    byStaffId,
    at,
    byStaffId,
    at,
  );
  return row!.id;
}

export async function markSavedReply(
  rows: Rows,
  id: number,
  { title, text }: ReplyWords,
  byStaffId: number,
  at: string,
): Promise<void> {
  await rows.run(
    "update saved_replies set title = ?, text = ?, updated_by_staff_id = ?, updated_at = ? where id = ?",
    title,
    text,
    byStaffId,
    at,
    id,
  );
}

/** Answers whether it was there. */
export async function removeSavedReply(rows: Rows, id: number): Promise<boolean> {
  return (await rows.run("delete from saved_replies where id = ?", id)) > 0;
}

export async function findSavedReply(rows: Rows, id: number): Promise<SavedReplyRow | undefined> {
  return rows.first<SavedReplyRow>(`${query} where r.id = ?`, id);
}

/** Throws `not_found`. */
export async function getSavedReply(rows: Rows, id: number): Promise<SavedReplyRow> {
  const found = await findSavedReply(rows, id);
  if (found !== undefined) return found;
  throw new Problem("not_found", {
    en: "This saved reply is not there any more.",
    de: "Diese gespeicherte Antwort gibt es nicht mehr.",
  });
}

export async function countSavedReplies(rows: Rows): Promise<number> {
  return (await rows.first<{ count: number }>("select count(*) as count from saved_replies"))!.count;
}

/** By title. `page` counts from 1. One row more than a page holds tells that there is a next page. */
export async function listSavedReplies(rows: Rows, page: number): Promise<SavedReplyRow[]> {
  return rows.all<SavedReplyRow>(
    `${query} order by lower(r.title), r.id limit ? offset ?`,
    savedReplyPageSize + 1,
    (page - 1) * savedReplyPageSize,
  );
}

/** All of them by title, without their words, to choose one. */
export async function listSavedTitles(rows: Rows): Promise<Pick<SavedReplyRow, "id" | "title">[]> {
  return rows.all("select id, title from saved_replies order by lower(title), id limit ?", savedRepliesMax);
}

/** The contact on a task who wrote last, or else the one who takes part for longest; undefined where there is none. */
export async function findContactSpokenTo(
  rows: Rows,
  taskId: number,
): Promise<{ name: string; locale: Locale } | undefined> {
  return rows.first(
    `select c.name, c.locale from participants p join contacts c on c.id = p.contact_id
     where p.task_id = ? and c.erased_at is null
     order by coalesce((select max(m.id) from messages m
       where m.task_id = p.task_id and m.author_contact_id = p.contact_id and m.is_note = 0), 0) desc, p.id limit 1`,
    taskId,
  );
}
