// The first page of a contact: what waits for them, what is being worked on, the backlog to order, their sessions.
import type { Response } from "express";
import { monthInWords } from "../domain/day.ts";
import { sessionKinds, sessionMinutes } from "../domain/session.ts";
import { namesInWords } from "../domain/in-words.ts";
import { listApprovers } from "../store/people.ts";
import { readMonths } from "../store/session-search.ts";
import { listSessionsOfClient } from "../store/sessions.ts";
import { listTasks, type TaskRow } from "../store/tasks.ts";
import { readQueue } from "./backlog.ts";
import { livePath } from "./live.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { sessionView } from "./session-view.ts";
import { stageName } from "./stage-words.ts";
import { stageSlug } from "../domain/task.ts";
import type { ContactVisitor } from "./visitor.ts";
import { ageInWords, momentWords } from "./words.ts";

/** Tasks of the backlog, and sessions; a link leads to all. */
const shownMax = { waiting: 20, backlog: 10, sessions: 3 } as const;

export async function showClientHome(
  portal: Portal,
  response: Response,
  visitor: ContactVisitor,
): Promise<void> {
  const reading = readingOf(portal, visitor);
  const live = await livePath(portal);
  const queue = await readQueue(portal, visitor.clientId, reading, {
    path: "/backlog",
    page: 1,
    size: shownMax.backlog,
  });
  await showPage(portal, response, visitor, "client-home", {
    live,
    title: reading.say("home.title"),
    place: "home",
    waiting: await readWaiting(portal, visitor, reading),
    ...queue,
    sessions: await readSessions(portal, visitor, reading),
    mailFrom: portal.installation.mailFrom,
    mailTo: `mailto:${portal.installation.mailFrom}`,
  });
}

/** What only somebody of the client can move on: questions to answer, finished work to approve. */
async function readWaiting({ store }: Portal, visitor: ContactVisitor, reading: Reading) {
  const found = await listTasks(store.read, 1, { clientId: visitor.clientId, turn: "client" });
  const approvers = await listApprovers(store.read, visitor.clientId);
  const canApprove = approvers.some(({ contactId }) => contactId === visitor.contactId);
  const others = approvers.map(({ name }) => name);
  return found.slice(0, shownMax.waiting).map((task) => ({
    id: task.id,
    title: task.title,
    stage: stageName(task.stage, reading.say),
    stageSlug: stageSlug(task.stage),
    todo: todoInWords(task, canApprove, others, reading),
    isApproval: task.stage === "Pending Approval" && canApprove,
    since: momentWords(task.lastMessageAt, reading),
    age: ageInWords(task.lastMessageAt, reading.now, reading.locale),
  }));
}

function todoInWords(
  { stage }: TaskRow,
  canApprove: boolean,
  others: readonly string[],
  { say, locale }: Reading,
): string {
  if (stage !== "Pending Approval") return say("home.answer");
  if (canApprove) return say("home.approve");
  return others.length === 0
    ? say("home.approve-nobody")
    : say("home.approve-others", { names: namesInWords(others, locale) });
}

async function readSessions(portal: Portal, contact: ContactVisitor, { say, locale, now }: Reading) {
  const { timeZone } = portal.installation.calendar;
  const found = await listSessionsOfClient(portal.store.read, contact.clientId, now.toISOString(), 20);
  const booked = found.filter(({ state }) => state === "booked").slice(0, shownMax.sessions);
  const kinds = [];
  for (const kind of sessionKinds) {
    const question = { clientId: contact.clientId, kind, now, timeZone };
    const [month] = await readMonths(portal.store.read, question);
    const { left, granted } = month?.balance ?? { left: 0, granted: 0 };
    kinds.push({
      path: `/sessions?kind=${kind}&minutes=${sessionMinutes[kind].at(-1)}#times`,
      name: say(`session-kind.${kind}`),
      left: say("home.left", { left, granted, month: month ? monthInWords(month.month, locale) : "" }),
      canSchedule: left > 0,
    });
  }
  return { booked: booked.map((session) => sessionView(portal, session, contact)), kinds };
}
