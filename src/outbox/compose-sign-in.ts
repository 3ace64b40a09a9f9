// Composes the email with the link that signs a browser in, and writes it down.
import { signInLinkMinutes } from "../domain/sign-in.ts";
import type { RecordedEvent } from "../store/events.ts";
import type { PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import type { Outbox } from "./outbox.ts";
import { newPlaceholder, signInLinkPlace } from "./placeholders.ts";
import { writeByProgram } from "./write-by-program.ts";

/** Writes the email; its row holds a place for the link, not the link. */
export async function composeSignIn(
  outbox: Outbox,
  rows: Rows,
  { event, reader }: { event: Extract<RecordedEvent, { type: "sign_in.requested" }>; reader: PersonRow },
): Promise<void> {
  const { agencyName } = outbox.installation;
  const placeholder = newPlaceholder();
  const values = {
    locale: reader.locale,
    agencyName,
    readerName: reader.name,
    minutes: signInLinkMinutes,
    signInLink: signInLinkPlace(placeholder),
    why: outbox.render.say(reader.locale, "sign-in.why"),
  };
  await writeByProgram(outbox, rows, {
    eventId: event.id,
    kind: "sign-in",
    reader,
    values,
    placeholder,
    more: { signInId: event.payload.signInId },
  });
}
