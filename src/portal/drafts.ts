// Drafts of the forms in which people write: saved by a button or by the script while somebody types, shown when the form is
// opened again, discarded by a button. Reads and writes the drafts of whoever asks, and nobody else's.
import type { Request, Response } from "express";
import { discardDraft } from "../actions/discard-draft.ts";
import { saveDraft } from "../actions/save-draft.ts";
import { timestamp } from "../domain/clock.ts";
import { draftPlaceName, readDraftPlace, type DraftFields, type DraftPlace } from "../domain/draft.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { findClient } from "../store/clients.ts";
import { findDraft, listDraftsOfTask, type DraftRow } from "../store/drafts.ts";
import { formOf } from "./form.ts";
import type { Portal } from "./portal.ts";
import { refuseMissing, showProblem, statusOf } from "./problem.ts";
import { readingOf, type Reading } from "./reading.ts";
import { findLinkParticipant, findTaskAccess, heldLinkTokens } from "./task-access.ts";
import { isTyped } from "./typed-words.ts";
import { findVisitor, personOf } from "./visitor.ts";
import { momentWords, type MomentWords } from "./words.ts";

/** A draft as its form shows it; `saved` is null while there is none. `owner` tells apart who writes at the same browser. */
export interface DraftView {
  place: string;
  owner: string;
  saved: MomentWords | null;
  fields: DraftFields;
}

/** POST /drafts: keeps the words of the form `place`. 204 for the script, else back to the form, which shows them. */
export async function saveDraftForm(portal: Portal, request: Request, response: Response): Promise<void> {
  const writing = await findWriting(portal, request);
  const form = formOf(request);
  if (writing === undefined) {
    await refuseMissing(portal, request, response);
    return;
  }
  const { person, place } = writing;
  const fields = Object.fromEntries(form.entries().filter(([name]) => isTyped(name)));
  try {
    await portal.store.write((rows) => saveDraft(rows, timestamp(portal.clock()), { person, place, fields }));
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const trouble = { status: statusOf(fault), message: fault.words, typed: form.entries() };
    await showProblem(portal, request, response, trouble);
    return;
  }
  if (form.text("quiet") === "yes") response.status(204).end();
  else response.redirect(303, pathOf(place));
}

/** POST /drafts/discard: goes back to the form, which is empty. */
export async function discardDraftForm(portal: Portal, request: Request, response: Response): Promise<void> {
  const writing = await findWriting(portal, request);
  if (writing === undefined) {
    await refuseMissing(portal, request, response);
    return;
  }
  await portal.store.write((rows) => discardDraft(rows, writing));
  response.redirect(303, pathOf(writing.place));
}

/** Files are not kept with a draft, but the form that holds them must arrive for its words. */
export async function draftFormBytesMax(portal: Portal, request: Request): Promise<number> {
  if ((await findVisitor(portal, request)).kind !== "stranger") return portal.uploadBytesMax;
  for (const token of heldLinkTokens(portal, request)) {
    if ((await findLinkParticipant(portal, token)) !== undefined) return portal.uploadBytesMax;
  }
  return 0;
}

/** The draft of one form, for whoever is shown the form. */
export async function readDraft(
  portal: Portal,
  reading: Reading,
  person: Person,
  place: DraftPlace,
): Promise<DraftView> {
  return toView(reading, person, place, await findDraft(portal.store.read, person, place));
}

/** The drafts of the forms on the page of a task. */
export async function readTaskDrafts(
  portal: Portal,
  access: { task: { id: number }; reader: Person } & Pick<Reading, "locale" | "timeZone">,
): Promise<(form: string) => DraftView> {
  const { task, reader } = access;
  const found = await listDraftsOfTask(portal.store.read, reader, task.id);
  const byPlace = new Map(found.map((row) => [row.place, row]));
  const reading = readingOf(portal, access);
  return (form) => {
    const place = { kind: "task", taskId: task.id, form } as const;
    return toView(reading, reader, place, byPlace.get(draftPlaceName(place)));
  };
}

function toView(reading: Reading, person: Person, place: DraftPlace, row: DraftRow | undefined): DraftView {
  return {
    place: draftPlaceName(place),
    owner: `${person.kind}:${person.id}`,
    saved: row === undefined ? null : momentWords(row.savedAt, reading),
    fields: row?.fields ?? {},
  };
}

/** Who writes into which form; undefined when there is no such form for them. */
async function findWriting(
  portal: Portal,
  request: Request,
): Promise<{ person: Person; place: DraftPlace } | undefined> {
  const place = readDraftPlace(formOf(request).text("place"));
  if (place === undefined) return undefined;
  const person = await findWriter(portal, request, place);
  return person && { person, place };
}

async function findWriter(portal: Portal, request: Request, place: DraftPlace): Promise<Person | undefined> {
  if (place.kind === "task") {
    const access = await findTaskAccess(portal, request, place.taskId);
    const isTheirs = access !== undefined && (access.isStaff || place.form !== "note");
    return isTheirs && isTaskForm(place.form) ? access.reader : undefined;
  }
  const visitor = await findVisitor(portal, request);
  if (place.kind === "request") return visitor.kind === "contact" ? personOf(visitor) : undefined;
  if (visitor.kind !== "staff") return undefined;
  const client = await findClient(portal.store.read, place.clientId);
  return client === undefined ? undefined : personOf(visitor);
}

/** The forms on the page of a task in which words are written, beside its messages and notes; each is a step. */
const taskForms = new Set(
  "message note accept decline split start estimate delivery hand-over approve ask-changes withdraw edit".split(
    " ",
  ),
);

function isTaskForm(form: string): boolean {
  return taskForms.has(form);
}

/** Where the form stands. */
function pathOf(place: DraftPlace): string {
  switch (place.kind) {
    case "request":
      return "/requests/new";
    case "new-task":
      return `/tasks/new?client=${place.clientId}`;
    case "task": {
      const anchor = place.form === "message" ? "#write" : place.form === "note" ? "#note" : "";
      return `/tasks/${place.taskId}${anchor}`;
    }
  }
}
