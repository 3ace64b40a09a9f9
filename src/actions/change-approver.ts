// Says who of a client may approve finished work: an approver for colleagues, staff, or an operator. Writes the contact, who
// takes part in work that waits for approval, and one event.
import type { Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { listActive, lockClientPlan } from "../store/backlog.ts";
import { recordEvent } from "../store/events.ts";
import { findPerson, listApprovers, markCanApprove, type PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { bringInApprovers } from "./bring-in-approvers.ts";

/** `by` is undefined for an operator at the command line. `clientId`: whose page it was said on. */
export interface ApproverChange {
  contactId: number;
  canApprove: boolean;
  by: Person | undefined;
  clientId?: number;
}

/**
 * Saying what holds already changes nothing. Throws `not_found` for somebody of another client, `not_allowed` for a contact who
 * may not approve themselves, `conflict` when nobody would be left who may.
 */
export async function changeApprover(
  rows: Rows,
  at: string,
  { contactId, canApprove, by, clientId: pageClientId }: ApproverChange,
): Promise<{ kind: "done" | "unchanged"; person: PersonRow }> {
  const person = await findPerson(rows, { kind: "contact", id: contactId });
  const clientId = person?.clientId ?? undefined;
  if (person === undefined || clientId === undefined || (pageClientId ?? clientId) !== clientId) {
    throw new Problem("not_found", {
      en: "There is no such person at this company.",
      de: "Diese Person gibt es in diesem Unternehmen nicht.",
    });
  }
  // Two who take it from one another at once wait here, so that one of them stays.
  await lockClientPlan(rows, clientId);
  const approvers = await listApprovers(rows, clientId);
  const mayApprove = (id: number) => approvers.some((approver) => approver.contactId === id);
  if (by?.kind === "contact" && !mayApprove(by.id)) {
    throw new Problem("not_allowed", {
      en: "Only those who may approve finished work can say who else may.",
      de: "Nur wer fertige Arbeit freigeben darf, kann bestimmen, wer es noch darf.",
    });
  }
  if (mayApprove(contactId) === canApprove) return { kind: "unchanged", person };
  if (!canApprove && approvers.length === 1) {
    throw new Problem("conflict", {
      en: `${person.name} is the only one who may approve finished work. Name another one first.`,
      de: `Außer ${person.name} darf niemand fertige Arbeit freigeben. Bestimmen Sie zuerst jemand anderen.`,
    });
  }
  await markCanApprove(rows, contactId, canApprove);
  // Reminders of work that waits go to somebody who may approve it now.
  for (const { id: taskId, stage } of await listActive(rows, clientId)) {
    if (stage === "Pending Approval") await bringInApprovers(rows, at, { taskId, clientId });
  }
  await recordEvent(rows, {
    type: "contact.approver_changed",
    ...(by === undefined ? {} : { actor: by }),
    at,
    payload: { contactId, clientId, canApprove },
  });
  return { kind: "done", person };
}
