// Once a day, at nine in their own zone, sees to what each member of staff is to be told of the held desk. Writes the day and
// one event; announcing composes the email.
import { timestamp } from "../domain/clock.ts";
import { dayAndMinute, dayOf } from "../domain/day.ts";
import { recordEvent } from "../store/events.ts";
import { listSummaryReaders, takeSummaryDay, type SummaryReader } from "../store/held-summaries.ts";
import { countHeldEmails } from "../store/inbound-emails.ts";
import type { Outbox } from "./outbox.ts";

/** The hour of the day, in the reader's zone, from which on a day's summary is due. */
const summaryHour = 9;

/**
 * Answers how many summaries became due. A day on which nothing was held at that hour is done with, too: what comes later is
 * for the next. After a standstill the first look does it. Of several processes one alone takes a reader's day.
 */
export async function remind({ store, clock }: Pick<Outbox, "store" | "clock">): Promise<number> {
  const now = clock();
  const due = (await listSummaryReaders(store.read)).flatMap((reader) => {
    const day = dueDay(reader, now);
    return day === undefined ? [] : [{ reader, day }];
  });
  let count = 0;
  for (const { reader, day } of due) {
    const isTold = await store.write(async (rows) => {
      if (!(await takeSummaryDay(rows, reader.staffId, day))) return false;
      if ((await countHeldEmails(rows)) === 0) return false;
      const payload = { staffId: reader.staffId, day };
      await recordEvent(rows, { type: "held_summary.due", at: timestamp(now), payload });
      return true;
    });
    if (isTold) count++;
  }
  return count;
}

/** The day whose summary is due now, when it was not seen to. Whoever came in during a day begins with the next. */
function dueDay({ timeZone, createdAt, day: last }: SummaryReader, now: Date): string | undefined {
  const { day, minute } = dayAndMinute(now, timeZone);
  if (minute < summaryHour * 60) return undefined;
  const begun = last ?? dayOf(new Date(createdAt), timeZone);
  return begun < day ? day : undefined;
}
