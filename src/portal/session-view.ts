// A session as its page shows it to one reader, and what they can do with it now.
import { agendaLengthMax } from "../domain/agenda.ts";
import { momentInWords, timestamp } from "../domain/clock.ts";
import type { Locale } from "../domain/locale.ts";
import { otherMoment } from "../domain/session-words.ts";
import {
  changeableUntil,
  findAgendaRefusal,
  findChangeRefusal,
  type SessionState,
} from "../domain/session.ts";
import type { SessionRow } from "../store/sessions.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";

export interface SessionView {
  id: number;
  kindName: string;
  minutes: number;
  when: string;
  otherWhen: string | null;
  otherName: string;
  staffName: string;
  contactName: string;
  clientName: string;
  place: string;
  /** Null where the place is words. */
  placeLink: string | null;
  agenda: string;
  canChangeAgenda: boolean;
  /** What stands in the form: what was typed, when that could not be taken. */
  typedAgenda: string;
  isAgendaRefused: boolean;
  /** Why; null for one that is not refused. */
  agendaProblem: string | null;
  agendaLengthMax: number;
  answer: string | null;
  answerComment: string | null;
  state: SessionState;
  stateWords: string;
  canChange: boolean;
  until: string;
  isMissed: boolean;
}

/** An agenda that could not be taken, and the session that it was for. */
interface RefusedAgenda {
  agendaOf?: number;
  agenda: string;
  message: string;
}

/** Whether the refusal stands beside the agenda that it is about. */
export function isSaidThere(views: readonly SessionView[]): boolean {
  return views.some((view) => view.isAgendaRefused && view.canChangeAgenda);
}

/** What was typed for a session that has no form (any more), so that nobody loses it; empty for nothing. */
export function typedElsewhere(views: readonly SessionView[], refused: RefusedAgenda | undefined): string {
  return refused?.agendaOf === undefined || isSaidThere(views) ? "" : refused.agenda;
}

/** Who looks at sessions, and how they read. */
export interface SessionReader {
  kind: "contact" | "staff";
  timeZone: string;
  locale: Locale;
}

export function sessionView(
  portal: Portal,
  session: SessionRow,
  reader: SessionReader,
  refused?: RefusedAgenda,
): SessionView {
  const isStaff = reader.kind === "staff";
  const own = readingOf(portal, reader);
  const { say } = own;
  const now = timestamp(own.now);
  const moment = (at: string) => momentInWords(at, own.timeZone, own.locale);
  const isRefused = refused?.agendaOf === session.id;
  const { id, minutes, startsAt, staffName, contactName, clientName, agenda, callLink, state } = session;
  return {
    id,
    kindName: say(`session-kind.${session.kind}`),
    minutes,
    when: moment(startsAt),
    otherWhen: otherMoment(startsAt, own, isStaff ? session.contactTimeZone : session.staffTimeZone),
    otherName: isStaff ? contactName : staffName,
    staffName,
    contactName,
    clientName,
    place: callLink,
    placeLink: /^https?:\/\//iu.test(callLink) && URL.canParse(callLink) ? callLink : null,
    agenda,
    canChangeAgenda: findAgendaRefusal(session, now) === undefined,
    typedAgenda: isRefused ? refused.agenda : agenda,
    isAgendaRefused: isRefused,
    agendaProblem: isRefused ? refused.message : null,
    agendaLengthMax,
    answer: session.calendarAnswer === null ? null : say(`calendar-answer.${session.calendarAnswer}`),
    answerComment: session.answerComment,
    state,
    stateWords: say(`session-state.${state === "booked" && startsAt <= now ? "going_on" : state}`),
    canChange: findChangeRefusal(session, reader.kind, now) === undefined,
    until: moment(changeableUntil(session)),
    isMissed: state === "missed",
  };
}
