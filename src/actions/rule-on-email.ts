// What staff decide about an inbound email. Writes the ruling and puts the email back in line; processing honours it.
import { Problem } from "../domain/problem.ts";
import type { Person } from "../domain/person.ts";
import type { Ruling } from "../domain/inbound-email.ts";
import { recordEvent } from "../store/events.ts";
import { findInboundEmail, markInboundPending, type InboundEmailRow } from "../store/inbound-emails.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { getTask } from "../store/tasks.ts";
import { addAddress } from "./add-people.ts";

/** Accepts an email as this person's message on this task. Throws `conflict` when it did its work already. */
export async function acceptEmail(
  rows: Rows,
  at: string,
  input: { emailId: number; author: Person; taskId: number; byStaffId: number },
): Promise<void> {
  const email = await getUnhandled(rows, input.emailId);
  const author = await getPerson(rows, input.author);
  const task = await getTask(rows, input.taskId);
  if (author.clientId !== null && author.clientId !== task.clientId) {
    throw new Problem("invalid", `${author.name} does not belong to ${task.clientName}, whose task this is.`);
  }
  const ruling: Ruling = { kind: "post", author: input.author, taskId: task.id, by: input.byStaffId };
  await rule(rows, at, email, ruling);
}

/** Opens a new task from an email, in this contact's name. */
export async function openTaskFromEmail(
  rows: Rows,
  at: string,
  input: { emailId: number; author: Person; byStaffId: number },
): Promise<void> {
  const email = await getUnhandled(rows, input.emailId);
  const author = await getPerson(rows, input.author);
  if (author.clientId === null) throw new Problem("invalid", "Choose the contact who asks for this task.");
  await rule(rows, at, email, { kind: "open", author: input.author, by: input.byStaffId });
}

/** “This is also Ann's address”: adds it and processes the email again, which now knows its author. */
export async function addAddressFromEmail(
  rows: Rows,
  at: string,
  input: { emailId: number; contactId: number; byStaffId: number },
): Promise<void> {
  const email = await getUnhandled(rows, input.emailId);
  if (email.fromAddress === null) throw new Problem("invalid", "This email names no sender.");
  await addAddress(rows, at, { ...input, address: email.fromAddress });
  await markInboundPending(rows, email.id, null);
}

/** Sets an email aside. It stays stored and can be taken up again. */
export async function discardEmail(
  rows: Rows,
  at: string,
  input: { emailId: number; byStaffId: number },
): Promise<void> {
  const email = await getUnhandled(rows, input.emailId);
  await rule(rows, at, email, { kind: "discard", by: input.byStaffId });
}

/** Processes an email again from its raw bytes, forgetting any ruling. One that did its work changes nothing. */
export async function processAgain(
  rows: Rows,
  at: string,
  input: { emailId: number; byStaffId: number },
): Promise<void> {
  const email = await getEmail(rows, input.emailId);
  await markInboundPending(rows, email.id, null);
  await recordRuling(rows, at, email.id, "again", input.byStaffId);
}

async function rule(rows: Rows, at: string, email: InboundEmailRow, ruling: Ruling): Promise<void> {
  await markInboundPending(rows, email.id, ruling);
  await recordRuling(rows, at, email.id, ruling.kind, ruling.by);
}

async function recordRuling(
  rows: Rows,
  at: string,
  inboundEmailId: number,
  ruling: string,
  staffId: number,
): Promise<void> {
  await recordEvent(rows, {
    type: "inbound_email.ruled",
    actor: { kind: "staff", id: staffId },
    at,
    payload: { inboundEmailId, ruling },
  });
}

async function getEmail(rows: Rows, id: number): Promise<InboundEmailRow> {
  const email = await findInboundEmail(rows, id);
  if (email === undefined) throw new Problem("not_found", "There is no such email.");
  return email;
}

async function getUnhandled(rows: Rows, id: number): Promise<InboundEmailRow> {
  const email = await getEmail(rows, id);
  if (email.status === "handled") {
    throw new Problem(
      "conflict",
      "This email did its work already; somebody may have dealt with it just now.",
    );
  }
  return email;
}
