// The people of a company and who of them may approve finished work: for its own people on /people, for staff on the client's
// page. An approver or staff change who may.
import type { Request, Response } from "express";
import { changeApprover } from "../actions/change-approver.ts";
import { timestamp } from "../domain/clock.ts";
import type { Locale } from "../domain/locale.ts";
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { getClient } from "../store/clients.ts";
import { contactPageSize, listApprovers, listContactPage } from "../store/people.ts";
import { formOf } from "./form.ts";
import { pageNumber, requireId } from "./page-missing.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readingOf } from "./reading.ts";
import { contactOrSignIn, personOf, requireContact, type ContactVisitor } from "./visitor.ts";

/** GET /people: for contacts; whoever is not signed in is asked to be. */
export async function showPeople(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await contactOrSignIn(portal, request, response);
  if (contact !== undefined) await showList(portal, response, contact, pageNumber(request.query["page"]));
}

/** POST /people: `contact` may approve from now on, or with `change=remove` not any more. 403 for who may not themselves. */
export async function changePeople(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await requireContact(portal, request);
  const page = pageNumber(formOf(request).text("page"));
  try {
    await takeChange(portal, request, { by: personOf(contact), clientId: contact.clientId });
    response.redirect(303, page === 1 ? "/people" : `/people?page=${page}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    await showList(portal, response, contact, page, refusedChange(request, fault));
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

/** A change that could not be carried out, and of whom it was. */
export interface RefusedChange {
  contactId: string;
  problem: Problem;
}

export function refusedChange(request: Request, problem: Problem): RefusedChange {
  return { contactId: formOf(request).text("contact"), problem };
}

export interface PersonView {
  id: number;
  name: string;
  address: string;
  mayApprove: boolean;
  /** The only one who may, so that it cannot be taken from them. */
  isLast: boolean;
  /** Why what was asked for them cannot be. */
  problem: string | null;
}

/** One page of the people of a client, by name. `path`: of the list, ending where the number of a page follows. */
export async function readPeople(
  { store }: Portal,
  clientId: number,
  { path, page, locale }: { path: string; page: number; locale: Locale },
  refused?: RefusedChange,
) {
  const approverIds = (await listApprovers(store.read, clientId)).map(({ contactId }) => contactId);
  const found = await listContactPage(store.read, clientId, page);
  const people = found.slice(0, contactPageSize).flatMap(({ contactId, name, address }): PersonView[] => {
    if (contactId === null) return [];
    const mayApprove = approverIds.includes(contactId);
    const isLast = mayApprove && approverIds.length === 1;
    const problem = refused?.contactId === String(contactId) ? refused.problem.in(locale) : null;
    return [{ id: contactId, name, address, mayApprove, isLast, problem }];
  });
  return {
    people,
    peoplePage: page,
    hasApprover: approverIds.length > 0,
    peopleProblem: people.some(({ problem }) => problem !== null)
      ? null
      : (refused?.problem.in(locale) ?? null),
    newerPeoplePath: page > 1 ? `${path}${page - 1}` : null,
    olderPeoplePath: found.length > contactPageSize ? `${path}${page + 1}` : null,
    mayApprove: (id: number) => approverIds.includes(id),
  };
}

async function showList(
  portal: Portal,
  response: Response,
  contact: ContactVisitor,
  page: number,
  refused?: RefusedChange,
): Promise<void> {
  const client = await getClient(portal.store.read, contact.clientId);
  const shown = { path: "/people?page=", page, locale: contact.locale };
  const { mayApprove, ...people } = await readPeople(portal, client.id, shown, refused);
  const values = {
    title: readingOf(portal, contact).say("people.title", { client: client.name }),
    place: "people" as const,
    ...people,
    canChange: mayApprove(contact.contactId),
    changePath: "/people",
  };
  await showPage(portal, response, contact, "people", values, refused && statusOf(refused.problem));
}
