// Carries out what was decided about an email, with its outcome, in one transaction.
import { recordDelivery } from "../actions/record-delivery.ts";
import { recordProbeReturn } from "../actions/record-probe-return.ts";
import { timestamp } from "../domain/clock.ts";
import { lockClaim, type ClaimedEmail } from "../store/inbound-claims.ts";
import { markInboundOutcome, type Outcome } from "../store/inbound-emails.ts";
import { recordConfirmation } from "../store/forwarding-confirmations.ts";
import { markCameThrough } from "../store/mailboxes.ts";
import { forgetAttachmentsOf, recordAttachments } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import { carryAnswer } from "./carry-answer.ts";
import { calm } from "./calm.ts";
import { carryOutSession } from "./carry-out-session.ts";
import { nextCheckAt } from "./check-again.ts";
import { offerColleagues } from "./copied-colleagues.ts";
import type { Examination } from "./decision.ts";
import { hold } from "./hold.ts";
import type { Inbox } from "./inbox.ts";
import { keepHandled } from "./keep-handled.ts";
import { speak, type Result } from "./speak.ts";

/**
 * Acts within the caller's transaction and answers the outcome it wrote, or undefined when another worker took the email over
 * meanwhile. An email that did its work stays handled.
 */
export async function act(
  inbox: Inbox,
  rows: Rows,
  email: ClaimedEmail,
  found: Examination,
): Promise<Outcome | undefined> {
  if (!(await lockClaim(rows, email))) return undefined;
  // A transaction may run more than once; each run adds its own steps to those that were found.
  const examination = { ...found, steps: [...found.steps] };
  const at = timestamp(inbox.clock());
  const kept = await keepHandled(rows, email.id, "It did its work before, so nothing was changed.", at);
  if (kept !== undefined) return kept;
  await forgetAttachmentsOf(rows, email.id);
  const result = await carryOut(inbox, rows, at, email, examination);
  await offerCopied(rows, at, email, examination, result);
  const [from] = examination.head.from;
  const outcome: Outcome = {
    status: result.status,
    reason: result.reason,
    class: examination.class,
    evidence: examination.steps,
    fromAddress: from?.address ?? null,
    fromName: from?.name ?? null,
    subject: examination.head.subject,
    internetMessageId: examination.head.messageId ?? null,
    text: examination.text,
    taskId: result.taskId ?? null,
    author: result.author,
    checkAgainAt: result.checkAgainAt,
    forwarded: result.forwarded ?? null,
  };
  await markInboundOutcome(rows, email.id, outcome, at);
  if (examination.mailboxId !== undefined) await markCameThrough(rows, email.id, examination.mailboxId);
  return outcome;
}

/** Whom a contact copied on their words is offered on the task of these; nobody else's copies mean anything. */
async function offerCopied(
  rows: Rows,
  at: string,
  email: ClaimedEmail,
  { copied = [], decision }: Examination,
  { status, taskId, author }: Result,
): Promise<void> {
  if (status !== "handled" || taskId === undefined || author?.kind !== "contact") return;
  if (decision.kind !== "open" && !(decision.kind === "post" && !decision.isQuiet)) return;
  await offerColleagues(rows, at, { taskId, inboundEmailId: email.id, copied });
}

async function carryOut(
  inbox: Inbox,
  rows: Rows,
  at: string,
  email: ClaimedEmail,
  examination: Examination,
): Promise<Result> {
  const { decision } = examination;
  switch (decision.kind) {
    case "ignore":
      await recordAttachments(rows, { inboundEmailId: email.id }, examination.uploads);
      return { status: "ignored", reason: decision.reason };
    case "hold":
    case "fail":
      return hold(rows, at, email, examination, decision);
    case "record_delivery":
      await recordAttachments(rows, { inboundEmailId: email.id }, examination.uploads);
      await recordDelivery(rows, at, { ...decision, at: email.receivedAt });
      return { status: "handled", reason: `delivery_${decision.delivery}` };
    case "record_confirmation": {
      const { confirmation } = decision;
      await recordConfirmation(rows, {
        ...confirmation,
        inboundEmailId: email.id,
        receivedAt: email.receivedAt,
      });
      if (decision.isDone) return { status: "handled", reason: "forwarding_confirmation" };
      const missing = confirmation.isVouched ? "unread" : "unproved";
      return {
        status: "held",
        reason: `forwarding_confirmation_${missing}`,
        ...(decision.isUnanswered ? { checkAgainAt: nextCheckAt(new Date(at), email.checks) } : {}),
      };
    }
    case "answer":
      await recordAttachments(rows, { inboundEmailId: email.id }, examination.uploads);
      return carryAnswer(rows, new Date(at), email, examination, decision);
    case "record_probe_return":
      return recordReturn(rows, email, examination, decision);
    case "choose_time":
    case "change_session":
    case "change_agenda":
    case "ask_times":
    case "answer_invitation":
      return carryOutSession(rows, at, email, examination, decision, inbox.installation.calendar);
    case "post":
    case "open": {
      const calmed = await calm(rows, at, email, examination, decision);
      return calmed.kind === "post" || calmed.kind === "open"
        ? speak(rows, at, email, examination, calmed, inbox.installation.calendar)
        : hold(rows, at, email, examination, calmed);
    }
  }
}

async function recordReturn(
  rows: Rows,
  email: ClaimedEmail,
  examination: Examination,
  { probeId, learnt }: Extract<Examination["decision"], { kind: "record_probe_return" }>,
): Promise<Result> {
  const returned = { probeId, inboundEmailId: email.id, at: email.receivedAt, learnt };
  switch (await recordProbeReturn(rows, returned)) {
    case "returned":
      examination.steps.push({
        step: "act",
        found: "It is a probe that came back: mail goes out and comes in.",
      });
      return { status: "handled", reason: "probe_returned" };
    case "returned_before":
      return { status: "ignored", reason: "probe_returned_before" };
    case "unknown":
      return { status: "ignored", reason: "own_email" };
  }
}
