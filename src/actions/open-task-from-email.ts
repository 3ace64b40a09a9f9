// Opens a new task from an inbound email. Writes the ruling and one event; processing does the rest.
import { Problem } from "../domain/problem.ts";
import type { Person } from "../domain/person.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { getUnhandledEmail, rule } from "./ruling.ts";

/**
 * Opens a new task from an email, in this contact's name. Throws `not_found`, `invalid` for an author who is no contact,
 * `conflict` when the email did its work already.
 */
export async function openTaskFromEmail(
  rows: Rows,
  at: string,
  input: { emailId: number; author: Person; byStaffId: number },
): Promise<void> {
  const email = await getUnhandledEmail(rows, input.emailId);
  const author = await getPerson(rows, input.author);
  if (author.clientId === null) throw new Problem("invalid", "Choose the contact who asks for this task.");
  await rule(rows, at, email.id, { kind: "open", author: input.author, by: input.byStaffId });
}
