// What the numbers in an email mean that takes a number for an answer.
import type { EventType } from "../domain/event.ts";
import { places, type Rows } from "./rows.ts";

export interface ChoiceRow {
  number: number;
  taskId: number | null;
}

/** Numbers from 1 on, each once. */
export async function recordChoices(
  rows: Rows,
  outboundEmailId: number,
  choices: readonly ChoiceRow[],
): Promise<void> {
  for (const { number, taskId } of choices) {
    await rows.run(
      `insert into email_choices (outbound_email_id, number, task_id) values ${places(1, 3)}`,
      outboundEmailId,
      number,
      taskId,
    );
  }
}

/** The choices of an email in their order. */
export async function listChoices(rows: Rows, outboundEmailId: number): Promise<ChoiceRow[]> {
  return rows.all<ChoiceRow>(
    `select number, task_id as "taskId" from email_choices where outbound_email_id = ? order by number`,
    outboundEmailId,
  );
}

/**
 * How many emails of a kind a contact was written since a moment, with those that wait to be written for what they asked: its
 * event is announced in the transaction that writes the email, so that each counts once.
 */
export async function countAskedEmails(
  rows: Rows,
  contactId: number,
  asked: { kind: string; eventType: EventType },
  since: string,
): Promise<number> {
  const counted = await rows.first<{ count: number }>(
    `select cast((select count(*) from outbound_emails where contact_id = ? and kind = ? and composed_at >= ?)
       + (select count(*) from events where announced_at is null and type = ? and actor_contact_id = ?)
       as integer) as count`,
    contactId,
    asked.kind,
    since,
    asked.eventType,
    contactId,
  );
  return counted!.count;
}
