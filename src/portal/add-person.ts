// POST /clients/:clientId/people: staff add a person to a client. What cannot be taken comes back as it was typed.
import type { Request, Response } from "express";
import { addContact } from "../actions/add-contact.ts";
import { timestamp } from "../domain/clock.ts";
import { timeZoneTyped } from "../domain/time-zone.ts";
import { Problem } from "../domain/problem.ts";
import { getClient } from "../store/clients.ts";
import { showOneClient } from "./client.ts";
import { findFieldProblems, problemOfField } from "./field-problems.ts";
import { formOf } from "./form.ts";
import { requireId } from "./page-missing.ts";
import { personChecks, personFields, readTypedPerson } from "./person-form.ts";
import type { Portal } from "./portal.ts";
import { statusOf } from "./problem.ts";
import { personOf, requireStaff } from "./visitor.ts";

export async function addClientPerson(portal: Portal, request: Request, response: Response): Promise<void> {
  const staff = await requireStaff(portal, request);
  const { id: clientId } = await getClient(portal.store.read, requireId(request.params["clientId"]));
  const typed = readTypedPerson(formOf(request));
  const problems = findFieldProblems(personChecks(typed), staff.locale);
  if (problems !== undefined) {
    await showOneClient(portal, response, staff, clientId, { person: { typed, problems }, status: 422 });
    return;
  }
  const at = timestamp(portal.clock());
  const { person: name, address, locale, canApprove } = typed;
  const timeZone = timeZoneTyped(typed.zone);
  const added = { clientId, name, address, locale, timeZone, canApprove };
  try {
    await portal.store.write((rows) =>
      addContact(rows, at, { ...added, by: personOf(staff), own: portal.installation }),
    );
    response.redirect(303, `/clients/${clientId}#people-title`);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    // All else was looked at before: what is left is whose address it is.
    const refused = problemOfField(personFields, "address", fault, staff.locale);
    await showOneClient(portal, response, staff, clientId, {
      person: { typed, problems: refused },
      status: statusOf(fault),
    });
  }
}
