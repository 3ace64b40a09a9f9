// The email that a path of the sandbox names, with its reader. Reads rows, writes nothing.
import type { Request } from "express";
import { personFromColumns } from "../domain/person.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import type { OutgoingEmail } from "../outbox/courier.ts";
import { findOutboundEmail, type OutboundEmailRow } from "../store/outbound-emails.ts";
import { getPerson, type PersonRow } from "../store/people.ts";
import type { SandboxParts } from "./sandbox.ts";
import { idInPath } from "./show-page.ts";

/** Of a path `/sandbox/emails/:emailId/…`. Throws `not_found`. */
export async function loadEmail(
  parts: SandboxParts,
  request: Request,
): Promise<{ row: OutboundEmailRow; reader: PersonRow; email: OutgoingEmail }> {
  const { read } = parts.store;
  const row = await findOutboundEmail(read, idInPath(request, "emailId"));
  const person = row && personFromColumns(row.contactId, row.staffId);
  if (row === undefined || person === undefined)
    throw new Problem("not_found", inEnglish("There is no such email."));
  return { row, reader: await getPerson(read, person), email: await parts.fillIn(row) };
}
