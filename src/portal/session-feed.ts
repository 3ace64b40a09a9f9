// The calendar feed of a staff member's sessions, for whoever holds its link: no sign-in, and nothing can be changed by it.
import type { Request, Response } from "express";
import { findAvailability } from "../store/availability.ts";
import { listSessionsOfStaff } from "../store/sessions.ts";
import { countGuess } from "./link-guesses.ts";
import { pageMissing } from "./page-missing.ts";
import type { Portal } from "./portal.ts";

/** Days for which sessions stay in it once they are over, and sessions in it. */
const daysBack = 60;
const sessionsMax = 1_000;

/** GET /sessions/feed/:token.ics. Throws `not_found` for a link that is none of ours, or was replaced. */
export async function sendSessionFeed(portal: Portal, request: Request, response: Response): Promise<void> {
  const { token } = request.params;
  const reference = typeof token === "string" ? portal.readFeedToken(token) : undefined;
  if (reference === undefined) countGuess(portal, request, response);
  const rows = portal.store.read;
  const published = reference && (await findAvailability(rows, reference.staffId));
  if (published === undefined || published.feedVersion !== reference?.version) throw pageMissing();
  const since = new Date(portal.clock().getTime() - daysBack * 86_400_000).toISOString();
  const sessions = await listSessionsOfStaff(rows, published.staffId, since, sessionsMax);
  const { agencyName } = portal.installation;
  const feed = portal.sessionFeed(`${agencyName}: ${published.staffName}`, sessions);
  response.set("cache-control", "private, no-cache").type("text/calendar; charset=utf-8").send(feed);
}
