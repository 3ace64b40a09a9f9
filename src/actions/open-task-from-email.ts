// Opens a new task from an inbound email. Writes the ruling and one event; processing does the rest.
import { Problem } from "../domain/problem.ts";
import type { Person } from "../domain/person.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { rule, takeUpEmail, type Ruled, type RulingInput } from "./ruling.ts";

/**
 * Opens a new task from an email, in this contact's name. The same form again changes nothing. Throws `not_found`, `invalid`
 * for an author who is no contact, `conflict` when the email did its work already.
 */
export async function openTaskFromEmail(
  rows: Rows,
  at: string,
  input: RulingInput & { author: Person },
): Promise<Ruled> {
  const { repeated } = await takeUpEmail(rows, input, { kind: "open", person: input.author });
  if (repeated !== undefined) return repeated;
  const author = await getPerson(rows, input.author);
  if (author.clientId === null)
    throw new Problem("invalid", {
      en: "Choose the contact who asks for this task.",
      de: "Wählen Sie den Kontakt, der um diese Aufgabe bittet.",
    });
  return rule(rows, at, input, { kind: "open", author: input.author, by: input.byStaffId });
}
