// GET /clients: for staff, all clients by name, with how much each has of what its plan gives; and a form that adds one with its first
// person.
import type { Request, Response } from "express";
import { addClient } from "../actions/add-client.ts";
import { addContact } from "../actions/add-contact.ts";
import { timestamp } from "../domain/clock.ts";
import { requireName } from "../domain/name.ts";
import { timeZoneTyped } from "../domain/time-zone.ts";
import { Problem } from "../domain/problem.ts";
import { clientPageSize, listClientPage, type ClientListRow } from "../store/client-list.ts";
import { listPlans } from "../store/clients.ts";
import { findFieldProblems, noFieldProblems, problemOfField, type FieldProblems } from "./field-problems.ts";
import { fieldView } from "./field-view.ts";
import { formOf } from "./form.ts";
import { showPage } from "./page.ts";
import { pageNumber } from "./page-missing.ts";
import {
  emptyPerson,
  personChecks,
  personFields,
  personFormView,
  readTypedPerson,
  type TypedPerson,
} from "./person-form.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { readingOf, type Reading } from "./reading.ts";
import { personOf, requireStaff, type StaffVisitor } from "./visitor.ts";

const clientFields = ["name", "plan", ...personFields] as const;

type ClientField = (typeof clientFields)[number];

interface Refused {
  typed: TypedPerson & { name: string; plan: string };
  problems: FieldProblems<ClientField>;
  status: number;
}

export async function showClients(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  await showList(portal, response, staff, pageNumber(request.query["page"]));
}

/** POST /clients: the client and its first person together, or neither. What cannot be taken comes back as it was typed. */
export async function addNewClient(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const form = formOf(request);
  const typed = { ...readTypedPerson(form), name: form.text("name"), plan: form.text("plan") };
  const plans = (await listPlans(portal.store.read)).map(({ name }) => name);
  const checks = {
    name: () => requireName(typed.name),
    plan: () => requireListed(typed.plan, plans),
    ...personChecks(typed),
  };
  const problems = findFieldProblems<ClientField>(checks, staff.locale);
  if (problems !== undefined) {
    await showList(portal, response, staff, 1, { typed, problems, status: 422 });
    return;
  }
  // All else was looked at before: what is left is whose name and address they are.
  let field: ClientField = "name";
  try {
    const clientId = await portal.store.write(async (rows) => {
      const at = timestamp(portal.clock());
      const { name, plan, person, address, locale, canApprove } = typed;
      const timeZone = timeZoneTyped(typed.zone);
      field = "name";
      const added = await addClient(rows, at, { name, plan, byStaffId: staff.staffId });
      field = "address";
      const contact = { ...added, name: person, address, locale, timeZone, canApprove };
      await addContact(rows, at, { ...contact, by: personOf(staff), own: portal.installation });
      return added.clientId;
    });
    response.redirect(303, `/clients/${clientId}`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const refused = problemOfField(clientFields, field, fault, staff.locale);
    await showList(portal, response, staff, 1, { typed, problems: refused, status: statusOf(fault) });
  }
}

function requireListed(plan: string, plans: readonly string[]): void {
  if (!plans.includes(plan)) throw chooseListed();
}

/** For a plan that there is not. */
export function chooseListed(): Problem {
  return new Problem("invalid", { en: "Choose one of the plans.", de: "Wählen Sie einen der Pläne." });
}

async function showList(
  portal: Portal,
  response: Response,
  staff: StaffVisitor,
  page: number,
  refused?: Refused,
): Promise<void> {
  const reading = readingOf(portal, staff);
  const found = await listClientPage(portal.store.read, page);
  const values = {
    title: reading.say("clients.title"),
    place: "clients" as const,
    clients: found.slice(0, clientPageSize).map((row) => toView(row, reading)),
    newerPath: page > 1 ? `/clients?page=${page - 1}` : null,
    olderPath: found.length > clientPageSize ? `/clients?page=${page + 1}` : null,
    ...(await formView(portal, reading, refused)),
  };
  await showPage(portal, response, staff, "clients", values, refused?.status);
}

function toView({ id, name, ...row }: ClientListRow, { say }: Reading) {
  return {
    id,
    name,
    plan: row.planName,
    places: say("clients.places", { taken: row.activeCount, all: row.activeTasksMax }),
    tasks: say("clients.tasks", { count: row.openCount }),
    people: say("clients.people", { count: row.peopleCount }),
  };
}

async function formView(portal: Portal, reading: Reading, refused: Refused | undefined) {
  const { say } = reading;
  const problems = refused?.problems ?? noFieldProblems(clientFields);
  const typed = refused?.typed ?? { ...emptyPerson(reading, true), name: "", plan: "" };
  const options = (await listPlans(portal.store.read)).map((plan) => ({
    value: plan.name,
    label: say("clients.plan-choice", { plan: plan.name, count: plan.activeTasksMax }),
    isChosen: plan.name === typed.plan,
  }));
  return {
    clientFields: [
      fieldView({ name: "name", label: say("clients.name"), value: typed.name }, problems.name),
      fieldView({ name: "plan", label: say("clients.plan"), value: typed.plan, options }, problems.plan),
    ],
    addPerson: personFormView(typed, problems, reading),
  };
}
