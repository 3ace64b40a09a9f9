// GET /paused-addresses: addresses to which nothing is sent for now, why, and what waits for each. Staff resume them here.
import type { Request, Response } from "express";
import { resumeAddress } from "../actions/resume-address.ts";
import { timestamp } from "../domain/clock.ts";
import { listPausedAddresses, pausedPageSize, type PausedAddressRow } from "../store/paused-addresses.ts";
import { pauseCauseInWords } from "./delivery-words.ts";
import { showPage } from "./page.ts";
import { pageNumber, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { requireStaff, type StaffVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

/** For staff; what was paused last comes first. */
export async function showPausedAddresses(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  const staff = await requireStaff(portal, request);
  const page = pageNumber(request.query["page"]);
  const found = await listPausedAddresses(portal.store.read, page);
  await showPage(portal, response, staff, "paused-addresses", {
    title: "Paused addresses",
    addresses: found.slice(0, pausedPageSize).map((row) => toView(portal, staff, row)),
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

function toView(portal: Portal, staff: StaffVisitor, row: PausedAddressRow) {
  return {
    id: row.id,
    name: row.toName,
    address: row.address,
    cause: pauseCauseInWords(row.cause, readingOf(portal, staff).say),
    reason: portal.maskSecrets(row.reason),
    isKeptByProvider: row.isKeptByProvider === 1,
    paused: momentWords(row.pausedAt, readingOf(portal, staff)),
    task: row.taskId === null ? null : { id: row.taskId, title: row.taskTitle },
    waiting:
      row.waitingCount === 0
        ? "Nothing waits for it."
        : row.waitingCount === 1
          ? "One email waits for it."
          : `${row.waitingCount} emails wait for it.`,
  };
}
