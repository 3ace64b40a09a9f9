// Sees to it that what waits for a reader's digest goes out when its time has come: at the full hour, or at nine in their own
// zone. Writes what is due and one event each; announcing composes the email.
import { timestamp } from "../domain/clock.ts";
import { digestDueAt } from "../domain/notification.ts";
import { listWaitingReaders, lockWaitingSince, markEntriesDue } from "../store/digest-entries.ts";
import { recordEvent } from "../store/events.ts";
import type { Outbox } from "./outbox.ts";

/**
 * Answers how many digests became due. After a standstill there is one for all that waits. Of several processes one alone takes
 * a reader's news, and what comes in meanwhile waits for the next.
 */
export async function makeDigestsDue({ store, clock }: Pick<Outbox, "store" | "clock">): Promise<number> {
  const now = clock();
  const at = timestamp(now);
  const due = (await listWaitingReaders(store.read, at)).filter(
    ({ notify, since, timeZone }) => digestDueAt(notify, new Date(since), timeZone) <= now,
  );
  let count = 0;
  for (const { contactId, since } of due) {
    const isTaken = await store.write(async (rows) => {
      // Another process took what was due; what came in since waits its own time.
      if ((await lockWaitingSince(rows, contactId, at)) !== since) return false;
      await markEntriesDue(rows, contactId, at);
      await recordEvent(rows, { type: "digest.due", at, payload: { contactId } });
      return true;
    });
    if (isTaken) count++;
  }
  return count;
}
