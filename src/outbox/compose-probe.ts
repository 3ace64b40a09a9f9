// Composes a probe mail, which goes out to an address of our own, or to a connected mailbox, to prove that it comes back, and
// writes it down.
import { momentInWords, timestamp } from "../domain/clock.ts";
import type { RecordedEvent } from "../store/events.ts";
import { findProbe } from "../store/probes.ts";
import { findPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import type { Outbox } from "./outbox.ts";
import { newPlaceholder, probeAddressPlace } from "./placeholders.ts";
import { writeDown } from "./write-down.ts";

/** Writes the email; its row holds a place for the probe's own address, unless the probe has a target. */
export async function composeProbe(
  outbox: Outbox,
  rows: Rows,
  event: Extract<RecordedEvent, { type: "probe.requested" }>,
): Promise<void> {
  const probe = await findProbe(rows, event.payload.probeId);
  if (probe === undefined) throw new Error(`Event ${event.id} names a probe that is not there.`);
  const asker =
    probe.staffId === null ? undefined : await findPerson(rows, { kind: "staff", id: probe.staffId });
  const locale = asker?.locale ?? "en";
  const { agencyName, baseUrl } = outbox.installation;
  const placeholder = newPlaceholder();
  const values = {
    locale,
    agencyName,
    requested: momentInWords(probe.requestedAt, "UTC", locale),
    mailbox: probe.mailboxId === null ? null : probe.targetAddress,
    pageLink: probe.mailboxId === null ? `${baseUrl}/setup` : `${baseUrl}/mailboxes`,
    why: outbox.render.say(locale, "probe.why"),
  };
  const subject = outbox.render("email/probe.subject", values).trim();
  await writeDown(outbox, rows, {
    eventId: event.id,
    taskId: null,
    messageId: null,
    signInId: null,
    probeId: probe.id,
    participantId: null,
    contactId: null,
    staffId: null,
    kind: "probe",
    isNote: false,
    toAddress: probe.targetAddress ?? probeAddressPlace(placeholder),
    toName: probe.mailboxId === null ? "Set-up check" : "Forwarding check",
    fromName: agencyName,
    subject,
    text: outbox.render("email/probe.text", values),
    html: outbox.render("email/probe.html", { ...values, subject }),
    headers: {
      // RFC 3834 section 5: sent by a program, not by a person.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
    placeholder,
    composedAt: timestamp(outbox.clock()),
  });
}
