// GET /paused-addresses: addresses to which nothing is sent for now, why, and what waits for each. Staff resume them here.
import type { Request, Response } from "express";
import { resumeAddress } from "../actions/resume-address.ts";
import { timestamp } from "../domain/clock.ts";
import { listPausedAddresses, pausedPageSize, type PausedAddressRow } from "../store/paused-addresses.ts";
import { pauseCauseInWords } from "./delivery-words.ts";
import { showPage } from "./page.ts";
import { pageNumber, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { requireStaff } from "./visitor.ts";
import { momentWords } from "./words.ts";

/** For staff; what was paused last comes first. */
export async function showPausedAddresses(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  const staff = await requireStaff(portal, request);
  const reading = readingOf(portal, staff);
  const page = pageNumber(request.query["page"]);
  const found = await listPausedAddresses(portal.store.read, page);
  await showPage(portal, response, staff, "paused-addresses", {
    title: reading.say("paused-addresses.title"),
    addresses: found.slice(0, pausedPageSize).map((row) => toView(portal, reading, row)),
    newerPath: page > 1 ? `/paused-addresses?page=${page - 1}` : null,
    olderPath: found.length > pausedPageSize ? `/paused-addresses?page=${page + 1}` : null,
  });
}

/** POST /paused-addresses/:pauseId/resume: what waits is queued, oldest first. Pressing it twice does it once. */
export async function resumePausedAddress(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  const staff = await requireStaff(portal, request);
  const pauseId = requireId(request.params["pauseId"]);
  const at = timestamp(portal.clock());
  await portal.store.write((rows) => resumeAddress(rows, at, { pauseId, byStaffId: staff.staffId }));
  portal.nudge();
  response.redirect(303, "/paused-addresses");
}

function toView(portal: Portal, reading: Reading, row: PausedAddressRow) {
  return {
    id: row.id,
    name: row.toName,
    address: row.address,
    cause: pauseCauseInWords(row.cause, reading.say),
    reason: portal.maskSecrets(row.reason),
    isKeptByProvider: row.isKeptByProvider === 1,
    paused: momentWords(row.pausedAt, reading),
    task: row.taskId === null ? null : { id: row.taskId, title: row.taskTitle, path: `/tasks/${row.taskId}` },
    waiting: reading.say("paused-addresses.waiting", { count: row.waitingCount }),
  };
}
