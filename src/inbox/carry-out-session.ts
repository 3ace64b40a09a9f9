// Carries out what an email does with sessions, within the transaction of its outcome. What cannot be done is told to its author by
// email: why, or which times are free now.
import type { WorkingCalendar } from "../domain/working-calendar.ts";
import { answerSession } from "../actions/answer-session.ts";
import { askFreeTimes, type TimesAsked } from "../actions/ask-free-times.ts";
import { bookSession } from "../actions/book-session.ts";
import { changeAgenda } from "../actions/change-agenda.ts";
import { cancelSession } from "../actions/cancel-session.ts";
import { moveSession } from "../actions/move-session.ts";
import { refuseSessionChange, type WantedChange } from "../actions/refuse-session-change.ts";
import { Problem } from "../domain/problem.ts";
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import { recordAttachments } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import { getSession } from "../store/sessions.ts";
import { calm } from "./calm.ts";
import type { Examination } from "./decision.ts";
import { hold } from "./hold.ts";
import type { SessionDecision } from "./session-decision.ts";
import { takeOnce } from "./take-once.ts";
import { speak, type Result } from "./speak.ts";

/** What was done, by its reason code. */
type Done =
  | "session_booked"
  | "session_moved"
  | "session_cancelled"
  | "session_agenda_changed"
  | "session_unchanged"
  | "session_answered"
  | "session_refused"
  | "session_times_sent"
  | "session_emails_limited";

const doneWords: Record<Done, string> = {
  session_booked: "It booked a session.",
  session_moved: "It moved the session.",
  session_cancelled: "It cancelled the session.",
  session_agenda_changed: "It changed the agenda of the session.",
  session_unchanged: "The session was so already, so nothing was changed.",
  session_answered: "The answer of the calendar was noted with the session.",
  session_refused: "That cannot be done any more, and they are told why.",
  session_times_sent: "They are sent the times that are free.",
  session_emails_limited: "They were sent so many emails within an hour that this was not answered.",
};

/** An email does its work once, by whichever way it comes and however often it is read. */
export async function carryOutSession(
  rows: Rows,
  at: string,
  email: ClaimedEmail,
  examination: Examination,
  decision: SessionDecision,
  calendar: WorkingCalendar,
): Promise<Result> {
  const { author } = decision;
  const rest =
    decision.kind === "ask_times" && decision.rest !== undefined
      ? await calm(rows, at, email, examination, decision.rest)
      : undefined;
  // Whoever writes too much is not answered either, until somebody has looked.
  if (rest !== undefined && rest.kind !== "post" && rest.kind !== "open")
    return hold(rows, at, email, examination, rest);
  await recordAttachments(rows, { inboundEmailId: email.id }, examination.uploads);
  const before = await takeOnce(rows, email, examination, author);
  if (before !== undefined) return before;
  const done = await carryOut(rows, new Date(at), decision, email.id);
  examination.steps.push({ step: "act", found: doneWords[done] });
  const result: Result = { status: "handled", reason: done, author };
  if (rest === undefined) return result;
  const { taskId } = await speak(rows, at, email, { ...examination, uploads: [] }, rest, calendar);
  return { ...result, ...(taskId === undefined ? {} : { taskId }) };
}

async function carryOut(
  rows: Rows,
  now: Date,
  decision: SessionDecision,
  inboundEmailId: number,
): Promise<Done> {
  switch (decision.kind) {
    case "choose_time":
      return chooseTime(rows, now, { ...decision, inboundEmailId });
    case "change_session":
      return change(rows, now, { ...decision, inboundEmailId });
    case "change_agenda":
      return sayAgenda(rows, now, { ...decision, inboundEmailId });
    case "ask_times": {
      const { author, sessionKind, minutes, cause = asked.cause } = decision;
      const wanted = { ...asked, contactId: author.id, kind: sessionKind, minutes, inboundEmailId };
      return sendTimes(rows, now, { ...wanted, cause });
    }
    case "answer_invitation": {
      const { author, sessionId, answer } = decision;
      const given = { answer: answer.answer, sequence: answer.sequence, comment: answer.comment };
      const { kind } = await answerSession(rows, now, { sessionId, by: author, ...given, inboundEmailId });
      return kind === "unchanged" || kind === "outdated" ? "session_unchanged" : "session_answered";
    }
  }
}

