// The set-up page: what is right with this installation and what to do about the rest; and a probe mail at the press of a button.
import type { Request, Response } from "express";
import { sendProbe } from "../actions/send-probe.ts";
import type { Finding, FindingGroup, FindingStatus } from "../domain/finding.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { requireStaff } from "./visitor.ts";

/** How often the page looks again while a probe is on its way. */
const refreshSeconds = 3;

const statusWords: Record<FindingStatus, string> = {
  good: "Right",
  warning: "Look at this",
  fault: "Wrong",
  skipped: "Not checked",
};

/** GET /setup, for staff: runs the checks, which takes some seconds, and writes nothing. */
export async function showSetup(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const { groups, roundTrip, isProbeUnderWay } = await portal.setup.check();
  const all = [roundTrip, ...groups].flatMap(({ findings }) => findings);
  const countOf = (status: FindingStatus) => all.filter((finding) => finding.status === status).length;
  await showPage(portal, response, staff, "setup", {
    title: "Set-up",
    place: "setup",
    ...(isProbeUnderWay ? { refreshSeconds } : {}),
    summary: summaryOf(countOf("fault"), countOf("warning")),
    roundTrip: toGroup(roundTrip),
    groups: groups.map(toGroup),
    isProbeUnderWay,
    typedElsewhere: portal.setup.typedElsewhere,
  });
}

/** POST /setup/probe: sends a probe mail, or leaves it at the one that is on its way. Throws `limit_reached`. */
export async function sendProbeFromSetup(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<void> {
  const staff = await requireStaff(portal, request);
  await portal.store.write((rows) => sendProbe(rows, portal.clock(), staff.staffId));
  portal.nudge();
  response.redirect(303, "/setup");
}

function toGroup({ title, findings }: FindingGroup) {
  return { title, findings: findings.map(toRow) };
}

function toRow({ status, found, todo, values }: Finding) {
  return { status, statusWords: statusWords[status], found, todo: todo ?? null, values: values ?? [] };
}

function summaryOf(faults: number, warnings: number): string {
  if (faults > 0)
    return `${faults === 1 ? "One thing is" : `${faults} things are`} wrong and must be mended.`;
  if (warnings > 0) {
    return `Nothing is wrong. ${warnings === 1 ? "One thing is" : `${warnings} things are`} worth a look.`;
  }
  return "Everything that could be checked is right.";
}
