// Whether a contact asked for so many emails within an hour that no more go out: what answers them by itself must not go on for
// ever. Reads rows, and holds the contact's.
import { timestamp } from "../domain/clock.ts";
import type { EventType } from "../domain/event.ts";
import { lockSender } from "../store/breakers.ts";
import { countAskedEmails } from "../store/email-choices.ts";
import type { Rows } from "../store/rows.ts";

/** Emails of one kind that somebody can ask for within an hour. */
export const askedPerHourMax = 10;

/** Of emails of this kind, each written for one event of this type. What two transactions ask at once is counted one by one. */
export async function isAskedTooOften(
  rows: Rows,
  now: Date,
  contactId: number,
  asked: { kind: string; eventType: EventType },
): Promise<boolean> {
  await lockSender(rows, { kind: "contact", id: contactId });
  const hourAgo = timestamp(new Date(now.getTime() - 3_600_000));
  return (await countAskedEmails(rows, contactId, asked, hourAgo)) >= askedPerHourMax;
}
