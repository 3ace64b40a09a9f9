// Who may see a task: staff, signed-in contacts of its client, and whoever holds a link that was emailed for it.
import type { Request } from "express";
import { timestamp } from "../domain/clock.ts";
import type { Locale } from "../domain/locale.ts";
import type { Person } from "../domain/person.ts";
import type { Rows } from "../store/rows.ts";
import { findParticipant, type ParticipantRow } from "../store/participants.ts";
import { findTask, type TaskRow } from "../store/tasks.ts";
import { findCookie } from "./cookies.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { findVisitor, personOf, type Visitor } from "./visitor.ts";

/** A task and the person who looks at it. `isByLink`: they proved themselves by an emailed link only. */
export interface TaskAccess {
  task: TaskRow;
  visitor: Visitor;
  reader: Person;
  name: string;
  locale: Locale;
  timeZone: string;
  isStaff: boolean;
  isByLink: boolean;
}

/** Task links one browser holds, newest first. */
export const heldLinksMax = 10;

/** Throws the same `not_found` for a task that is not there and for one that is not for this visitor. */
export async function getTaskAccess(portal: Portal, request: Request, taskId: number): Promise<TaskAccess> {
  const access = await findTaskAccess(portal, request, taskId);
  if (access === undefined) throw pageMissing();
  return access;
}

export async function findTaskAccess(
  portal: Portal,
  request: Request,
  taskId: number,
): Promise<TaskAccess | undefined> {
  const visitor = await findVisitor(portal, request);
  const task = await findTask(portal.store.read, taskId);
  if (task === undefined) return undefined;
  if (visitor.kind === "staff" || (visitor.kind === "contact" && visitor.clientId === task.clientId)) {
    const { name, locale, timeZone, kind } = visitor;
    const reader = personOf(visitor);
    return { task, visitor, reader, name, locale, timeZone, isStaff: kind === "staff", isByLink: false };
  }
  const holder = await findLinkHolder(portal, request, taskId);
  if (holder?.contactId === undefined || holder.contactId === null) return undefined;
  const { name, locale, timeZone, contactId } = holder;
  return {
    task,
    visitor,
    reader: { kind: "contact", id: contactId },
    name,
    locale,
    timeZone,
    isStaff: false,
    isByLink: true,
  };
}

/** A button on a page of a task was pressed: does its work in one transaction, by whoever may see the task, who is answered. */
export async function pressOnTask(
  portal: Portal,
  request: Request,
  work: (rows: Rows, at: string, access: TaskAccess) => Promise<unknown>,
): Promise<TaskAccess> {
  const access = await getTaskAccess(portal, request, requireId(request.params["taskId"]));
  const at = timestamp(portal.clock());
  await portal.store.write((rows) => work(rows, at, access));
  return access;
}

/** The tokens of the task links this browser holds, newest first. */
export function heldLinkTokens(portal: Portal, request: Request): string[] {
  const tokens = findCookie(portal, request, "links")?.split(".") ?? [];
  return tokens.filter((token) => token !== "").slice(0, heldLinksMax);
}

/**
 * Whom a link was given to, while it holds: the proof, its day, the participant and their version are checked anew at
 * every request. A link given to staff answers them too; what it opens is for the caller to say.
 */
export async function findLinkParticipant(
  portal: Portal,
  token: string,
): Promise<ParticipantRow | undefined> {
  const reading = portal.readTaskLink(token);
  if (reading.kind !== "valid") return undefined;
  const participant = await findParticipant(portal.store.read, reading.link.participantId);
  return participant?.version === reading.link.version ? participant : undefined;
}

async function findLinkHolder(
  portal: Portal,
  request: Request,
  taskId: number,
): Promise<ParticipantRow | undefined> {
  for (const token of heldLinkTokens(portal, request)) {
    const participant = await findLinkParticipant(portal, token);
    if (participant?.taskId === taskId && participant.contactId !== null) return participant;
  }
  return undefined;
}
