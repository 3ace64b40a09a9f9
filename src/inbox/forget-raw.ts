// Removes the bytes of raw emails whose time is over, as the setting RAW_MAIL_DAYS says. Writes that they went; rows stay.
import type { Logger } from "pino";
import { timestamp, type Clock } from "../domain/clock.ts";
import type { Store } from "../store/database.ts";
import { hasRawMailBefore, removeRawMailBefore } from "../store/raw-mail.ts";

/** Emails in one transaction: on SQLite every other writer waits for it. */
const batchMax = 100;
const dayMs = 86_400_000;

/** Takes one batch and answers how many emails that were. With 0 days all are kept. */
export async function forgetRaw(
  { store, clock, log }: { store: Store; clock: Clock; log: Logger },
  rawMailDays: number,
): Promise<number> {
  if (rawMailDays === 0) return 0;
  const now = clock();
  const before = timestamp(new Date(now.getTime() - rawMailDays * dayMs));
  if (!(await hasRawMailBefore(store.read, before))) return 0;
  const removed = await store.write((rows) => removeRawMailBefore(rows, before, batchMax, timestamp(now)));
  log.info({ ...removed, processedBefore: before }, "raw mail removed");
  return removed.emailCount;
}
