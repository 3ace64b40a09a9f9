// An email whose bytes, or whose files' place, cannot be reached just now goes back in line after a while, as often as it takes.
import { Problem } from "../domain/problem.ts";
import { markInboundPutBack, type ClaimedEmail } from "../store/inbound-emails.ts";
import type { Inbox } from "./inbox.ts";

/** While it waits it keeps its place among those that are processed, so that a bucket that is away is asked rarely. */
const waitMs = 2_000;

/** Whether it is no fault of the email's and passes by itself. */
export function isOutOfReach(fault: unknown): fault is Problem {
  return fault instanceof Problem && fault.code === "unavailable";
}

/** Does not throw: a lease that runs out frees the email. */
export async function tryLater(inbox: Inbox, email: ClaimedEmail, fault: Problem): Promise<void> {
  inbox.log.warn({ fault, cause: fault.cause, id: email.id }, "bytes out of reach");
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  try {
    await inbox.store.write((rows) => markInboundPutBack(rows, email));
  } catch (storeFault) {
    inbox.log.error({ fault: storeFault, id: email.id }, "email not put back");
  }
}
