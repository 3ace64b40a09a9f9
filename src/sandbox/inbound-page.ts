// GET /sandbox/inbound/:emailId: what became of an email that came in, step by step, and what was kept and quoted of it.
import type { Request, Response } from "express";
import { momentInWords } from "../domain/clock.ts";
import { sizeInWords } from "../domain/in-words.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { toParts, type PartsOptions } from "../portal/reply-parts.ts";
import { reasonInWords, stepInWords } from "../portal/outcome-words.ts";
import { getBlob } from "../store/blobs.ts";
import { findInboundEmail, type InboundEmailRow } from "../store/inbound-emails.ts";
import {
  findMessageIdOfEmail,
  findWholeMessage,
  listAttachmentsOfEmail,
  type AttachmentRow,
  type WholeMessageRow,
} from "../store/messages.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findTask } from "../store/tasks.ts";
import { mailboxPath } from "./correspondents.ts";
import { englishOf, outcomeInWords, senderInWords } from "./inbound-view.ts";
import { shownAddress } from "../store/inbound-envelopes.ts";
import type { SandboxParts } from "./sandbox.ts";
import { idInPath, showPage } from "./show-page.ts";

/** Characters of the raw email that are shown. */
const rawLengthMax = 60_000;

export async function showInbound(parts: SandboxParts, request: Request, response: Response): Promise<void> {
  const { read } = parts.store;
  const email = await findInboundEmail(read, idInPath(request, "emailId"));
  if (email === undefined) throw new Problem("not_found", inEnglish("There is no such email."));
  const message = await findMessageOf(read, email.id);
  const task = email.taskId === null ? undefined : await findTask(read, email.taskId);
  const writer = email.fromAddress === null ? undefined : await findPersonByAddress(read, email.fromAddress);
  const attachments = await listAttachmentsOfEmail(read, email.id);
  const say = englishOf(parts.render);
  const isPending = email.status === "pending" || email.status === "processing";
  showPage(parts, response, "inbound", {
    title: `What became of “${subjectOf(email)}”`,
    subject: subjectOf(email),
    from: senderInWords(email),
    to: shownAddress(email.envelopeTo),
    when: momentInWords(email.receivedAt, writer?.timeZone ?? "UTC"),
    status: email.status,
    outcome: outcomeInWords(email.status, say),
    summary: summary(email, message),
    reason: email.status === "handled" ? null : reasonInWords(email.reason, say),
    isPending,
    path: `/sandbox/inbound/${email.id}`,
    isForStaff: email.status === "held" || email.status === "failed",
    steps: email.evidence.map(({ step, found }) => ({ title: stepInWords(step, say), found })),
    message: message === undefined ? null : wordsOfMessage(parts, message),
    words: message === undefined ? email.text : null,
    attachments: attachments.map((file) => ({
      filename: file.filename === "" ? "unnamed file" : file.filename,
      size: sizeInWords(file.sizeBytes),
    })),
    task:
      task === undefined
        ? null
        : { path: `/tasks/${task.id}`, title: task.title, clientName: task.clientName },
    mailbox: writer === undefined ? null : { path: mailboxPath(writer), name: writer.name },
    staffPath: `/emails/${email.id}`,
    raw: await rawOf(read, email),
  });
}

async function findMessageOf(rows: Rows, emailId: number): Promise<WholeMessageRow | undefined> {
  const id = await findMessageIdOfEmail(rows, emailId);
  return id === undefined ? undefined : findWholeMessage(rows, id);
}

/** What it means, in one sentence. */
function summary(email: InboundEmailRow, message: WholeMessageRow | undefined): string {
  switch (email.status) {
    case "pending":
    case "processing":
      return "It is stored, and will be read in a moment. Load this page again.";
    case "handled":
      if (email.class === "delivery_report")
        return "It moved the delivery state of the email it is about. Staff see that on the message.";
      if (message === undefined) return "It did its work and became no message.";
      if (message.isQuiet === 1)
        return "It was kept as a quiet note that only staff see, and nobody was notified.";
      return "It is a message on the task now, and everybody else on the task was told by email.";
    case "held":
      return "Nobody was told anything, not even its sender. Staff decide on the held desk.";
    case "ignored":
      return "There was nothing to do. It stays stored.";
    case "failed":
      return "We could not read it. It is stored whole, and staff see it on the held desk.";
  }
}

/** Its pictures are files that only those see who may see the task, so each stands here by its alt text. */
const noFiles: readonly AttachmentRow[] = [];

function wordsOfMessage({ maskSecrets, render }: SandboxParts, message: WholeMessageRow) {
  const options: PartsOptions = {
    files: noFiles,
    masked: maskSecrets,
    withWhy: true,
    locale: "en",
    say: (key, values) => render.say("en", key, values),
  };
  return {
    parts: toParts(message, options).parts,
    method: message.method ?? "none",
    confidence: message.confidence === null ? null : `${Math.round(message.confidence * 100)} %`,
  };
}

async function rawOf(rows: Rows, email: InboundEmailRow): Promise<string> {
  if (email.rawRemovedAt !== null) return "(removed: raw emails are not kept any longer)";
  const raw = (await getBlob(rows, email.rawSha256)).toString("utf8").replaceAll("\r\n", "\n");
  if (raw.length <= rawLengthMax) return raw;
  return `${raw.slice(0, rawLengthMax)}\n…\n(the start of ${sizeInWords(email.rawSizeBytes ?? raw.length)})`;
}

function subjectOf(email: InboundEmailRow): string {
  return email.subject === null || email.subject === "" ? "(no subject)" : email.subject;
}
