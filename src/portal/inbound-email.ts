// “Why is this here?”: one inbound email with every step of its way, its text and what became of it. For staff.
import type { Request, Response } from "express";
import { sizeInWords } from "../domain/in-words.ts";
import { shownAddress } from "../store/inbound-envelopes.ts";
import { findInboundEmail, type InboundEmailRow } from "../store/inbound-emails.ts";
import { findMessageIdOfEmail, listAttachmentsOfEmail } from "../store/messages.ts";
import { findTask } from "../store/tasks.ts";
import { toFileView } from "./file-view.ts";
import { readForwardOffer } from "./forwarded-offer.ts";
import { readChoices, readMoveChoices } from "./inbound-email-choices.ts";
import { findHtml, holdsConfirmation, rawRemovedWords } from "./inbound-source.ts";
import { findLikelyPerson } from "./held-proposals.ts";
import { readLastRuling } from "./ruling-views.ts";
import { reasonInWords, statusInWords, stepInWords } from "./outcome-words.ts";
import { showPage } from "./page.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { toProse } from "./prose.ts";
import { requireStaff, type StaffVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

/** Seconds after which a page about an email that is being read looks again. */
const refreshSeconds = 2;

/** GET /emails/:emailId */
export async function showInboundEmail(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  await showInboundEmailPage(portal, response, staff, requireId(request.params["emailId"]), {
    isHtmlShown: request.query["html"] !== undefined,
    isMoved: request.query["moved"] !== undefined,
  });
}

/** The page, also with what stood against a decision just made. Throws `not_found`. */
export async function showInboundEmailPage(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  emailId: number,
  options: {
    isHtmlShown?: boolean;
    /** It was moved just now, which the page then says first. */
    isMoved?: boolean;
    problem?: string;
    typedTitle?: string;
    status?: number;
  } = {},
): Promise<void> {
  const email = await findInboundEmail(portal.store.read, emailId);
  if (email === undefined) throw pageMissing();
  const isBusy = email.status === "pending" || email.status === "processing";
  const outcome = await outcomeOf(portal, email);
  const { seen, view: lastRuling } = await readLastRuling(portal, staff, email);
  const hasHtml = !isBusy && (await findHtml(portal, email)) !== undefined;
  const files = await listAttachmentsOfEmail(portal.store.read, email.id);
  const likely = await findLikelyPerson(portal, email);
  const subject =
    email.subject === null || email.subject === "" ? "(no subject)" : portal.maskSecrets(email.subject);
  await showPage(
    portal,
    response,
    staff,
    "inbound-email",
    {
      title: subject,
      place: outcome === null ? "held" : "tasks",
      // What stands against a decision is read in peace; its page is the answer to a form and has no address to look at again.
      ...(isBusy && options.problem === undefined ? { refreshSeconds } : {}),
      email: { id: email.id, subject, status: email.status },
      statusWords: statusInWords(email.status),
      reason: isBusy || outcome !== null ? "" : reasonInWords(email.reason),
      isBusy,
      isEnded: email.status === "handled" || email.status === "ignored",
      hasHtml,
      isHtmlShown: hasHtml && options.isHtmlShown === true,
      problem: options.problem ?? null,
      sender: senderWords(email),
      received: momentWords(email.receivedAt, readingOf(portal, staff)),
      steps: email.evidence.map(({ step, found }) => ({
        label: stepInWords(step),
        found: portal.maskSecrets(found),
      })),
      isSourceHidden: holdsConfirmation(email),
      notices: email.evidence
        .filter(({ step }) => step === "notice")
        .map(({ found }) => portal.maskSecrets(found)),
      rawRemoved: rawRemovedWords(email, staff),
      facts: factsOf(portal, email),
      paragraphs: toProse(portal.maskSecrets(email.text ?? "")),
      files: files.map((file) => toFileView(file, readingOf(portal, staff))),
      outcome,
      seen,
      lastRuling,
      canRule: !isBusy && email.status !== "handled" && email.rawRemovedAt === null,
      canReadAgain: email.rawRemovedAt === null,
      isDiscarded: email.status === "ignored" && email.ruling?.kind === "discard",
      choices: await readChoices(portal, email, likely?.contactId),
      likely,
      forwarded: isBusy ? null : ((await readForwardOffer(portal, email, staff)) ?? null),
      move: outcome?.move ?? null,
      typedTitle: options.typedTitle ?? outcome?.move?.title ?? "",
      movedWords: options.isMoved === true ? movedWords(portal, email) : null,
    },
    options.status,
  );
}

function senderWords(email: InboundEmailRow): string {
  const address = email.fromAddress ?? email.envelopeFrom;
  if (email.fromName === null || email.fromName === "") return address === "" ? "an unnamed sender" : address;
  return `${email.fromName} <${address}>`;
}

function factsOf(portal: Portal, email: InboundEmailRow): { label: string; value: string }[] {
  const { spf, dkim, senderIp, isRebuilt, formFaults, isDoubtful } = email.providerFields;
  const facts: [label: string, value: string | null | undefined][] = [
    [
      "Sent from (envelope)",
      email.envelopeFrom === ""
        ? "nobody: a report or an automatic answer"
        : shownAddress(email.envelopeFrom),
    ],
    ["Sent to (envelope)", shownAddress(email.envelopeTo)],
    ["SPF, as the provider says", spf],
    ["DKIM, as the provider says", dkim],
    ["Sent by the machine", senderIp],
    ["Came in by", email.source],
    ["Its bytes", isRebuilt && "SendGrid took this email apart; we put it together again."],
    ["What was wrong with its form", formFaults?.join(" ")],
    [
      "Doubt",
      isDoubtful &&
        "Its form named things twice, as when a sender writes into it: nothing in it vouches for anybody.",
    ],
    ["Message-ID", email.internetMessageId],
    ["Kind of email", email.class?.replaceAll("_", " ")],
    ["Size", email.rawSizeBytes === null ? null : sizeInWords(email.rawSizeBytes)],
    ["Times read", String(email.attempts)],
  ];
  return facts.flatMap(([label, value]) =>
    value === null || value === undefined || value === ""
      ? []
      : [{ label, value: portal.maskSecrets(value) }],
  );
}

/** The task an email ended on, and its message there if it became one. */
async function outcomeOf(portal: Portal, email: InboundEmailRow) {
  if (email.status !== "handled" || email.taskId === null) return null;
  const task = await findTask(portal.store.read, email.taskId);
  if (task === undefined) return null;
  const messageId = await findMessageIdOfEmail(portal.store.read, email.id);
  return {
    path: `/tasks/${task.id}${messageId === undefined ? "" : `#message-${messageId}`}`,
    taskId: task.id,
    taskTitle: task.title,
    clientName: task.clientName,
    /** What is no message, such as a delivery report, cannot be moved. */
    move: messageId === undefined ? null : await readMoveChoices(portal, task, messageId, email.subject),
  };
}

/** Who moved it, when and from where, as its last step says it. */
function movedWords(portal: Portal, email: InboundEmailRow): string | null {
  const last = email.evidence.findLast(({ step }) => step === "move");
  return last === undefined ? null : portal.maskSecrets(last.found);
}
