// The staff's desk: what its reader answers for, who waits for an answer, what is in work, what is held, what waits for approval,
// which clients have a place free; and what went wrong at the doors lately.
import type { Response } from "express";
import { timestamp } from "../domain/clock.ts";
import { dayInWords, dayOf } from "../domain/day.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { estimateOf } from "../domain/task.ts";
import {
  countInStage,
  countOwn,
  countUnanswered,
  listFreePlaces,
  listInStage,
  listOwn,
  listUnanswered,
  listWorking,
  type FreePlaceRow,
} from "../store/desk.ts";
import { countHeldEmails, listHeldEmails, type InboundEmailListRow } from "../store/inbound-emails.ts";
import { listIntakeFaults } from "../store/intake-faults.ts";
import { countPausedAddresses } from "../store/paused-addresses.ts";
import type { TaskRow } from "../store/tasks.ts";
import { countFailedWebhooks } from "../store/webhook-deliveries.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { toTaskListRow } from "./task-list.ts";
import type { StaffVisitor } from "./visitor.ts";
import { ageInWords, momentWords } from "./words.ts";

/** Rows of each part of the desk; a link leads to all. */
const shownMax = { own: 6, unanswered: 12, working: 12, held: 4, pending: 6, free: 8 } as const;

const faultDays = 7;

export async function showDesk(portal: Portal, response: Response, visitor: StaffVisitor): Promise<void> {
  const reading = readingOf(portal, visitor);
  const rows = portal.store.read;
  const live = await livePath(portal);
  const values = {
    live,
    title: reading.say("desk.title"),
    place: "desk" as const,
    own: await readOwn(portal, visitor, reading),
    ownCount: await countOwn(rows, visitor.staffId),
    unanswered: await readUnanswered(portal, reading),
    unansweredCount: await countUnanswered(rows),
    working: await readWorking(portal, reading),
    workingCount: await countInStage(rows, "Working"),
    held: await readHeld(portal, reading),
    heldCount: await countHeldEmails(rows),
    pending: await readPending(portal, reading),
    pendingCount: await countInStage(rows, "Pending Approval"),
    ...(await readFreePlaces(portal, reading)),
    faults: await readFaults(portal, reading),
    failedWebhooks: await countFailedWebhooks(rows),
    paused: await pausedInWords(portal, reading),
  };
  await showPage(portal, response, visitor, "desk", values);
}

async function readOwn(portal: Portal, { staffId }: StaffVisitor, reading: Reading) {
  const found = await listOwn(portal.store.read, staffId, shownMax.own);
  return found.slice(0, shownMax.own).map((task) => toTaskListRow(task, { ...reading, isStaff: true }));
}

async function readUnanswered(portal: Portal, reading: Reading) {
  const found = await listUnanswered(portal.store.read, shownMax.unanswered);
  return found
    .slice(0, shownMax.unanswered)
    .map((task) => toTaskListRow(task, { ...reading, isStaff: true }));
}

/** What is in work; what was due yesterday comes first and says so. */
async function readWorking(portal: Portal, reading: Reading) {
  const today = dayOf(reading.now, portal.installation.calendar.timeZone);
  const found = await listWorking(portal.store.read, shownMax.working);
  return found.slice(0, shownMax.working).map((task) => ({
    ...toEntry(task),
    isLate: task.deliveryOn !== null && task.deliveryOn < today,
    delivery: task.deliveryOn === null ? null : dayInWords(task.deliveryOn, reading.locale, "short"),
  }));
}

async function readPending(portal: Portal, reading: Reading) {
  const found = await listInStage(portal.store.read, "Pending Approval", shownMax.pending);
  return found.slice(0, shownMax.pending).map((task) => ({
    ...toEntry(task),
    since: momentWords(task.stageAt, reading),
    age: ageInWords(task.stageAt, reading.now, reading.locale),
  }));
}

function toEntry({ id, title, clientId, clientName }: TaskRow) {
  return { id, title, clientId, clientName };
}

async function readHeld(portal: Portal, reading: Reading) {
  const found = await listHeldEmails(portal.store.read, 1, shownMax.held);
  return found.slice(0, shownMax.held).map((email) => heldView(email, reading));
}

function heldView(email: InboundEmailListRow, reading: Reading) {
  return {
    id: email.id,
    from: email.fromName || email.fromAddress || email.envelopeFrom || reading.say("desk.no-sender"),
    subject: email.subject || reading.say("desk.no-subject"),
    received: momentWords(email.receivedAt, reading),
    age: ageInWords(email.receivedAt, reading.now, reading.locale),
  };
}

async function readFreePlaces(portal: Portal, reading: Reading) {
  const found = await listFreePlaces(portal.store.read, shownMax.free);
  return {
    free: found.slice(0, shownMax.free).map((row) => freeView(row, reading)),
    hasMoreFree: found.length > shownMax.free,
  };
}

function freeView(row: FreePlaceRow, { locale, say }: Reading) {
  const { clientId, clientName, activeTasksMax, activeCount, taskId, title } = row;
  const estimate = estimateOf(row);
  return {
    clientId,
    clientName,
    places: say("desk.places", { free: activeTasksMax - activeCount, all: activeTasksMax }),
    next: taskId === null ? null : { id: taskId, title },
    estimate: estimate === undefined ? null : estimateInWords(estimate, locale),
  };
}

async function pausedInWords({ store }: Portal, { say }: Reading): Promise<string | null> {
  const count = await countPausedAddresses(store.read);
  return count === 0 ? null : say("desk.paused", { count });
}

async function readFaults(portal: Portal, reading: Reading) {
  const since = timestamp(new Date(reading.now.getTime() - faultDays * 86_400_000));
  const faults = await listIntakeFaults(portal.store.read, since);
  return faults.map(({ route, reason, count, lastAt }) => ({
    route,
    reason,
    times: reading.say("desk.times", { count }),
    last: momentWords(lastAt, reading),
  }));
}
