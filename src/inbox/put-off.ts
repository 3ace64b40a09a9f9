// An email that could not be processed for a reason which passes by itself waits a while, as often as it takes: the database is
// away, its bytes or the place of its files cannot be reached, or the process stops.
import { timestamp } from "../domain/clock.ts";
import { Problem } from "../domain/problem.ts";
import { isStoreAway } from "../store/away.ts";
import { putInboundOff, type ClaimedEmail } from "../store/inbound-claims.ts";
import type { Inbox } from "./inbox.ts";
import { PoolClosed } from "./parse-pool.ts";

/** So long it keeps its place among those that are processed, so that what is away is asked rarely. */
const waitMs = 2_000;

/** Whether it is no fault of the email's or ours. */
export function passesByItself(fault: unknown): boolean {
  const isOutOfReach = fault instanceof Problem && fault.code === "unavailable";
  return isOutOfReach || fault instanceof PoolClosed || isStoreAway(fault);
}

/** This try does not count: the email has no part in it. Does not throw: a lease that runs out frees the email all the same. */
export async function putOff(inbox: Inbox, email: ClaimedEmail, fault: unknown): Promise<void> {
  const cause = fault instanceof Problem ? fault.cause : undefined;
  inbox.log.warn({ fault, cause, id: email.id }, "put off");
  try {
    const until = timestamp(new Date(inbox.clock().getTime() + waitMs));
    await inbox.store.write((rows) => putInboundOff(rows, email, until));
  } catch (storeFault) {
    inbox.log.warn({ fault: storeFault, id: email.id }, "its lease has to run out");
  }
}
