// “Why is this here?”: one inbound email with every step of its way, its text and what became of it. For staff.
import type { Request, Response } from "express";
import { findInboundEmail, type InboundEmailRow } from "../store/inbound-emails.ts";
import { findMessageIdOfEmail, listAttachmentsOfEmail } from "../store/messages.ts";
import { withoutTurns } from "../domain/name.ts";
import { findTask } from "../store/tasks.ts";
import { foldMany, toFileView } from "./file-view.ts";
import { decisionView, type RefusedDecision } from "./refused-decision.ts";
import { statusOf } from "./problem.ts";
import { readForwardOffer } from "./forwarded-offer.ts";
import { foundReader, type FoundReader } from "./found-words.ts";
import { factsOf } from "./inbound-facts.ts";
import { readChoices, readMoveChoices } from "./inbound-email-choices.ts";
import { findHtml, holdsConfirmation, rawRemovedWords } from "./inbound-source.ts";
import { findLikelyPerson } from "./held-proposals.ts";
import { readLastRuling } from "./ruling-views.ts";
import { foundInWords, reasonInWords, statusInWords, stepInWords } from "./outcome-words.ts";
import { showPage } from "./page.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type SayToThem } from "./reading.ts";
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
    refused?: RefusedDecision;
  } = {},
): Promise<void> {
  const email = await findInboundEmail(portal.store.read, emailId);
  if (email === undefined) throw pageMissing();
  const isBusy = email.status === "pending" || email.status === "processing";
  const reading = readingOf(portal, staff);
  const { say } = reading;
  const readFound = foundReader(portal.render.say, reading.locale);
  const outcome = await outcomeOf(portal, email, say, options.refused);
  const { seen, view: lastRuling } = await readLastRuling(portal, staff, email);
  const hasHtml = !isBusy && (await findHtml(portal, email)) !== undefined;
  const files = await listAttachmentsOfEmail(portal.store.read, email.id);
  const likely = await findLikelyPerson(portal, email, say);
  const subject =
    email.subject === null || email.subject === ""
      ? say("inbound.no-subject")
      : portal.maskSecrets(email.subject);
  await showPage(
    portal,
    response,
    staff,
    "inbound-email",
    {
      title: subject,
      place: outcome === null ? "held" : "tasks",
      // What stands against a decision is read in peace; its page is the answer to a form and has no address to look at again.
      ...(isBusy && options.refused === undefined ? { refreshSeconds } : {}),
      selfPath: `/emails/${email.id}`,
      email: { id: email.id, subject, status: email.status },
      statusWords: statusInWords(email.status, say),
      reason: isBusy || outcome !== null ? "" : reasonInWords(email.reason, say),
      isBusy,
      isEnded: email.status === "handled" || email.status === "ignored",
      hasHtml,
      isHtmlShown: hasHtml && options.isHtmlShown === true,
      ...decisionView(options.refused, staff.locale),
      sender: senderWords(email, say),
      received: momentWords(email.receivedAt, reading),
      steps: email.evidence.map((step) => {
        const { found, language } = foundInWords(step, readFound, say);
        return { label: stepInWords(step.step, say), found: portal.maskSecrets(found), language };
      }),
      isSourceHidden: holdsConfirmation(email),
      notices: email.evidence
        .filter(({ step }) => step === "notice")
        .map((step) => portal.maskSecrets(foundInWords(step, readFound, say).found)),
      rawRemoved: rawRemovedWords(email, reading),
      facts: factsOf(portal, email, reading),
      paragraphs: toProse(portal.maskSecrets(email.text ?? "")),
      ...foldMany(files.map((file) => toFileView(file, reading))),
      outcome,
      seen,
      lastRuling,
      canRule: !isBusy && email.status !== "handled" && email.rawRemovedAt === null,
      canReadAgain: email.rawRemovedAt === null,
      isDiscarded: email.status === "ignored" && email.ruling?.kind === "discard",
      choices: await readChoices(portal, email, likely?.contactId, options.refused),
      likely,
      forwarded: isBusy ? null : ((await readForwardOffer(portal, email, reading, options.refused)) ?? null),
      move: outcome?.move ?? null,
      typedTitle: options.refused?.typed("move-to-new-task", "title") ?? outcome?.move?.title ?? "",
      moved: options.isMoved === true ? movedWords(portal, email, readFound) : null,
    },
    options.refused && statusOf(options.refused.problem),
  );
}

function senderWords(email: InboundEmailRow, say: SayToThem): string {
  const address = email.fromAddress ?? email.envelopeFrom;
  if (email.fromName === null || email.fromName === "") {
    return address === "" ? say("held-summary.unnamed-sender") : address;
  }
  // Beside an address, and nothing may turn that around.
  return `${withoutTurns(email.fromName)} <${address}>`;
}

/** The task an email ended on, and its message there if it became one. */
async function outcomeOf(
  portal: Portal,
  email: InboundEmailRow,
  say: SayToThem,
  refused: RefusedDecision | undefined,
) {
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
    move:
      messageId === undefined
        ? null
        : await readMoveChoices(portal, task, { messageId, subject: email.subject, refused }, say),
  };
}

/** Who moved it, when and from where, as its last step says it. */
function movedWords(portal: Portal, email: InboundEmailRow, readFound: FoundReader) {
  const last = email.evidence.findLast(({ step }) => step === "move");
  if (last === undefined) return null;
  const { found, language } = readFound(last.found);
  return { words: portal.maskSecrets(found), language };
}
