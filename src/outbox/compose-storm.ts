// Composes the email that tells one member of staff of a storm of emails, and writes it down.
import type { BreakerRow } from "../store/breakers.ts";
import type { RecordedEvent } from "../store/events.ts";
import type { PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import type { Outbox } from "./outbox.ts";
import { writeByProgram } from "./write-by-program.ts";

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
  await writeByProgram(outbox, rows, {
    eventId: event.id,
    kind: "storm",
    reader,
    values,
    // What a reader answers to this is said among staff, and never to the client whose task it names.
    more: { taskId: breaker.taskId, isNote: true },
  });
}
