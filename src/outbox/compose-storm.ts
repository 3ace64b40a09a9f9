// Composes the email that tells one member of staff of a storm of emails, and writes it down.
import { timestamp } from "../domain/clock.ts";
import type { BreakerRow } from "../store/breakers.ts";
import type { RecordedEvent } from "../store/events.ts";
import type { PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import type { Outbox } from "./outbox.ts";
import { newPlaceholder } from "./placeholders.ts";
import { writeDown } from "./write-down.ts";

/** Says whose storm it is and on which task, or that it is everybody's, and links to the page where staff end it. */
export async function composeStorm(
  outbox: Outbox,
  rows: Rows,
  {
    event,
    breaker,
    reader,
  }: { event: Extract<RecordedEvent, { type: "breaker.tripped" }>; breaker: BreakerRow; reader: PersonRow },
): Promise<void> {
  const { agencyName, baseUrl } = outbox.installation;
  const isEverything = breaker.kind === "everything";
  const values = {
    locale: reader.locale,
    agencyName,
    readerName: reader.name,
    isEverything,
    senderName: breaker.senderName,
    taskName: isEverything ? "" : `#${breaker.taskId} ${breaker.taskTitle}`,
    deskLink: isEverything ? `${baseUrl}/` : `${baseUrl}/tasks/${breaker.taskId}`,
    why: outbox.render.say(reader.locale, "email.why-staff"),
  };
  const subject = outbox.render("email/storm.subject", values).trim();
  await writeDown(outbox, rows, {
    eventId: event.id,
    taskId: breaker.taskId,
    messageId: null,
    signInId: null,
    participantId: null,
    contactId: null,
    staffId: reader.staffId,
    kind: "storm",
    // What a reader answers to this is said among staff, and never to the client whose task it names.
    isNote: true,
    toAddress: reader.address,
    toName: reader.name,
    fromName: agencyName,
    subject,
    text: outbox.render("email/storm.text", values),
    html: outbox.render("email/storm.html", { ...values, subject }),
    headers: {
      // RFC 3834 section 5: sent by a program, not by a person.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
    placeholder: newPlaceholder(),
    composedAt: timestamp(outbox.clock()),
  });
}
