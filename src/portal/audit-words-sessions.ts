// What the audit trail says of bookable sessions, and of what is published and granted for them.
import { monthInWords } from "../domain/day.ts";
import type { EventType } from "../domain/event.ts";
import type { Locale } from "../domain/locale.ts";
import type { CalendarAnswerKind } from "../domain/session-event.ts";
import type { SessionKind } from "../domain/session.ts";
import { told, type Sentences } from "./told.ts";

type OnSessions = Extract<
  EventType,
  `session.${string}` | `sessions.${string}` | `availability.${string}` | `session_feed.${string}`
>;

export const sessionSentences: Pick<Sentences, OnSessions> = {
  "session.booked": {
    en: ({ who, about, staff, moment }, { kind, staffId, startsAt }) =>
      told`${who} booked a ${kinds[kind].en} of ${about} with ${staff(staffId)}: ${moment(startsAt)}.`,
    de: ({ who, about, staff, moment }, { kind, staffId, startsAt }) =>
      told`${who} hat einen ${kinds[kind].de} von ${about} mit ${staff(staffId)} gebucht: ${moment(startsAt)}.`,
  },
  "session.moved": {
    en: ({ who, about, moment }, { kind, startsAt, before }) =>
      told`${who} moved the ${kinds[kind].en} of ${about} from ${moment(before.startsAt)} to ${moment(startsAt)}.`,
    de: ({ who, about, moment }, { kind, startsAt, before }) =>
      told`${who} hat den ${kinds[kind].de} von ${about} verschoben, von ${moment(before.startsAt)} auf ${moment(startsAt)}.`,
  },
  "session.agenda_changed": {
    en: ({ who, about, moment }, { kind, startsAt }) =>
      told`${who} changed what the ${kinds[kind].en} of ${about} is about: ${moment(startsAt)}.`,
    de: ({ who, about, moment }, { kind, startsAt }) =>
      told`${who} hat die Themen für den ${kinds[kind].de} von ${about} geändert: ${moment(startsAt)}.`,
  },
  "session.cancelled": {
    en: ({ who, about, moment }, { kind, startsAt }) =>
      told`${who} cancelled the ${kinds[kind].en} of ${about}: ${moment(startsAt)}.`,
    de: ({ who, about, moment }, { kind, startsAt }) =>
      told`${who} hat den ${kinds[kind].de} von ${about} abgesagt: ${moment(startsAt)}.`,
  },
  "session.took_place": {
    en: ({ about, moment }, { kind, startsAt }) =>
      told`The ${kinds[kind].en} of ${about} took place: ${moment(startsAt)}.`,
    de: ({ about, moment }, { kind, startsAt }) =>
      told`Der ${kinds[kind].de} von ${about} hat stattgefunden: ${moment(startsAt)}.`,
  },
  "session.missed": {
    en: ({ about, moment }, { kind, startsAt }) =>
      told`${about} did not come to the ${kinds[kind].en}: ${moment(startsAt)}.`,
    de: ({ about, moment }, { kind, startsAt }) =>
      told`${about} ist zum ${kinds[kind].de} nicht erschienen: ${moment(startsAt)}.`,
  },
  "session.answered": {
    en: ({ about, moment }, { answer, startsAt }) =>
      told`The calendar of ${about} ${answers[answer].en} the invitation: ${moment(startsAt)}.`,
    de: ({ about, moment }, { answer, startsAt }) =>
      told`Der Kalender von ${about} hat die Einladung ${answers[answer].de}: ${moment(startsAt)}.`,
  },
  "session.reminder_due": {
    en: ({ about, moment }, { kind, startsAt }) =>
      told`A reminder of the ${kinds[kind].en} of ${about} was due: ${moment(startsAt)}.`,
    de: ({ about, moment }, { kind, startsAt }) =>
      told`Eine Erinnerung an den ${kinds[kind].de} von ${about} war fällig: ${moment(startsAt)}.`,
  },
  "session.change_refused": {
    en: ({ about, moment }, { kind, startsAt }) =>
      told`${about} wanted to change the ${kinds[kind].en} by email, which was not possible: ${moment(startsAt)}.`,
    de: ({ about, moment }, { kind, startsAt }) =>
      told`${about} wollte den ${kinds[kind].de} per E-Mail ändern; das ging nicht: ${moment(startsAt)}.`,
  },
  "session.times_asked": {
    en: ({ about }, { kind }) => told`${about} was sent free times for a ${kinds[kind].en}.`,
    de: ({ about }, { kind }) => told`${about} wurden freie Zeiten für einen ${kinds[kind].de} geschickt.`,
  },
  "sessions.expired": {
    en: ({ client }, { kind, month, amount }) =>
      told`${client} lost what was left of ${monthInWords(month, "en")}: ${amount} × ${kinds[kind].en}.`,
    de: ({ client }, { kind, month, amount }) =>
      told`Für ${client} ist verfallen, was vom ${monthInWords(month, "de")} übrig war: ${amount} × ${kinds[kind].de}.`,
  },
  "availability.published": {
    en: ({ who, staff }, { staffId }) => told`${who} published when ${staff(staffId)} can be booked.`,
    de: ({ who, staff }, { staffId }) =>
      told`${who} hat veröffentlicht, wann ${staff(staffId)} gebucht werden kann.`,
  },
  "session_feed.replaced": {
    en: ({ staff }, { staffId }) => told`The link of ${staff(staffId)}’s calendar was replaced.`,
    de: ({ staff }, { staffId }) => told`Der Link zum Kalender von ${staff(staffId)} wurde ersetzt.`,
  },
};

const kinds: Record<SessionKind, Record<Locale, string>> = {
  strategy: { en: "strategy session", de: "Strategietermin" },
  training: { en: "training session", de: "Trainingstermin" },
};

const answers: Record<CalendarAnswerKind, Record<Locale, string>> = {
  accepted: { en: "accepted", de: "angenommen" },
  declined: { en: "declined", de: "abgelehnt" },
  tentative: { en: "perhaps accepted", de: "unter Vorbehalt angenommen" },
};
