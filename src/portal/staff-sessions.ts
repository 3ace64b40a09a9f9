// The sessions of everybody as staff see them, with their own hours, call link and calendar feed. Publishes hours.
import type { Request, Response } from "express";
import { publishAvailability, replaceSessionFeed } from "../actions/publish-availability.ts";
import { defaultBufferMinutes } from "../domain/availability.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { defaultNoticeMinutes } from "../domain/session.ts";
import { findAvailability, listAvailability } from "../store/availability.ts";
import { listSessionsOfStaff, type SessionRow } from "../store/sessions.ts";
import type { RefusedBooking } from "./client-sessions.ts";
import { formOf, type Form } from "./form.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { refuseMissing, statusOf } from "./problem.ts";
import { readTimes, type TimesView } from "./session-times.ts";
import { sessionView, typedElsewhere } from "./session-view.ts";
import { findVisitor, requireStaff, type StaffVisitor } from "./visitor.ts";

/** Days for which sessions stay listed once they are over, and sessions of one person that are listed. */
const daysBack = 14;
const listedMax = 200;

/** What is to be shown beside the sessions: free times for moving one, and what was typed when a form could not be taken. */
export interface StaffView {
  moving?: SessionRow;
  from?: string | undefined;
  refused?: RefusedBooking | undefined;
  hours?: { typed: TypedHours; message: string; status: number };
}

type TypedHours = Record<"weekly-hours" | "exceptions" | "notice" | "buffer" | "call-link", string>;

/** POST /sessions/availability: for staff, their own. 422 with what was typed when it cannot be read. */
export async function publishHours(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await findVisitor(portal, request);
  if (staff.kind !== "staff") return refuseMissing(portal, request, response);
  const typed = typedHours(formOf(request));
  try {
    await portal.store.write((rows) =>
      publishAvailability(rows, portal.clock(), {
        staffId: staff.staffId,
        weeklyHours: typed["weekly-hours"],
        exceptions: typed.exceptions,
        noticeMinutes: readCount(typed.notice, "The notice") * 60,
        bufferMinutes: readCount(typed.buffer, "The buffer"),
        callLink: typed["call-link"],
      }),
    );
    response.redirect(303, "/sessions#hours");
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const hours = { typed, message: fault.message, status: statusOf(fault) };
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

function typedHours(form: Form): TypedHours {
  return {
    "weekly-hours": form.text("weekly-hours"),
    exceptions: form.text("exceptions"),
    notice: form.text("notice"),
    buffer: form.text("buffer"),
    "call-link": form.text("call-link"),
  };
}

function readCount(typed: string, what: string): number {
  if (!/^\s*\d{1,4}\s*$/u.test(typed)) throw new Problem("invalid", `${what} is a whole number, such as 24.`);
  return Number(typed);
}

export async function showStaffSessions(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  { moving, from, refused, hours }: StaffView,
): Promise<void> {
  const now = portal.clock();
  const since = new Date(now.getTime() - daysBack * 86_400_000).toISOString();
  const found: SessionRow[] = [];
  for (const { staffId } of await listAvailability(portal.store.read)) {
    found.push(...(await listSessionsOfStaff(portal.store.read, staffId, since, listedMax)));
  }
  const sessions = found.toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  const isAhead = ({ endsAt }: SessionRow) => endsAt > timestamp(now);
  const view = (session: SessionRow) => sessionView(portal, session, staff, refused);
  const upcoming = sessions.filter(isAhead).map(view);
  const values = {
    title: "Sessions",
    place: "sessions" as const,
    problem: refused?.message ?? null,
    typedAgenda: typedElsewhere(upcoming, refused),
    upcoming,
    over: sessions
      .filter((session) => !isAhead(session))
      .toReversed()
      .map(view),
    daysBack,
    times: moving === undefined ? null : await movingTimes(portal, staff, { moving, from, refused }),
    ...(await ownHours(portal, staff, hours)),
  };
  const status = refused?.status ?? hours?.status;
  await showPage(portal, response, staff, "staff-sessions", values, status);
}

function movingTimes(
  portal: Portal,
  staff: StaffVisitor,
  { moving, from, refused }: Required<Pick<StaffView, "moving">> & Pick<StaffView, "from" | "refused">,
): Promise<TimesView> {
  const { clientId, kind, minutes } = moving;
  const question = { clientId, kind, minutes, moving, from, reader: staff };
  return readTimes(portal, { ...question, wantedAt: refused?.wantedAt, chosen: refused?.slot });
}

async function ownHours(portal: Portal, { staffId, timeZone }: StaffVisitor, refused: StaffView["hours"]) {
  const published = await findAvailability(portal.store.read, staffId);
  const typed: TypedHours = refused?.typed ?? {
    "weekly-hours": published?.weeklyHours.replaceAll("; ", "\n") ?? "",
    exceptions: published?.exceptions ?? "",
    notice: String(Math.ceil((published?.noticeMinutes ?? defaultNoticeMinutes) / 60)),
    buffer: String(published?.bufferMinutes ?? defaultBufferMinutes),
    "call-link": published?.callLink ?? "",
  };
  return {
    hours: { ...typed, problem: refused?.message ?? null, isPublished: published !== undefined },
    timeZone,
    feedLink:
      published === undefined
        ? null
        : portal.installation.baseUrl + portal.feedPathOf({ staffId, version: published.feedVersion }),
  };
}
