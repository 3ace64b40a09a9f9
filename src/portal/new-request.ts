// The form by which clients ask for something, however unsure about the details. Opens a task in Triage.
import type { Request, Response } from "express";
import { openTask } from "../actions/open-task.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { requireTitle } from "../domain/task.ts";
import { forgetDraft } from "../store/drafts.ts";
import { readDraft } from "./drafts.ts";
import { findFieldProblems, noFieldProblems } from "./field-problems.ts";
import { formOf, type Form } from "./form.ts";
import {
  messageChecks,
  messageView,
  refusedAsWhole,
  refusedByFields,
  type MessageField,
  type RefusedForm,
} from "./message-form.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { refuseMissing } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { submissionKeyOf } from "./submission.ts";
import { contactOrSignIn, findContact, personOf, type ContactVisitor } from "./visitor.ts";

const fieldNames = ["title", "text", "files"] as const;

const draftPlace = { kind: "request" } as const;

/** GET /requests/new: for contacts; whoever is not signed in is asked to be. */
export async function showNewRequest(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await contactOrSignIn(portal, request, response);
  if (contact !== undefined) await showForm(portal, response, contact);
}

/** POST /requests: opens the task and goes to it. The same form again goes to the task it opened. */
export async function submitRequest(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await findContact(portal, request);
  const form = formOf(request);
  if (contact === undefined) {
    await refuseMissing(portal, request, response);
    return;
  }
  const problems = findFieldProblems(messageChecks(form), contact.locale);
  if (problems !== undefined) return showForm(portal, response, contact, refusedByFields(form, problems));
  try {
    if (form.refusal !== undefined) throw new Problem("too_large", form.refusal);
    const taskId = await submit(portal, contact, form);
    portal.nudge();
    response.redirect(303, `/tasks/${taskId}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showForm(portal, response, contact, refusedAsWhole(form, fault, contact.locale));
  }
}

/** All files together that this visitor may send with a request. */
export async function requestBytesMax(portal: Portal, request: Request): Promise<number> {
  return (await findContact(portal, request)) === undefined ? 0 : portal.uploadBytesMax;
}

async function submit(portal: Portal, contact: ContactVisitor, form: Form): Promise<number> {
  const title = requireTitle(form.text("title"));
  const text = form.text("text").trim();
  const at = timestamp(portal.clock());
  const files = form.uploads.map((upload) => upload.sha256);
  const { taskId } = await portal.store.write(async (rows) => {
    await forgetDraft(rows, personOf(contact), draftPlace);
    return openTask(rows, at, {
      clientId: contact.clientId,
      title,
      text,
      author: personOf(contact),
      channel: "portal",
      postedAt: at,
      submissionKey: submissionKeyOf(form.text("key"), "request", contact.contactId, title, text, ...files),
      uploads: form.uploads,
    });
  });
  return taskId;
}

async function showForm(
  portal: Portal,
  response: Response,
  contact: ContactVisitor,
  refused?: RefusedForm<MessageField>,
): Promise<void> {
  const draft = await readDraft(portal, readingOf(portal, contact), personOf(contact), draftPlace);
  const values = {
    title: readingOf(portal, contact).say("frame.new-request"),
    place: "new-request" as const,
    ...messageView(portal, refused, draft),
    draft,
    problems: refused?.problems ?? noFieldProblems(fieldNames),
  };
  await showPage(portal, response, contact, "new-request", values, refused?.status);
}
