// Accepts an inbound email as somebody's message on a task. Writes the ruling and one event; processing does the rest.
import { Problem } from "../domain/problem.ts";
import type { Person } from "../domain/person.ts";
import { getPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { getTask } from "../store/tasks.ts";
import { rule, takeUpEmail, type Ruled, type RulingInput } from "./ruling.ts";

/**
 * Accepts an email as this person's message on this task. The same form again changes nothing. Throws `not_found`, `invalid`
 * for an author of another client, `conflict` when the email did its work already.
 */
export async function acceptEmail(
  rows: Rows,
  at: string,
  input: RulingInput & { author: Person; taskId: number },
): Promise<Ruled> {
  const wanted = { kind: "post", person: input.author, taskId: input.taskId } as const;
  const { repeated } = await takeUpEmail(rows, input, wanted);
  if (repeated !== undefined) return repeated;
  const author = await getPerson(rows, input.author);
  const task = await getTask(rows, input.taskId);
  if (author.clientId !== null && author.clientId !== task.clientId) {
    throw new Problem("invalid", {
      en: `${author.name} does not belong to ${task.clientName}, whose task this is.`,
      de: `${author.name} gehört nicht zu ${task.clientName}, dem Kunden dieser Aufgabe.`,
    });
  }
  return rule(rows, at, input, {
    kind: "post",
    author: input.author,
    taskId: task.id,
    by: input.byStaffId,
  });
}
