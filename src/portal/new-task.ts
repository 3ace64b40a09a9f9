// Opening a task for a client: first which client, then the title, the first message and who takes part.
import type { Request, Response } from "express";
import { openTask } from "../actions/open-task.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { requireTitle, titleLengthMax } from "../domain/task.ts";
import { getClient, listClients } from "../store/clients.ts";
import { forgetDraft } from "../store/drafts.ts";
import { listContacts } from "../store/people.ts";
import { readDraft } from "./drafts.ts";
import { formOf, uploadsMax, type Form } from "./form.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { refuseMissing, statusOf } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { newSubmissionKey, submissionKeyOf } from "./submission.ts";
import { findVisitor, personOf, requireStaff, type StaffVisitor } from "./visitor.ts";

/** What a form held when it could not be taken. */
interface Refused {
  title: string;
  text: string;
  contactIds: readonly number[];
  hadFiles: boolean;
  message: string;
  status: number;
}

/** GET /tasks/new: the clients to choose from or, with `?client=`, the form. */
export async function showNewTask(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const chosen = request.query["client"];
  if (chosen === undefined) {
    await showPage(portal, response, staff, "new-task-client", {
      title: "Open a task",
      place: "new-task",
      clients: await listClients(portal.store.read),
    });
    return;
  }
  if (typeof chosen !== "string") throw pageMissing();
  await showForm(portal, response, staff, requireId(chosen));
}

/** POST /tasks: opens the task and goes to it. The same form again goes to the task it opened. */
export async function openNewTask(portal: Portal, request: Request, response: Response): Promise<void> {
  const visitor = await findVisitor(portal, request);
  if (visitor.kind !== "staff") {
    await refuseMissing(portal, request, response);
    return;
  }
  const form = formOf(request);
  const clientId = requireId(form.text("client"));
  const contactIds = form.list("contact").map((id) => requireId(id));
  try {
    if (form.refusal !== undefined) throw new Problem("too_large", form.refusal);
    const taskId = await open(portal, visitor, form, clientId, contactIds);
    portal.nudge();
    response.redirect(303, `/tasks/${taskId}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const { message } = fault;
    const refused = {
      title: form.text("title"),
      text: form.text("text"),
      contactIds,
      hadFiles: form.hadFiles,
      message,
      status: statusOf(fault),
    };
    await showForm(portal, response, visitor, clientId, refused);
  }
}

/** All files together that this visitor may send with a new task. */
export async function newTaskBytesMax(portal: Portal, request: Request): Promise<number> {
  return (await findVisitor(portal, request)).kind === "staff" ? portal.uploadBytesMax : 0;
}

async function open(
  portal: Portal,
  staff: StaffVisitor,
  form: Form,
  clientId: number,
  contactIds: readonly number[],
): Promise<number> {
  const title = requireTitle(form.text("title"));
  const text = form.text("text").trim();
  if (contactIds.length === 0) throw new Problem("invalid", "Choose at least one person who takes part.");
  const at = timestamp(portal.clock());
  const content = [staff.staffId, clientId, contactIds.join(), title, text];
  const files = form.uploads.map((upload) => upload.sha256);
  const { taskId } = await portal.store.write(async (rows) => {
    await forgetDraft(rows, personOf(staff), { kind: "new-task", clientId });
    return openTask(rows, at, {
      clientId,
      title,
      text,
      contactIds,
      author: personOf(staff),
      channel: "portal",
      postedAt: at,
      submissionKey: submissionKeyOf(form.text("key"), "task", ...content, ...files),
      uploads: form.uploads,
    });
  });
  return taskId;
}

async function showForm(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  clientId: number,
  refused?: Refused,
): Promise<void> {
  const client = await getClient(portal.store.read, clientId);
  const contacts = await listContacts(portal.store.read, clientId);
  const draft = await readDraft(portal, readingOf(portal, staff), personOf(staff), {
    kind: "new-task",
    clientId,
  });
  await showPage(
    portal,
    response,
    staff,
    "new-task",
    {
      title: `Open a task for ${client.name}`,
      place: "new-task",
      client,
      contacts: contacts.map(({ contactId, name, address }) => ({
        contactId,
        name,
        address,
        isChosen: refused === undefined || refused.contactIds.includes(contactId ?? 0),
      })),
      key: newSubmissionKey(),
      typedTitle: refused?.title ?? draft.fields["title"] ?? "",
      typedText: refused?.text ?? draft.fields["text"] ?? "",
      draft,
      problem: refused?.message ?? null,
      mustChooseFilesAgain: refused?.hadFiles === true,
      titleLengthMax,
      filesMax: uploadsMax,
      megabytesMax: Math.floor(portal.uploadBytesMax / 1_048_576),
    },
    refused?.status,
  );
}
