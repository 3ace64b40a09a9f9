// The page of one task: its conversation, and forms to write to it. Posts messages and, for staff, notes.
import type { Request, Response } from "express";
import { postAnswer } from "../actions/post-answer.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { zoneInWords } from "../domain/session-words.ts";
import { stageSlug } from "../domain/task.ts";
import { readAssignee } from "./assignee.ts";
import { findNewestMessageId } from "../store/newest-messages.ts";
import { readComposers, seenIn, type RefusedWords } from "./composer.ts";
import { readConversation } from "./conversation.ts";
import { readMentionHint } from "./mention-marks.ts";
import { readOffers } from "./copied-colleagues.ts";
import { formOf, type Form } from "./form.ts";
import { livePath } from "./live.ts";
import { readMovedMessages } from "./moved-messages.ts";
import { showPage } from "./page.ts";
import { requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { refuseMissing, statusOf } from "./problem.ts";
import { readSavedReplyChoice } from "./saved-reply-choice.ts";
import { stageName, stageSentence, turnWords } from "./stage-words.ts";
import { readStorms } from "./storms.ts";
import { readStage } from "./task-stage.ts";
import type { RefusedStep } from "./task-step-forms.ts";
import { submissionKeyOf } from "./submission.ts";
import { findTaskAccess, getTaskAccess, type TaskAccess } from "./task-access.ts";
import { readTeam } from "./task-team.ts";

interface Refused {
  words?: RefusedWords;
  step?: RefusedStep;
}

/** GET /tasks/:taskId: for staff, contacts of the task's client, and the holder of a link to it. */
export async function showTask(portal: Portal, request: Request, response: Response): Promise<void> {
  const access = await getTaskAccess(portal, request, requireId(request.params["taskId"]));
  await showTaskPage(portal, request, response, access);
}

/** POST /tasks/:taskId/messages: for everybody who sees the task. */
export function postMessageToTask(portal: Portal, request: Request, response: Response): Promise<void> {
  return takeForm(portal, request, response, false);
}

/** POST /tasks/:taskId/notes: for staff. A route of its own, so that no field can turn a note into a message. */
export function postNoteToTask(portal: Portal, request: Request, response: Response): Promise<void> {
  return takeForm(portal, request, response, true);
}

/** All files together that this visitor may send with a message; nobody else's are read. */
export async function messageBytesMax(portal: Portal, request: Request): Promise<number> {
  const access = await findTaskAccess(portal, request, requireId(request.params["taskId"]));
  return access === undefined ? 0 : portal.uploadBytesMax;
}

/** The same with a note. */
export async function noteBytesMax(portal: Portal, request: Request): Promise<number> {
  const access = await findTaskAccess(portal, request, requireId(request.params["taskId"]));
  return access?.isStaff === true ? portal.uploadBytesMax : 0;
}

async function takeForm(
  portal: Portal,
  request: Request,
  response: Response,
  isNote: boolean,
): Promise<void> {
  const access = await findTaskAccess(portal, request, requireId(request.params["taskId"]));
  if (access === undefined || (isNote && !access.isStaff)) {
    await refuseMissing(portal, request, response);
    return;
  }
  const form = formOf(request);
  try {
    if (form.refusal !== undefined) throw new Problem("too_large", form.refusal);
    const messageId = await post(portal, access, form, isNote);
    response.redirect(
      303,
      `/tasks/${access.task.id}${messageId === undefined ? "" : `#message-${messageId}`}`,
    );
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const typed = form.text("text");
    const message = fault.in(access.locale);
    const refused = {
      isNote,
      typed,
      seen: seenIn(form),
      hadFiles: form.hadFiles,
      message,
      status: statusOf(fault),
    };
    await showTaskPage(portal, request, response, access, { words: refused });
  }
}

/** Answers the new message's id; undefined when this form was posted before. */
async function post(
  portal: Portal,
  access: TaskAccess,
  form: Form,
  isNote: boolean,
): Promise<number | undefined> {
  const at = timestamp(portal.clock());
  const text = form.text("text").trim();
  const posted = await portal.store.write((rows) =>
    postAnswer(rows, at, {
      taskId: access.task.id,
      author: access.reader,
      channel: "portal",
      text,
      isNote,
      isByLink: access.isByLink,
      postedAt: at,
      submissionKey: submissionKeyOf(
        form.text("key"),
        access.task.id,
        `${access.reader.kind}:${access.reader.id}`,
        isNote ? "note" : "message",
        text,
        ...form.uploads.map((upload) => upload.sha256),
      ),
      uploads: form.uploads,
      seenMessageId: seenIn(form),
    }),
  );
  if (posted.kind === "same_message") return undefined;
  portal.nudge();
  return posted.messageId;
}

/** The page, with the form that could not be taken, if any, as it was. */
export async function showTaskPage(
  portal: Portal,
  request: Request,
  response: Response,
  access: TaskAccess,
  refused: Refused = {},
): Promise<void> {
  const { task, isStaff } = access;
  const { words, step } = refused;
  const { say } = readingOf(portal, access);
  const live = await livePath(portal, task.id);
  const seen = await findNewestMessageId(portal.store.read, task.id, isStaff);
  const conversation = await readConversation(portal, access, request.query["before"]);
  const team = await readTeam(portal, access);
  const savedReplies = await readSavedReplyChoice(portal, access, request.query["reply"]);
  const values = {
    live,
    title: task.title,
    place: "tasks" as const,
    task: {
      id: task.id,
      title: task.title,
      clientId: task.clientId,
      clientName: task.clientName,
      stage: stageName(task.stage, say),
      stageSlug: stageSlug(task.stage),
    },
    isStaffView: isStaff,
    turn: turnWords(task, isStaff, say),
    stageSentence: stageSentence(task.stage, say),
    stage: await readStage(portal, access, step),
    ...conversation,
    ...(await readMovedMessages(portal, access)),
    offers: await readOffers(portal, access),
    team,
    isMuted: team.muting === "unmute",
    assignee: await readAssignee(portal, access),
    savedReplies,
    mentions: await readMentionHint(portal, access),
    stormsHere: isStaff ? (await readStorms(portal)).senders.filter(({ taskId }) => taskId === task.id) : [],
    zone: zoneInWords(timestamp(portal.clock()), access.timeZone, access.locale),
    byLinkName: access.isByLink ? access.name : null,
    ...(await readComposers(portal, access, { seen, filled: savedReplies?.filled, conversation }, words)),
  };
  await showPage(
    portal,
    response,
    access.visitor,
    "task",
    values,
    words?.status ?? (step && statusOf(step.problem)),
  );
}
