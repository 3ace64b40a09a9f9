// The sessions of everybody as staff see them, with their own hours, call link and calendar feed. Publishes hours.
import type { Request, Response } from "express";
import { publishAvailability, replaceSessionFeed } from "../actions/publish-availability.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { listAvailability } from "../store/availability.ts";
import { listSessionsOfStaff, type SessionRow } from "../store/sessions.ts";
import type { RefusedBooking } from "./client-sessions.ts";
import { formOf } from "./form.ts";
import {
  findHoursProblems,
  hoursToPublish,
  readOwnHours,
  typedHours,
  type RefusedHours,
} from "./own-hours.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { refuseMissing, statusOf } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { readTimes } from "./session-times.ts";
import { isSaidThere, sessionView, typedElsewhere } from "./session-view.ts";
import { findVisitor, requireStaff, type StaffVisitor } from "./visitor.ts";

/** Days for which sessions stay listed once they are over, and sessions of one person that are listed. */
const daysBack = 14;
const listedMax = 200;

/** What is to be shown beside the sessions: free times for moving one, and what was typed when a form could not be taken. */
export interface StaffView {
  moving?: SessionRow;
  from?: string | undefined;
  refused?: RefusedBooking | undefined;
  hours?: RefusedHours;
}

/** POST /sessions/availability: for staff, their own. 422 with what was typed when it cannot be read. */
export async function publishHours(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await findVisitor(portal, request);
  if (staff.kind !== "staff") return refuseMissing(portal, request, response);
  const typed = typedHours(formOf(request));
  const problems = findHoursProblems(typed, portal.clock(), staff);
  if (problems !== undefined) {
    const hours = { typed, problems, message: null, status: 422 };
    return showStaffSessions(portal, response, staff, { hours });
  }
  try {
    await portal.store.write((rows) =>
      publishAvailability(rows, portal.clock(), hoursToPublish(typed, staff.staffId)),
    );
    response.redirect(303, "/sessions#hours");
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const hours = { typed, message: fault.in(staff.locale), status: statusOf(fault) };
    await showStaffSessions(portal, response, staff, { hours });
  }
}

/** POST /sessions/feed: for staff; the link of their feed that was given out before shows nothing from now on. */
export async function replaceFeed(portal: Portal, request: Request, response: Response): Promise<void> {
  const { staffId } = await requireStaff(portal, request);
  const at = timestamp(portal.clock());
  await portal.store.write((rows) => replaceSessionFeed(rows, at, staffId));
  response.redirect(303, "/sessions#feed");
}

export async function showStaffSessions(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  { moving, from, refused, hours }: StaffView,
): Promise<void> {
  const now = portal.clock();
  const live = await livePath(portal);
  const since = new Date(now.getTime() - daysBack * 86_400_000).toISOString();
  const found: SessionRow[] = [];
  let hasMore = false;
  for (const { staffId } of await listAvailability(portal.store.read)) {
    const own = await listSessionsOfStaff(portal.store.read, staffId, since, listedMax);
    hasMore ||= own.length === listedMax;
    found.push(...own);
  }
  const sessions = found.toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  const isAhead = ({ endsAt }: SessionRow) => endsAt > timestamp(now);
  const view = (session: SessionRow) => sessionView(portal, session, staff, refused);
  const upcoming = sessions.filter(isAhead).map(view);
  const values = {
    live,
    title: readingOf(portal, staff).say("frame.sessions"),
    place: "sessions" as const,
    problem: refused?.about !== undefined || isSaidThere(upcoming) ? null : (refused?.message ?? null),
    typedAgenda: typedElsewhere(upcoming, refused),
    upcoming,
    hasMore,
    listedMax,
    over: sessions
      .filter((session) => !isAhead(session))
      .toReversed()
      .map(view),
    daysBack,
    times: moving === undefined ? null : await movingTimes(portal, staff, { moving, from, refused }),
    ...(await readOwnHours(portal, staff, hours)),
  };
  const status = refused?.status ?? hours?.status;
  await showPage(portal, response, staff, "staff-sessions", values, status);
}

async function movingTimes(
  portal: Portal,
  staff: StaffVisitor,
  { moving, from, refused }: Required<Pick<StaffView, "moving">> & Pick<StaffView, "from" | "refused">,
) {
  const { clientId, kind, minutes } = moving;
  const question = { clientId, kind, minutes, moving, from, reader: staff };
  const times = await readTimes(portal, { ...question, wantedAt: refused?.wantedAt, chosen: refused?.slot });
  return { ...times, slotProblem: refused?.about === "slot" ? refused.message : null };
}
