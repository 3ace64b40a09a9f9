// Opening a task for a client: first which client, then the title, the first message and who takes part.
import type { Request, Response } from "express";
import { openTask } from "../actions/open-task.ts";
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { requireTitle } from "../domain/task.ts";
import { clientPageSize, listClientPage } from "../store/client-list.ts";
import { getClient } from "../store/clients.ts";
import { forgetDraft } from "../store/drafts.ts";
import { listContacts } from "../store/people.ts";
import { readDraft } from "./drafts.ts";
import { findFieldProblems, noFieldProblems } from "./field-problems.ts";
import { formOf, type Form } from "./form.ts";
import {
  messageChecks,
  messageView,
  refusedAsWhole,
  refusedByFields,
  type RefusedForm,
} from "./message-form.ts";
import { pageMissing, pageNumber, requireId } from "./page-missing.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { refuseMissing } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { submissionKeyOf } from "./submission.ts";
import { findVisitor, personOf, requireStaff, type StaffVisitor } from "./visitor.ts";

const fieldNames = ["title", "text", "people", "files"] as const;

/** People of the client who can be chosen; a form takes no more fields. The others join when somebody copies them in. */
const contactsMax = 80;

type Refused = RefusedForm<(typeof fieldNames)[number]>;

/** GET /tasks/new: the clients to choose from or, with `?client=`, the form. */
export async function showNewTask(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const chosen = request.query["client"];
  if (chosen === undefined) return showChoice(portal, response, staff, pageNumber(request.query["page"]));
  if (typeof chosen !== "string") throw pageMissing();
  await showForm(portal, response, staff, requireId(chosen), undefined);
}

async function showChoice(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  page: number,
): Promise<void> {
  const found = await listClientPage(portal.store.read, page);
  await showPage(portal, response, staff, "new-task-client", {
    title: readingOf(portal, staff).say("frame.new-task"),
    place: "new-task",
    clients: found.slice(0, clientPageSize),
    newerPath: page > 1 ? `/tasks/new?page=${page - 1}` : null,
    olderPath: found.length > clientPageSize ? `/tasks/new?page=${page + 1}` : null,
  });
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
  const { files, ...checks } = messageChecks(form);
  const people = () => requirePeople(contactIds);
  const problems = findFieldProblems({ ...checks, people, files }, visitor.locale);
  const show = (refused: Refused) => showForm(portal, response, visitor, clientId, contactIds, refused);
  if (problems !== undefined) return show(refusedByFields(form, problems));
  try {
    if (form.refusal !== undefined) throw new Problem("too_large", form.refusal);
    const taskId = await open(portal, visitor, form, clientId, contactIds);
    portal.nudge();
    response.redirect(303, `/tasks/${taskId}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await show(refusedAsWhole(form, fault, visitor.locale));
  }
}

function requirePeople(contactIds: readonly number[]): void {
  if (contactIds.length > 0) return;
  throw new Problem("invalid", {
    en: "Choose at least one person who takes part.",
    de: "Wählen Sie mindestens eine Person, die teilnimmt.",
  });
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

/** `chosenIds`: undefined for a form that nobody has filled in, in which all are chosen. */
async function showForm(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  clientId: number,
  chosenIds: readonly number[] | undefined,
  refused?: Refused,
): Promise<void> {
  const client = await getClient(portal.store.read, clientId);
  const contacts = await listContacts(portal.store.read, clientId);
  const listed = contacts.slice(0, contactsMax);
  const draft = await readDraft(portal, readingOf(portal, staff), personOf(staff), {
    kind: "new-task",
    clientId,
  });
  const values = {
    title: readingOf(portal, staff).say("new-task.title", { client: client.name }),
    place: "new-task" as const,
    client,
    hasMoreContacts: contacts.length > contactsMax,
    contactsMax,
    peoplePath: `/clients/${clientId}#people-title`,
    contacts: listed.map(({ contactId, name, address }) => ({
      contactId,
      name,
      address,
      isChosen: chosenIds === undefined || chosenIds.includes(contactId ?? 0),
    })),
    ...messageView(portal, refused, draft),
    draft,
    problems: refused?.problems ?? noFieldProblems(fieldNames),
  };
  await showPage(portal, response, staff, "new-task", values, refused?.status);
}
