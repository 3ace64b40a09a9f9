// The set-up page: what is right with this installation and what to do about the rest; and a probe mail at the press of a button.
import type { Request, Response } from "express";
import { sendProbe } from "../actions/send-probe.ts";
import {
  groupIn,
  valuesIn,
  type FindingGroup,
  type FindingStatus,
  type SaidFinding,
} from "../domain/finding.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { requireStaff } from "./visitor.ts";

/** How often the page looks again while a probe is on its way. */
const refreshSeconds = 3;

/** GET /setup, for staff: runs the checks, which takes some seconds, and writes nothing. */
export async function showSetup(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const reading = readingOf(portal, staff);
  const { groups, roundTrip, isProbeUnderWay } = await portal.setup.check();
  const all = [roundTrip, ...groups].flatMap(({ findings }) => findings);
  const countOf = (status: FindingStatus) => all.filter((finding) => finding.status === status).length;
  await showPage(portal, response, staff, "setup", {
    title: reading.say("setup.title"),
    place: "setup",
    ...(isProbeUnderWay ? { refreshSeconds } : {}),
    summary: reading.say("setup.summary", { faults: countOf("fault"), warnings: countOf("warning") }),
    roundTrip: toGroup(roundTrip, reading),
    groups: groups.map((group) => toGroup(group, reading)),
    isProbeUnderWay,
    typedElsewhere: portal.setup.typedElsewhere.map(({ where, values }) => ({
      where: where[reading.locale],
      values: valuesIn(values, reading.locale),
    })),
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

function toGroup(group: FindingGroup, reading: Reading) {
  const { title, findings } = groupIn(group, reading.locale);
  return { title, findings: findings.map((finding) => toRow(finding, reading)) };
}

function toRow({ status, found, todo, values }: SaidFinding, { say }: Reading) {
  return {
    status,
    statusWords: say(`finding-status.${status}`),
    found,
    todo: todo ?? null,
    values: values ?? [],
  };
}
