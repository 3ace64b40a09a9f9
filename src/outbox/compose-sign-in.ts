// Composes the email with the link that signs a browser in, and writes it down.
import { timestamp } from "../domain/clock.ts";
import { signInLinkMinutes } from "../domain/sign-in.ts";
import type { RecordedEvent } from "../store/events.ts";
import type { PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import type { Outbox } from "./outbox.ts";
import { newPlaceholder, signInLinkPlace } from "./placeholders.ts";
import { writeDown } from "./write-down.ts";

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
  const subject = outbox.render("email/sign-in.subject", values).trim();
  await writeDown(outbox, rows, {
    eventId: event.id,
    taskId: null,
    messageId: null,
    signInId: event.payload.signInId,
    participantId: null,
    contactId: reader.contactId,
    staffId: reader.staffId,
    kind: "sign-in",
    isNote: false,
    toAddress: reader.address,
    toName: reader.name,
    fromName: agencyName,
    subject,
    text: outbox.render("email/sign-in.text", values),
    html: outbox.render("email/sign-in.html", { ...values, subject }),
    headers: {
      // RFC 3834 section 5: sent by a program, not by a person.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
    placeholder,
    composedAt: timestamp(outbox.clock()),
  });
}
