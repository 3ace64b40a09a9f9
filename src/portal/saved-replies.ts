// The pages of saved replies, for staff: all of them by title, one to be changed or deleted, and the form for a new one. Writes them.
import type { Request, Response } from "express";
import { addSavedReply } from "../actions/add-saved-reply.ts";
import { changeSavedReply } from "../actions/change-saved-reply.ts";
import { deleteSavedReply } from "../actions/delete-saved-reply.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import {
  placeholderNames,
  replyTextLengthMax,
  replyTitleLengthMax,
  type ReplyWords,
} from "../domain/saved-reply.ts";
import {
  getSavedReply,
  listSavedReplies,
  savedReplyPageSize,
  type SavedReplyRow,
} from "../store/saved-replies.ts";
import { placeProblem } from "./field-problems.ts";
import { formOf } from "./form.ts";
import { showPage } from "./page.ts";
import { pageNumber, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { requireStaff, type StaffVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

/** A form that could not be taken. */
interface Refused {
  typed: ReplyWords;
  problem: Problem;
}

/** GET /saved-replies: by title, and the form for a new one. */
export async function showSavedReplies(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  await showList(portal, response, staff, pageNumber(request.query["page"]));
}

/** POST /saved-replies: keeps a new one. */
export async function takeNewSavedReply(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const typed = typedIn(request);
  const at = timestamp(portal.clock());
  try {
    await portal.store.write((rows) => addSavedReply(rows, at, { ...typed, byStaffId: staff.staffId }));
    response.redirect(303, "/saved-replies");
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showList(portal, response, staff, 1, { typed, problem: fault });
  }
}

/** GET /saved-replies/:savedReplyId: one of them, to be changed or deleted. */
export async function showSavedReply(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const id = requireId(request.params["savedReplyId"]);
  await showOne(portal, response, staff, await getSavedReply(portal.store.read, id));
}

/** POST /saved-replies/:savedReplyId: writes it anew. */
export async function takeSavedReply(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const savedReplyId = requireId(request.params["savedReplyId"]);
  const reply = await getSavedReply(portal.store.read, savedReplyId);
  const typed = typedIn(request);
  const at = timestamp(portal.clock());
  try {
    await portal.store.write((rows) =>
      changeSavedReply(rows, at, { ...typed, savedReplyId, byStaffId: staff.staffId }),
    );
    response.redirect(303, "/saved-replies");
  } catch (fault) {
    if (!(fault instanceof Problem) || fault.code === "not_found") throw fault;
    await showOne(portal, response, staff, reply, { typed, problem: fault });
  }
}

/** POST /saved-replies/:savedReplyId/delete. Pressing it twice does it once. */
export async function removeSavedReplyHere(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  const { staffId: byStaffId } = await requireStaff(portal, request);
  const savedReplyId = requireId(request.params["savedReplyId"]);
  const at = timestamp(portal.clock());
  await portal.store.write((rows) => deleteSavedReply(rows, at, { savedReplyId, byStaffId }));
  response.redirect(303, "/saved-replies");
}

function typedIn(request: Request): ReplyWords {
  const form = formOf(request);
  return { title: form.text("title"), text: form.text("text") };
}

async function showList(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  page: number,
  refused?: Refused,
): Promise<void> {
  const reading = readingOf(portal, staff);
  const found = await listSavedReplies(portal.store.read, page);
  const values = {
    title: reading.say("saved-replies.title"),
    place: "saved-replies" as const,
    replies: found.slice(0, savedReplyPageSize).map((row) => ({
      id: row.id,
      title: row.title,
      start: startOf(row.text),
      updatedBy: row.updatedBy,
      updated: momentWords(row.updatedAt, reading),
    })),
    newerPath: page > 1 ? `/saved-replies?page=${page - 1}` : null,
    olderPath: found.length > savedReplyPageSize ? `/saved-replies?page=${page + 1}` : null,
    form: formValues(portal, staff, "/saved-replies", refused ?? { typed: { title: "", text: "" } }),
  };
  await showPage(portal, response, staff, "saved-replies", values, refused && statusOf(refused.problem));
}

async function showOne(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  reply: SavedReplyRow,
  refused?: Refused,
): Promise<void> {
  const path = `/saved-replies/${reply.id}`;
  const values = {
    title: reply.title,
    place: "saved-replies" as const,
    replyTitle: reply.title,
    deletePath: `${path}/delete`,
    form: formValues(portal, staff, path, refused ?? { typed: reply }),
  };
  await showPage(portal, response, staff, "saved-reply", values, refused && statusOf(refused.problem));
}

function formValues(
  portal: Portal,
  staff: StaffVisitor,
  path: string,
  { typed, problem }: { typed: ReplyWords; problem?: Problem },
) {
  const { say } = readingOf(portal, staff);
  return {
    path,
    typedTitle: typed.title,
    typedText: typed.text,
    ...placeProblem(["title", "text"], problem, staff.locale),
    titleLengthMax: replyTitleLengthMax,
    textLengthMax: replyTextLengthMax,
    placeholders: placeholderNames.map((name) => ({
      written: `{${name}}`,
      means: say(`saved-replies.placeholder.${name}`),
    })),
  };
}

/** The first words, on one line. */
function startOf(text: string): string {
  const line = text.slice(0, 400).replaceAll(/\s+/gu, " ");
  return line.length > startLengthMax ? `${line.slice(0, startLengthMax).toWellFormed().trimEnd()}…` : line;
}

const startLengthMax = 140;
