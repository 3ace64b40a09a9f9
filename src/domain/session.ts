// A bookable session with a client: its kinds and lengths, its states, and until when whom it obeys. Pure.
import { dayOf } from "./day.ts";

export const sessionKinds = ["strategy", "training"] as const;

export type SessionKind = (typeof sessionKinds)[number];

/** The lengths that can be booked, in minutes. */
export const sessionMinutes: Record<SessionKind, readonly number[]> = {
  strategy: [45],
  training: [30, 45, 60],
};

/** `missed`: the client did not come. It counts as used, as one that took place does. */
export const sessionStates = ["booked", "took_place", "missed", "cancelled"] as const;

export type SessionState = (typeof sessionStates)[number];

/** Minutes before it begins from which a client can no longer book, move or cancel it, where staff say nothing else. */
export const defaultNoticeMinutes = 24 * 60;

const nextStates: Record<SessionState, readonly SessionState[]> = {
  booked: ["took_place", "missed", "cancelled"],
  // Staff may have pressed the wrong one of two buttons. Both use up the allowance, so nothing else changes.
  took_place: ["missed"],
  missed: ["took_place"],
  cancelled: [],
};

/** Whether a session may go from one state to the other. Staying where it is changes nothing and is always allowed. */
export function canBecome(from: SessionState, to: SessionState): boolean {
  return from === to || nextStates[from].includes(to);
}

/** A session as the rule of moving and cancelling sees it. `startsAt` is ISO 8601 in UTC. */
export interface ChangeableSession {
  state: SessionState;
  startsAt: string;
  /** As its people were told when it was booked or moved. */
  noticeMinutes: number;
}

/** Why a session cannot be moved or cancelled: it is no longer booked, it has begun, or it begins too soon. */
export type ChangeRefusal = "not_booked" | "begun" | "notice_over";

/**
 * Undefined when this side may move or cancel the session at this moment. Contacts of its client may until the notice time,
 * that moment included; staff may until it begins, since somebody who is ill gives the client the session back.
 */
export function findChangeRefusal(
  session: ChangeableSession,
  by: "contact" | "staff",
  now: string,
): ChangeRefusal | undefined {
  if (session.state !== "booked") return "not_booked";
  const [start, moment] = [Date.parse(session.startsAt), Date.parse(now)];
  if (moment >= start) return "begun";
  if (by === "contact" && moment > start - session.noticeMinutes * minuteMs) return "notice_over";
  return undefined;
}

/** Undefined when both sides may say anew what it is about: until it begins, since nobody has to find another time for that. */
export function findAgendaRefusal(session: ChangeableSession, now: string): ChangeRefusal | undefined {
  return findChangeRefusal(session, "staff", now);
}

/** The last moment at which contacts may move or cancel it, ISO 8601 in UTC with milliseconds. */
export function changeableUntil(session: Pick<ChangeableSession, "startsAt" | "noticeMinutes">): string {
  return new Date(Date.parse(session.startsAt) - session.noticeMinutes * minuteMs).toISOString();
}

/**
 * The month (`2026-03`) whose allowance a session uses: that in which it begins, by the clock of the agency. `startsAt` is
 * ISO 8601 in UTC, `timeZone` an IANA name. Throws RangeError for what is neither.
 */
export function allowanceMonth(startsAt: string, timeZone: string): string {
  return dayOf(new Date(startsAt), timeZone).slice(0, 7);
}

const minuteMs = 60_000;
