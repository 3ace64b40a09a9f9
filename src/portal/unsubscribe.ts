// GET /unsubscribe/:token: a page with a button, for whoever follows the link in an email. POST: what the button and the mail
// programs of readers send (RFC 8058), with no cookie and no token of a form; it mutes a task or stops digests.
import type { Request, Response } from "express";
import { stopDigests } from "../actions/change-preferences.ts";
import { muteTask } from "../actions/mute-task.ts";
import { timestamp } from "../domain/clock.ts";
import type { Locale } from "../domain/locale.ts";
import { personFromColumns, type Person } from "../domain/person.ts";
import { findPerson } from "../store/people.ts";
import { findPreferences } from "../store/preferences.ts";
import { findParticipant } from "../store/participants.ts";
import { getTask } from "../store/tasks.ts";
import { readForm } from "./form.ts";
import { countGuess } from "./link-guesses.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { findVisitor, type Visitor } from "./visitor.ts";

/** What a link stops, and how that stands now. */
type Stopping =
  | { kind: "mute"; taskId: number; taskTitle: string; person: Person; isDone: boolean }
  | { kind: "digests"; contactId: number; isDone: boolean };

/** Writes no row: programs press links, too. 404 for a link that we did not write or that was revoked. */
export async function showUnsubscribe(portal: Portal, request: Request, response: Response): Promise<void> {
  const stopping = await findStopping(portal, request);
  if (stopping === undefined) countGuess(portal, request, response);
  await show(portal, request, response, stopping, stopping === undefined ? 404 : 200);
}

/**
 * Does it and answers the page, without a redirect (RFC 8058 section 3.1). 422 with the button for a body without
 * `List-Unsubscribe=One-Click`: some programs post to links without being asked to.
 */
export async function unsubscribe(portal: Portal, request: Request, response: Response): Promise<void> {
  const form = await readForm(request);
  const stopping = await findStopping(portal, request);
  if (stopping === undefined) {
    countGuess(portal, request, response);
    return show(portal, request, response, undefined, 404);
  }
  if (form.text("List-Unsubscribe") !== "One-Click") return show(portal, request, response, stopping, 422);
  const at = timestamp(portal.clock());
  await portal.store.write((rows) =>
    stopping.kind === "digests"
      ? stopDigests(rows, at, stopping.contactId)
      : muteTask(rows, at, { taskId: stopping.taskId, by: stopping.person, isByLink: true }),
  );
  await show(portal, request, response, { ...stopping, isDone: true }, 200);
}

async function findStopping(portal: Portal, request: Request): Promise<Stopping | undefined> {
  const { read } = portal.store;
  const reading = portal.readUnsubscribing(tokenOf(request));
  if (reading === undefined) return undefined;
  if (reading.kind === "digests") {
    const { contactId, version } = reading;
    const preferences = await findPreferences(read, contactId);
    if (preferences?.linkVersion !== version) return undefined;
    const { notify } = preferences;
    return { kind: "digests", contactId, isDone: notify !== "hourly" && notify !== "daily" };
  }
  const participant = await findParticipant(read, reading.participantId);
  const person = participant && personFromColumns(participant.contactId, participant.staffId);
  if (participant?.version !== reading.version || person === undefined) return undefined;
  const { id: taskId, title: taskTitle } = await getTask(read, participant.taskId);
  return { kind: "mute", taskId, taskTitle, person, isDone: participant.mutedAt !== null };
}

async function show(
  portal: Portal,
  request: Request,
  response: Response,
  stopping: Stopping | undefined,
  status: number,
): Promise<void> {
  const visitor = await findVisitor(portal, request);
  const reader = { ...visitor, locale: await localeFor(portal, visitor, stopping) };
  const isMute = stopping?.kind === "mute";
  const title = stopping === undefined ? "unknown" : isMute ? "mute-tab" : "digests-tab";
  const values = {
    title: readingOf(portal, reader).say(`unsubscribe.${title}`),
    isKnown: stopping !== undefined,
    isDone: stopping?.isDone === true,
    isMute,
    taskTitle: isMute ? stopping.taskTitle : "",
    backPath: isMute && stopping.person.kind === "staff" ? `/tasks/${stopping.taskId}` : "/preferences",
    token: tokenOf(request),
  };
  await showPage(portal, response, reader, "unsubscribe", values, status);
}

/** Most open it without being signed in: in the language of the email that it came in. */
async function localeFor(
  { store }: Portal,
  visitor: Visitor,
  stopping: Stopping | undefined,
): Promise<Locale> {
  if (visitor.kind !== "stranger" || stopping === undefined) return visitor.locale;
  const person: Person =
    stopping.kind === "mute" ? stopping.person : { kind: "contact", id: stopping.contactId };
  return (await findPerson(store.read, person))?.locale ?? visitor.locale;
}

function tokenOf(request: Request): string {
  const { token } = request.params;
  return typeof token === "string" ? token : "";
}
