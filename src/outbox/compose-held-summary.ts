// Composes the daily email that tells a member of staff what the held desk holds, and writes it down. It names reasons,
// senders and ages, no subject and no words, and its one link opens the desk.
import type { RecordedEvent } from "../store/events.ts";
import { countHeldEmails, listHeldEmails, type InboundEmailListRow } from "../store/inbound-emails.ts";
import { findPerson } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { maskSecrets } from "../threading/mask.ts";
import type { Outbox } from "./outbox.ts";
import { writeByProgram } from "./write-by-program.ts";

/** Held emails that are listed; the rest is a number. */
export const listedMax = 10;
const senderLengthMax = 120;

/** Answers how many emails it wrote: none when the desk was emptied, or its reader left, in between. */
export async function composeHeldSummary(
  outbox: Outbox,
  rows: Rows,
  event: Extract<RecordedEvent, { type: "held_summary.due" }>,
): Promise<number> {
  const reader = await findPerson(rows, { kind: "staff", id: event.payload.staffId });
  const count = await countHeldEmails(rows);
  if (reader === undefined || count === 0) return 0;
  const { locale } = reader;
  const { say } = outbox.render;
  const { agencyName, baseUrl } = outbox.installation;
  const held = await listHeldEmails(rows, 1);
  const now = outbox.clock();
  const lines = held.slice(0, listedMax).map((email) => ({
    sender: senderOf(email, say(locale, "held-summary.unnamed-sender")),
    reason: outbox.words.reason(email.reason, (key) => say(locale, key)),
    age: outbox.words.age(email.receivedAt, now, locale),
  }));
  const values = {
    locale,
    agencyName,
    readerName: reader.name,
    count,
    oldestAge: lines[0]?.age ?? "",
    lines,
    moreCount: count - lines.length,
    deskLink: `${baseUrl}/held`,
    why: say(locale, "held-summary.why"),
  };
  await writeByProgram(outbox, rows, { eventId: event.id, kind: "held-summary", reader, values });
  return 1;
}

/** On one line, without what would hide or turn around the words behind it, or pass for a link of ours. */
function senderOf({ fromName, fromAddress, envelopeFrom }: InboundEmailListRow, unnamed: string): string {
  const address = fromAddress ?? envelopeFrom;
  const shown = address === "" ? unnamed : address;
  const whole = fromName === null || fromName === "" ? shown : `${fromName} <${shown}>`;
  const clean = maskSecrets(whole).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  return clean.length > senderLengthMax ? `${clean.slice(0, senderLengthMax).toWellFormed()}…` : clean;
}
