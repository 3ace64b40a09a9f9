// Who an email says it is from, who vouches for that, and which task it leads to. Reads rows, writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import { personFromColumns } from "../domain/person.ts";
import { findPersonByAddress, type PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findGoesOn } from "../store/task-stages.ts";
import { findTask } from "../store/tasks.ts";
import { findThread, type Thread } from "./find-thread.ts";
import type { Inbox } from "./inbox.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { verdictOf, type VouchedEmail } from "./vouch.ts";

/** The author is the one mailbox in From; several, or none, are nobody. Adds the thread's evidence to `steps`. */
export async function whoAndWhere(inbox: Inbox, vouched: VouchedEmail, email: ParsedEmail, steps: Step[]) {
  const rows = inbox.store.read;
  const address = email.from.length === 1 ? (email.from[0]?.address ?? "") : "";
  const verdict = verdictOf(vouched, address);
  const row: PersonRow | undefined = address === "" ? undefined : await findPersonByAddress(rows, address);
  const person = row && personFromColumns(row.contactId, row.staffId);
  const isVouched = verdict.kind === "dkim" || (verdict.kind !== "none" && person?.kind === "contact");
  const thread = await findThread({ keys: inbox.keys, replyDomain: inbox.installation.replyDomain }, rows, {
    email,
    envelopeTo: vouched.envelopeTo,
    vouchedAuthor: isVouched ? person : undefined,
    clientId: row?.clientId ?? undefined,
  });
  steps.push({ step: "thread", found: thread.evidence });
  return { author: { row, person, verdict, isVouched }, thread: await followMerge(rows, thread, steps) };
}

/** What answers a duplicate goes on where staff said that it does. */
async function followMerge(rows: Rows, thread: Thread, steps: Step[]): Promise<Thread> {
  if (thread.kind !== "task") return thread;
  const task = await findTask(rows, thread.taskId);
  const into = task && (await findGoesOn(rows, task));
  if (into === undefined) return thread;
  steps.push({
    step: "thread",
    found: `Task #${thread.taskId} was a duplicate of #${into.id}, where it goes on.`,
  });
  const { participantId: _, ...rest } = thread;
  return { ...rest, taskId: into.id };
}
