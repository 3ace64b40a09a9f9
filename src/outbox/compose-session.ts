// Composes the email that tells one person of a session, and writes it down. What contacts get takes an answer: “move” or “cancel”.
import type { Rows } from "../store/rows.ts";
import { answerHeaders } from "./answer-headers.ts";
import type { Outbox } from "./outbox.ts";
import { sessionValues, type ToldSession } from "./session-values.ts";
import { writeByProgram } from "./write-by-program.ts";

export interface SessionToTell extends ToldSession {
  eventId: number;
  /** The templates, by name. */
  kind: string;
  /** Whether the reader caused it. */
  isOwn: boolean;
  /** What this kind's templates name beside what all have. */
  values: Record<string, string | boolean | readonly string[]>;
}

/** Writes one email, frozen; delivery adds the calendar file that belongs to its event. */
export async function composeSession(outbox: Outbox, rows: Rows, telling: SessionToTell): Promise<void> {
  const { kind, session, reader } = telling;
  const state = kind === "session-cancelled" ? "cancelled" : "booked";
  const values = {
    ...sessionValues(outbox, telling),
    why: outbox.render.say(reader.locale, reader.staffId === null ? "session.why" : "session.why-staff", {
      state,
    }),
    ...telling.values,
  };
  await writeByProgram(outbox, rows, {
    eventId: telling.eventId,
    kind,
    reader,
    values,
    // To anybody else it is no answer.
    headers: await answerHeaders(rows, telling.isOwn ? telling.facts.inboundEmailId : undefined),
    more: { sessionId: session.id, takesAnswer: reader.contactId !== null },
  });
}
