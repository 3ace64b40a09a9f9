// The sessions of a client as its people see them: what is booked, what their plan has left, and free times to choose from. Books
// sessions.
import type { Request, Response } from "express";
import { bookSession } from "../actions/book-session.ts";
import { agendaLengthMax, isTooLong } from "../domain/agenda.ts";
import { monthInWords } from "../domain/day.ts";
import { Problem } from "../domain/problem.ts";
import { sessionKinds, sessionMinutes, type SessionKind } from "../domain/session.ts";
import { sessionName, sessionsName } from "../domain/session-words.ts";
import { readMonths, readSlotSearch } from "../store/session-search.ts";
import { findSession, listSessionsOfClient, type SessionRow } from "../store/sessions.ts";
import { formOf, type Form } from "./form.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import { pageMissing } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { refuseMissing, statusOf } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { nothingInWords, readTimeChoice, readTimes } from "./session-times.ts";
import { isSaidThere, sessionView, typedElsewhere } from "./session-view.ts";
import { newSubmissionKey, submissionKeyOf } from "./submission.ts";
import { findContact, personOf, type ContactVisitor } from "./visitor.ts";

/** Sessions that are listed. */
const listedMax = 50;
const monthsShown = 2;

/** Which free times are to be shown, and what was typed when a form could not be taken. */
export interface WantedTimes {
  kind: SessionKind;
  minutes: number;
  moving?: SessionRow;
  from?: string | undefined;
}

export interface RefusedBooking {
  message: string;
  status: number;
  /** The field beside which it is said; undefined for what is about the whole. */
  about?: "slot" | "agenda" | undefined;
  agenda: string;
  /** The session whose agenda that is; undefined for the one that was to be booked. */
  agendaOf?: number;
  /** What was chosen, and when that begins. */
  slot: string;
  wantedAt: string | undefined;
}

/** POST /sessions: books and goes to what is booked. 409 with the nearest free times when the chosen one is gone. */
export async function bookFromForm(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await findContact(portal, request);
  const form = formOf(request);
  if (contact === undefined) {
    await refuseMissing(portal, request, response);
    return;
  }
  const wanted = readKind(form.text("kind"), form.text("minutes"));
  const slot = form.text("slot");
  const agenda = form.text("agenda");
  const choice = readTimeChoice(slot);
  try {
    if (choice === undefined) throw chooseTime();
    const sessionId = await book(portal, contact, form, { ...wanted, ...choice });
    portal.nudge();
    response.redirect(303, `/sessions#session-${sessionId}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showClientSessions(portal, response, contact, wanted, {
      message: fault.in(contact.locale),
      status: statusOf(fault),
      about: choice === undefined ? "slot" : isTooLong(agenda) ? "agenda" : undefined,
      agenda,
      slot,
      wantedAt: choice?.startsAt,
    });
  }
}

/** For a form of times in which none is chosen. */
export function chooseTime(): Problem {
  return new Problem("invalid", { en: "Choose one of the times.", de: "Wählen Sie eine der Zeiten." });
}

async function book(
  portal: Portal,
  contact: ContactVisitor,
  form: Form,
  chosen: { kind: SessionKind; minutes: number; staffId: number; startsAt: string },
): Promise<number> {
  const agenda = form.text("agenda");
  const { kind, minutes, staffId, startsAt } = chosen;
  const submissionKey = submissionKeyOf(
    form.text("key"),
    "session",
    contact.contactId,
    kind,
    minutes,
    staffId,
    startsAt,
    agenda,
  );
  const { timeZone } = portal.installation.calendar;
  const input = { by: personOf(contact), ...chosen, agenda, submissionKey, timeZone };
  return (await portal.store.write((rows) => bookSession(rows, portal.clock(), input))).sessionId;
}

/** A kind and one of its lengths, as a form or an address names them. Throws `not_found`. */
export function readKind(kind: unknown, minutes: unknown): { kind: SessionKind; minutes: number } {
  const known = sessionKinds.find((one) => one === kind);
  const length = known && sessionMinutes[known].find((one) => String(one) === minutes);
  if (known === undefined || length === undefined) throw pageMissing();
  return { kind: known, minutes: length };
}

/** The session that is to be moved, when it is this client's. Throws `not_found`. */
export async function findOwnSession(
  portal: Portal,
  clientId: number,
  sessionId: number,
): Promise<SessionRow> {
  const session = await findSession(portal.store.read, sessionId);
  if (session?.clientId !== clientId) throw pageMissing();
  return session;
}

export async function showClientSessions(
  portal: Portal,
  response: Response,
  contact: ContactVisitor,
  wanted?: WantedTimes,
  refused?: RefusedBooking,
): Promise<void> {
  const { store } = portal;
  const { now, say } = readingOf(portal, contact);
  const live = await livePath(portal);
  // What begins soon or goes on now; a session lasts an hour at most.
  const since = new Date(now.getTime() - 3_600_000).toISOString();
  const found = await listSessionsOfClient(store.read, contact.clientId, since, listedMax);
  const booked = found.filter(({ state, endsAt }) => state === "booked" && endsAt > now.toISOString());
  const views = booked.map((session) => sessionView(portal, session, contact, refused));
  const values = {
    live,
    title: say("frame.sessions"),
    place: "sessions" as const,
    problem: refused?.about !== undefined || isSaidThere(views) ? null : (refused?.message ?? null),
    typedAgenda: typedElsewhere(views, refused),
    mailFrom: portal.installation.mailFrom,
    mailLink: `mailto:${portal.installation.mailFrom}`,
    ask: say("session.ask", { kind: say("session-ask.training"), minutes: sessionMinutes.training[0]! }),
    booked: views,
    hasMore: found.length === listedMax,
    listedMax,
    kinds: await Promise.all(sessionKinds.map((kind) => kindView(portal, contact, kind))),
    times: wanted === undefined ? null : await timesView(portal, contact, wanted, refused),
  };
  await showPage(portal, response, contact, "sessions", values, refused?.status);
}

async function kindView(portal: Portal, contact: ContactVisitor, kind: SessionKind) {
  const { clientId, locale } = contact;
  const { timeZone } = portal.installation.calendar;
  const question = { clientId, kind, now: portal.clock(), timeZone };
  const months = await readMonths(portal.store.read, question);
  const shortest = Math.min(...sessionMinutes[kind]);
  const search = await readSlotSearch(portal.store.read, { ...question, minutes: shortest });
  return {
    kind,
    name: sessionName(kind, locale),
    names: sessionsName(kind, locale),
    months: months.slice(0, monthsShown).map(({ month, balance: { left, granted } }) => ({
      month: monthInWords(month, locale),
      left,
      granted,
    })),
    lengths: sessionMinutes[kind],
    nothing: nothingInWords(readingOf(portal, contact), search),
  };
}

async function timesView(
  portal: Portal,
  contact: ContactVisitor,
  wanted: WantedTimes,
  refused: RefusedBooking | undefined,
) {
  const question = { ...wanted, clientId: contact.clientId, reader: contact };
  const times = await readTimes(portal, { ...question, wantedAt: refused?.wantedAt, chosen: refused?.slot });
  return {
    ...times,
    slotProblem: refused?.about === "slot" ? refused.message : null,
    agendaProblem: refused?.about === "agenda" ? refused.message : null,
    key: newSubmissionKey(),
    agenda: refused?.agendaOf === undefined ? (refused?.agenda ?? "") : "",
    agendaLengthMax,
  };
}
