// The page on which staff take words out of a message for good, and what it does. Staff only.
import type { Request, Response } from "express";
import { readWords } from "../actions/find-words.ts";
import { redactMessage } from "../actions/redact-message.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { findWholeMessage, type WholeMessageRow } from "../store/messages.ts";
import { getTask } from "../store/tasks.ts";
import { formOf } from "./form.ts";
import { showPage } from "./page.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { statusOf } from "./problem.ts";
import { toWholeBlocks } from "./reply-parts.ts";
import { requireStaff, type StaffVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

/** GET /messages/:messageId/redact: the whole message, what will go, and the form. */
export async function showRedact(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  await showRedactPage(portal, response, staff, await getMessage(portal, request));
}

/** POST /messages/:messageId/redact: asks once more with the words in sight, and takes them out when that is confirmed. */
export async function takeWordsOut(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const message = await getMessage(portal, request);
  const form = formOf(request);
  const typed = form.text("words");
  try {
    if (form.text("confirmed") !== "yes") {
      return await showRedactPage(portal, response, staff, message, { typed, asked: readWords(typed) });
    }
    const input = { messageId: message.id, typed, byStaffId: staff.staffId };
    await portal.store.write((rows) => redactMessage(rows, timestamp(portal.clock()), input));
    response.redirect(303, `/tasks/${message.taskId}#message-${message.id}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showRedactPage(portal, response, staff, message, { typed, problem: fault });
  }
}

/** Throws `not_found`. */
async function getMessage(portal: Portal, request: Request): Promise<WholeMessageRow> {
  const message = await findWholeMessage(portal.store.read, requireId(request.params["messageId"]));
  if (message === undefined) throw pageMissing();
  return message;
}

async function showRedactPage(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  message: WholeMessageRow,
  { typed = "", asked, problem }: { typed?: string; asked?: string[]; problem?: Problem } = {},
): Promise<void> {
  const task = await getTask(portal.store.read, message.taskId);
  const blocks = message.blocks ?? [{ kind: "kept" as const, text: message.kept, html: "", evidence: "" }];
  const reading = readingOf(portal, staff);
  const values = {
    title: reading.say("redact.tab", { title: task.title }),
    place: "tasks" as const,
    task: { id: task.id, title: task.title },
    messageId: message.id,
    path: `/messages/${message.id}/redact`,
    author: message.authorName,
    posted: momentWords(message.postedAt, reading),
    blocks: toWholeBlocks(blocks, { masked: portal.maskSecrets, withWhy: false, ...reading }),
    isEmail: message.inboundEmailId !== null,
    typed,
    asked: asked ?? null,
    problem: problem?.in(staff.locale) ?? null,
  };
  await showPage(portal, response, staff, "redact", values, problem && statusOf(problem));
}
