// Emails whose sender could not be checked since DNS did not answer: when each is read again, and putting them back in line.
import { timestamp } from "../domain/clock.ts";
import { hasDueChecks, queueDueChecks } from "../store/inbound-emails.ts";
import type { Inbox } from "./inbox.ts";

/** Minutes to wait before each further reading, about a day and a half in all. After the last it is for a person. */
const waitMinutes = [1, 5, 15, 60, 120, 240, 480, 960];

/** When an email that was held `checks` times for this is read again; undefined when that was tried long enough. */
export function nextCheckAt(now: Date, checks: number): string | undefined {
  const minutes = waitMinutes[checks];
  return minutes === undefined ? undefined : timestamp(new Date(now.getTime() + minutes * 60_000));
}

/** Puts back in line what is due. Answers how many. */
export async function checkAgain({ store, clock }: Pick<Inbox, "store" | "clock">): Promise<number> {
  const now = timestamp(clock());
  if (!(await hasDueChecks(store.read, now))) return 0;
  return store.write((rows) => queueDueChecks(rows, now));
}
