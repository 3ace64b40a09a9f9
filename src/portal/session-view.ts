// A session as its page shows it to one reader, and what they can do with it now.
import { agendaLengthMax } from "../domain/agenda.ts";
import { momentInWords, timestamp } from "../domain/clock.ts";
import { otherMoment } from "../domain/session-words.ts";
import {
  changeableUntil,
  findAgendaRefusal,
  findChangeRefusal,
  type SessionState,
} from "../domain/session.ts";
import type { SessionRow } from "../store/sessions.ts";
import type { Portal } from "./portal.ts";

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
}

/** What was typed for a session that has no form (any more), so that nobody loses it; empty for nothing. */
export function typedElsewhere(views: readonly SessionView[], refused: RefusedAgenda | undefined): string {
  if (refused?.agendaOf === undefined) return "";
  return views.some((view) => view.isAgendaRefused && view.canChangeAgenda) ? "" : refused.agenda;
}

const answers = {
  accepted: "accepted in their calendar",
  tentative: "“maybe” in their calendar",
  declined: "declined in their calendar, too late to cancel it by itself",
};

const states: Record<SessionState, string> = {
  booked: "Booked",
  took_place: "Took place",
  missed: "Missed",
  cancelled: "Cancelled",
};

export function sessionView(
  { render, clock }: Pick<Portal, "render" | "clock">,
  session: SessionRow,
  reader: { kind: "contact" | "staff"; timeZone: string },
  refused?: RefusedAgenda,
): SessionView {
  const isStaff = reader.kind === "staff";
  const own = { timeZone: reader.timeZone, locale: "en" } as const;
  const now = timestamp(clock());
  const { id, minutes, startsAt, staffName, contactName, clientName, agenda, callLink, state } = session;
  return {
    id,
    kindName: render.say("en", `session-kind.${session.kind}`),
    minutes,
    when: momentInWords(startsAt, own.timeZone, "en"),
    otherWhen: otherMoment(startsAt, own, isStaff ? session.contactTimeZone : session.staffTimeZone),
    otherName: isStaff ? contactName : staffName,
    staffName,
    contactName,
    clientName,
    place: callLink,
    placeLink: /^https?:\/\//iu.test(callLink) && URL.canParse(callLink) ? callLink : null,
    agenda,
    canChangeAgenda: findAgendaRefusal(session, now) === undefined,
    typedAgenda: refused?.agendaOf === id ? refused.agenda : agenda,
    isAgendaRefused: refused?.agendaOf === id,
    agendaLengthMax,
    answer: session.calendarAnswer === null ? null : answers[session.calendarAnswer],
    answerComment: session.answerComment,
    state,
    stateWords: state === "booked" && startsAt <= now ? "Going on" : states[state],
    canChange: findChangeRefusal(session, reader.kind, now) === undefined,
    until: momentInWords(changeableUntil(session), own.timeZone, "en"),
    isMissed: state === "missed",
  };
}
