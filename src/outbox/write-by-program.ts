// Writes down an email that a program sends, about no one message: it is from the agency, and all its words are its templates'.
import { timestamp } from "../domain/clock.ts";
import type { NewOutboundEmail } from "../store/outbound-emails.ts";
import type { PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { programHeaders } from "./answer-headers.ts";
import type { Outbox } from "./outbox.ts";
import { newPlaceholder } from "./placeholders.ts";
import { writeDown } from "./write-down.ts";

export interface ProgramEmail {
  eventId: number;
  /** The templates, by name. */
  kind: string;
  reader: Pick<PersonRow, "name" | "address" | "staffId"> & { contactId?: number | null };
  /** What the templates name. */
  values: object;
  /** Those of what nobody asked for unless others are given. */
  headers?: Record<string, string>;
  /** Stands in the places of its secrets, where its values hold such places. */
  placeholder?: string;
  /** What is true of this kind of email alone. */
  more?: Partial<Pick<NewOutboundEmail, "taskId" | "signInId" | "sessionId" | "isNote" | "takesAnswer">>;
}

/** Answers its id; does nothing when this event was told to this address before: undefined. */
export async function writeByProgram(
  outbox: Outbox,
  rows: Rows,
  { eventId, kind, reader, values, headers, placeholder = newPlaceholder(), more }: ProgramEmail,
): Promise<number | undefined> {
  const subject = outbox.render(`email/${kind}.subject`, values).trim();
  return writeDown(outbox, rows, {
    eventId,
    taskId: null,
    messageId: null,
    signInId: null,
    participantId: null,
    contactId: reader.contactId ?? null,
    staffId: reader.staffId,
    kind,
    isNote: false,
    toAddress: reader.address,
    toName: reader.name,
    fromName: outbox.installation.agencyName,
    subject,
    text: outbox.render(`email/${kind}.text`, values),
    html: outbox.render(`email/${kind}.html`, { ...values, subject }),
    headers: headers ?? programHeaders("auto-generated"),
    placeholder,
    composedAt: timestamp(outbox.clock()),
    ...more,
  });
}
