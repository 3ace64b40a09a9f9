// What the numbers in an email mean that lists free times for a session.
import type { SessionKind } from "../domain/session.ts";
import type { Rows } from "./rows.ts";

export interface TimeChoiceRow {
  number: number;
  staffId: number;
  startsAt: string;
  kind: SessionKind;
  minutes: number;
}

/** Numbers from 1 on, each once. */
export async function recordTimeChoices(
  rows: Rows,
  outboundEmailId: number,
  choices: readonly TimeChoiceRow[],
): Promise<void> {
  for (const { number, staffId, startsAt, kind, minutes } of choices) {
    await rows.run(
      `insert into email_choices (outbound_email_id, number, staff_id, starts_at, session_kind, session_minutes)
       values (?, ?, ?, ?, ?, ?)`,
      outboundEmailId,
      number,
      staffId,
      startsAt,
      kind,
      minutes,
    );
  }
}

/** The times of an email in their order. */
export async function listTimeChoices(rows: Rows, outboundEmailId: number): Promise<TimeChoiceRow[]> {
  return rows.all<TimeChoiceRow>(
    `select number, staff_id as "staffId", starts_at as "startsAt", session_kind as kind, session_minutes as minutes
     from email_choices where outbound_email_id = ? and staff_id is not null order by number`,
    outboundEmailId,
  );
}
