// Accepts an inbound email as somebody's message on a task. Writes the ruling and one event; processing does the rest.
import { Problem } from "../domain/problem.ts";
import type { Person } from "../domain/person.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { getTask } from "../store/tasks.ts";
import { getUnhandledEmail, rule } from "./ruling.ts";

/**
 * Accepts an email as this person's message on this task. Throws `not_found`, `invalid` for an author of another client,
 * `conflict` when the email did its work already.
 */
export async function acceptEmail(
  rows: Rows,
  at: string,
  input: { emailId: number; author: Person; taskId: number; byStaffId: number },
): Promise<void> {
  const email = await getUnhandledEmail(rows, input.emailId);
  const author = await getPerson(rows, input.author);
  const task = await getTask(rows, input.taskId);
  if (author.clientId !== null && author.clientId !== task.clientId) {
    throw new Problem("invalid", `${author.name} does not belong to ${task.clientName}, whose task this is.`);
  }
  await rule(rows, at, email.id, {
    kind: "post",
    author: input.author,
    taskId: task.id,
    by: input.byStaffId,
  });
}
