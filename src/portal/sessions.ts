// GET /sessions, for clients and for staff; and what both can do with a session that is booked: move it, cancel it.
import type { Request, Response } from "express";
import { cancelSession } from "../actions/cancel-session.ts";
import { endSession } from "../actions/end-session.ts";
import { moveSession } from "../actions/move-session.ts";
import { timestamp } from "../domain/clock.ts";
import { isDay } from "../domain/day.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { findChangeRefusal } from "../domain/session.ts";
import { findSession } from "../store/sessions.ts";
import {
  chooseTime,
  findOwnSession,
  readKind,
  showClientSessions,
  type RefusedBooking,
  type WantedTimes,
} from "./client-sessions.ts";
import { formOf } from "./form.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readTimeChoice } from "./session-times.ts";
import { showStaffSessions } from "./staff-sessions.ts";
import {
  askToSignIn,
  findVisitor,
  personOf,
  requireStaff,
  type ContactVisitor,
  type StaffVisitor,
} from "./visitor.ts";

type Member = ContactVisitor | StaffVisitor;

/**
 * GET /sessions: with `kind` and `minutes` the free times for such a session, with `move` those for moving that one, from the
 * day `from` on. Whoever is not signed in is asked to be.
 */
export async function showSessions(portal: Portal, request: Request, response: Response): Promise<void> {
  const visitor = await findVisitor(portal, request);
  if (visitor.kind === "stranger") return askToSignIn(request, response);
  await show(portal, response, visitor, await wantedIn(portal, request, visitor));
}

async function show(
  portal: Portal,
  response: Response,
  visitor: Member,
  wanted?: WantedTimes,
  refused?: RefusedBooking,
): Promise<void> {
  if (visitor.kind === "contact") return showClientSessions(portal, response, visitor, wanted, refused);
  const shown = { ...(wanted?.moving === undefined ? {} : { moving: wanted.moving }), from: wanted?.from };
  return showStaffSessions(portal, response, visitor, { ...shown, refused });
}

async function wantedIn(portal: Portal, request: Request, visitor: Member): Promise<WantedTimes | undefined> {
  const { kind, minutes, move, from } = request.query;
  const day = typeof from === "string" && isDay(from) ? { from } : {};
  if (typeof move === "string") {
    const moving = await movingOf(portal, visitor, requireId(move));
    return isChangeable(portal, visitor, moving) ? { ...moving, ...day } : undefined;
  }
  if (kind === undefined || visitor.kind === "staff") return undefined;
  return { ...readKind(kind, minutes), ...day };
}

/** A session that this visitor may see, as what its free times are asked for. Throws `not_found`. */
async function movingOf(portal: Portal, visitor: Member, sessionId: number): Promise<WantedTimes> {
  const session =
    visitor.kind === "contact"
      ? await findOwnSession(portal, visitor.clientId, sessionId)
      : await findSession(portal.store.read, sessionId);
  if (session === undefined) throw pageMissing();
  const { kind, minutes } = session;
  return { kind, minutes, moving: session };
}

/** An emailed link may be older than what became of the session: the list says then what can be done. */
function isChangeable({ clock }: Portal, visitor: Member, { moving }: WantedTimes): boolean {
  return moving !== undefined && findChangeRefusal(moving, visitor.kind, timestamp(clock())) === undefined;
}

/** POST /sessions/:sessionId/move: to the time in `slot`. 409 with the nearest free times when that is gone. */
export async function moveFromForm(portal: Portal, request: Request, response: Response): Promise<void> {
  const slot = formOf(request).text("slot");
  const choice = readTimeChoice(slot);
  const refusal = {
    slot,
    wantedAt: choice?.startsAt,
    about: choice === undefined ? ("slot" as const) : undefined,
  };
  await changeFromForm(portal, request, response, refusal, async (sessionId, by) => {
    if (choice === undefined) throw chooseTime();
    const { timeZone } = portal.installation.calendar;
    const input = { sessionId, by, ...choice, timeZone };
    await portal.store.write((rows) => moveSession(rows, portal.clock(), input));
  });
}

/** POST /sessions/:sessionId/cancel. 409 when it cannot be cancelled any more. */
export async function cancelFromForm(portal: Portal, request: Request, response: Response): Promise<void> {
  await changeFromForm(portal, request, response, undefined, async (sessionId, by) => {
    await portal.store.write((rows) => cancelSession(rows, portal.clock(), { sessionId, by }));
  });
}

/** POST /sessions/:sessionId/end: for staff, who say whether it took place or the client did not come. */
export async function endFromForm(portal: Portal, request: Request, response: Response): Promise<void> {
  await requireStaff(portal, request);
  const state = formOf(request).text("state") === "missed" ? "missed" : "took_place";
  await changeFromForm(portal, request, response, undefined, async (sessionId, by) => {
    if (by.kind !== "staff") throw pageMissing();
    await portal.store.write((rows) => endSession(rows, portal.clock(), { sessionId, state, by }));
  });
}

/** Does it and goes back; what cannot be done is said on the page, with free times where a time was chosen. */
export async function changeFromForm(
  portal: Portal,
  request: Request,
  response: Response,
  typed: Partial<Omit<RefusedBooking, "message" | "status">> | undefined,
  work: (sessionId: number, by: Person) => Promise<void>,
): Promise<void> {
  const visitor = await findVisitor(portal, request);
  if (visitor.kind === "stranger") throw pageMissing();
  const sessionId = requireId(request.params["sessionId"]);
  const wanted = await movingOf(portal, visitor, sessionId);
  try {
    await work(sessionId, personOf(visitor));
    portal.nudge();
    response.redirect(303, `/sessions#session-${sessionId}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const refused = {
      message: fault.in(visitor.locale),
      status: statusOf(fault),
      agenda: "",
      slot: "",
      wantedAt: undefined,
    };
    const isOffered = typed?.slot !== undefined && isChangeable(portal, visitor, wanted);
    await show(portal, response, visitor, isOffered ? wanted : undefined, {
      ...refused,
      ...typed,
      about: isOffered ? typed.about : undefined,
    });
  }
}