/** A decision of this kind, with the email that it is about. */
type ByEmail<Kind extends SessionDecision["kind"]> = Extract<SessionDecision, { kind: Kind }> & {
  inboundEmailId: number;
};

/** A time that is gone is answered with what is free near it. */
async function chooseTime(
  rows: Rows,
  now: Date,
  { author, choice, movingId, agenda, timeZone, inboundEmailId }: ByEmail<"choose_time">,
): Promise<Done> {
  const { staffId, startsAt, kind, minutes } = choice;
  if (movingId !== null) {
    const refused = await refuse(rows, now, {
      by: author,
      sessionId: movingId,
      wanted: "move",
      inboundEmailId,
    });
    if (refused !== undefined) return refused;
  }
  try {
    if (movingId === null) {
      const input = { by: author, staffId, startsAt, kind, minutes, agenda, timeZone, inboundEmailId };
      const booked = await bookSession(rows, now, input);
      return booked.kind === "done" ? "session_booked" : "session_unchanged";
    }
    const moved = await moveSession(rows, now, {
      sessionId: movingId,
      by: author,
      staffId,
      startsAt,
      timeZone,
      inboundEmailId,
    });
    return moved.kind === "done" ? "session_moved" : "session_unchanged";
  } catch (fault) {
    // Nothing was written before it was refused.
    if (!(fault instanceof Problem) || fault.code !== "conflict") throw fault;
    const wanted = { kind, minutes, sessionId: movingId, cause: "gone", wantedAt: startsAt } as const;
    return sendTimes(rows, now, { contactId: author.id, ...wanted, inboundEmailId });
  }
}

async function change(
  rows: Rows,
  now: Date,
  { author, sessionId, wanted, inboundEmailId }: ByEmail<"change_session">,
): Promise<Done> {
  const refused = await refuse(rows, now, { by: author, sessionId, wanted, inboundEmailId });
  if (refused !== undefined) return refused;
  if (wanted === "cancel") {
    const cancelled = await cancelSession(rows, now, { sessionId, by: author, inboundEmailId });
    return cancelled.kind === "done" ? "session_cancelled" : "session_unchanged";
  }
  const { kind, minutes } = await getSession(rows, sessionId);
  return sendTimes(rows, now, { ...asked, contactId: author.id, kind, minutes, sessionId, inboundEmailId });
}

async function sayAgenda(
  rows: Rows,
  now: Date,
  { author, sessionId, agenda, inboundEmailId }: ByEmail<"change_agenda">,
): Promise<Done> {
  const refused = await refuse(rows, now, { by: author, sessionId, wanted: "agenda", inboundEmailId });
  if (refused !== undefined) return refused;
  const { kind } = await changeAgenda(rows, now, { sessionId, by: author, agenda, inboundEmailId });
  return kind === "done" ? "session_agenda_changed" : "session_unchanged";
}

/** Undefined when it may be changed. */
async function refuse(rows: Rows, now: Date, wanted: WantedChange): Promise<Done | undefined> {
  const { kind } = await refuseSessionChange(rows, now, wanted);
  if (kind === "changeable") return undefined;
  return kind === "refused" ? "session_refused" : "session_emails_limited";
}

const asked = { sessionId: null, cause: "asked", wantedAt: null } as const;

async function sendTimes(rows: Rows, now: Date, wanted: TimesAsked): Promise<Done> {
  const { kind } = await askFreeTimes(rows, now, wanted);
  return kind === "done" ? "session_times_sent" : "session_emails_limited";
}
