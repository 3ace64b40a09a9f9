// The people of a company and who of them may approve finished work: for its own people on /people, for staff on the client's
// page. An approver or staff change who may.
import type { Request, Response } from "express";
import { changeApprover } from "../actions/change-approver.ts";
import { timestamp } from "../domain/clock.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { getClient } from "../store/clients.ts";
import { listApprovers, listContacts } from "../store/people.ts";
import { formOf } from "./form.ts";
import { requireId } from "./page-missing.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { contactOrSignIn, personOf, requireContact, type ContactVisitor } from "./visitor.ts";

/** GET /people: for contacts; whoever is not signed in is asked to be. */
export async function showPeople(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await contactOrSignIn(portal, request, response);
  if (contact !== undefined) await showList(portal, response, contact);
}

/** POST /people: `contact` may approve from now on, or with `change=remove` not any more. 403 for who may not themselves. */
export async function changePeople(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await requireContact(portal, request);
  try {
    await takeChange(portal, request, { by: personOf(contact), clientId: contact.clientId });
    response.redirect(303, "/people");
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showList(portal, response, contact, { message: fault.in(contact.locale), status: statusOf(fault) });
  }
}

/** What the form of one person says, carried out. */
export async function takeChange(
  portal: Portal,
  request: Request,
  { by, clientId }: { by: Person; clientId: number },
): Promise<void> {
  const form = formOf(request);
  const contactId = requireId(form.text("contact"));
  const canApprove = form.text("change") !== "remove";
  const at = timestamp(portal.clock());
  await portal.store.write((rows) => changeApprover(rows, at, { contactId, canApprove, by, clientId }));
}

export interface PersonView {
  id: number;
  name: string;
  address: string;
  mayApprove: boolean;
  /** The only one who may, so that it cannot be taken from them. */
  isLast: boolean;
}

/** Everybody of a client, by name. */
export async function readPeople({ store }: Portal, clientId: number): Promise<PersonView[]> {
  const approverIds = (await listApprovers(store.read, clientId)).map(({ contactId }) => contactId);
  return (await listContacts(store.read, clientId)).flatMap(({ contactId, name, address }) => {
    if (contactId === null) return [];
    const mayApprove = approverIds.includes(contactId);
    return [{ id: contactId, name, address, mayApprove, isLast: mayApprove && approverIds.length === 1 }];
  });
}

async function showList(
  portal: Portal,
  response: Response,
  contact: ContactVisitor,
  refused?: { message: string; status: number },
): Promise<void> {
  const client = await getClient(portal.store.read, contact.clientId);
  const people = await readPeople(portal, client.id);
  const values = {
    title: readingOf(portal, contact).say("people.title", { client: client.name }),
    place: "people" as const,
    problem: refused?.message ?? null,
    people: people.map((person) => ({ ...person, isReader: person.id === contact.contactId })),
    hasApprover: people.some(({ mayApprove }) => mayApprove),
    canChange: people.some(({ id, mayApprove }) => id === contact.contactId && mayApprove),
    changePath: "/people",
  };
  await showPage(portal, response, contact, "people", values, refused?.status);
}
