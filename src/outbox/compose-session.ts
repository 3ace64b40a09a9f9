// Composes the email that tells one person of a session, and writes it down. What contacts get takes an answer: “move” or “cancel”.
import { timestamp } from "../domain/clock.ts";
import type { Rows } from "../store/rows.ts";
import { answerHeaders } from "./answer-headers.ts";
import type { Outbox } from "./outbox.ts";
import { newPlaceholder } from "./placeholders.ts";
import { sessionValues, type ToldSession } from "./session-values.ts";
import { writeDown } from "./write-down.ts";

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
  const subject = outbox.render(`email/${kind}.subject`, values).trim();
  await writeDown(outbox, rows, {
    eventId: telling.eventId,
    taskId: null,
    messageId: null,
    signInId: null,
    sessionId: session.id,
    participantId: null,
    contactId: reader.contactId,
    staffId: reader.staffId,
    kind,
    isNote: false,
    takesAnswer: reader.contactId !== null,
    toAddress: reader.address,
    toName: reader.name,
    fromName: values.agencyName,
    subject,
    text: outbox.render(`email/${kind}.text`, values),
    html: outbox.render(`email/${kind}.html`, { ...values, subject }),
    // To anybody else it is no answer.
    headers: await answerHeaders(rows, telling.isOwn ? telling.facts.inboundEmailId : undefined),
    placeholder: newPlaceholder(),
    composedAt: timestamp(outbox.clock()),
  });
}
