// GET /messages/:messageId: a message, whole, and in its parts when it came by email. POST …/reply-cases: a reader says that it
// was taken apart wrongly, which keeps it as a case for staff. For whoever may see the message.
import type { Request, Response } from "express";
import { reportMisreading } from "../actions/report-misreading.ts";
import { timestamp } from "../domain/clock.ts";
import type { InEveryLanguage } from "../domain/locale.ts";
import { replyVerdicts } from "../domain/message.ts";
import { Problem } from "../domain/problem.ts";
import { listFromOtherClients } from "../store/message-moves.ts";
import { findWholeMessage, type WholeMessageRow } from "../store/messages.ts";
import { listVerdicts } from "../store/reply-cases.ts";
import { withoutQuotes } from "./conversation.ts";
import { formOf } from "./form.ts";
import { showPage } from "./page.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { toWholeBlocks } from "./reply-parts.ts";
import { findTaskAccess, type TaskAccess } from "./task-access.ts";
import { momentWords } from "./words.ts";

export async function showWholeMessage(portal: Portal, request: Request, response: Response): Promise<void> {
  const { access, message } = await getMessage(portal, request);
  const isEmail = message.blocks !== null;
  const hidden = access.isStaff ? [] : await listFromOtherClients(portal.store.read, access.task.id);
  const { blocks } = hidden.includes(message.id) ? withoutQuotes(message) : message;
  const said = await listVerdicts(portal.store.read, message.id, access.reader);
  const reading = readingOf(portal, access);
  const options = { masked: portal.maskSecrets, withWhy: access.isStaff, ...reading };
  await showPage(portal, response, access.visitor, "whole-message", {
    title: reading.say(isEmail ? "whole-message.tab" : "whole-message.tab-page", {
      title: access.task.title,
    }),
    isEmail,
    place: "tasks",
    task: { id: access.task.id, title: access.task.title },
    messageId: message.id,
    author: message.authorName,
    posted: momentWords(message.postedAt, reading),
    blocks: toWholeBlocks(blocks ?? [{ kind: "kept", text: message.kept, html: "", evidence: "" }], options),
    said: said.map((verdict) => reading.say("misread.said", { verdict })),
    isStaffView: access.isStaff,
    misreadPath: `/messages/${message.id}/reply-cases`,
  });
}

const pressOne: InEveryLanguage = {
  en: "Press one of the two buttons below the message.",
  de: "Drücken Sie auf eine der beiden Schaltflächen unter der Nachricht.",
};

/** Answers with the page of the whole message. Pressing it again says the same again and changes nothing. */
export async function takeMisreading(portal: Portal, request: Request, response: Response): Promise<void> {
  const { access, message } = await getEmailedMessage(portal, request);
  const typed = formOf(request).text("verdict");
  const verdict = replyVerdicts.find((known) => known === typed);
  if (verdict === undefined) throw new Problem("invalid", pressOne);
  const at = timestamp(portal.clock());
  await portal.store.write((rows) =>
    reportMisreading(rows, at, { messageId: message.id, verdict, by: access.reader }),
  );
  response.redirect(303, `/messages/${message.id}`);
}

/** Throws the same `not_found` for what is not there, not for this visitor, or was not read from an email. */
async function getEmailedMessage(portal: Portal, request: Request) {
  const found = await getMessage(portal, request);
  if (found.message.blocks === null) throw pageMissing();
  return found;
}

/** Throws the same `not_found` for what is not there or not for this visitor. */
async function getMessage(
  portal: Portal,
  request: Request,
): Promise<{ access: TaskAccess; message: WholeMessageRow }> {
  const id = requireId(request.params["messageId"]);
  const message = await findWholeMessage(portal.store.read, id);
  const access = message && (await findTaskAccess(portal, request, message.taskId));
  if (message === undefined || access === undefined) throw pageMissing();
  if (message.isNote === 1 && !access.isStaff) throw pageMissing();
  return { access, message };
}
