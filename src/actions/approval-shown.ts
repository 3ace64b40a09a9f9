// What approvers had before them when they approved, for the record: the work by reference, and what their email or their page
// said that approving starts, whatever is true by now. Reads rows, writes nothing.
import { momentInWords } from "../domain/clock.ts";
import { tellHistory } from "../domain/task-history.ts";
import { isSameEstimate, type Estimate } from "../domain/working-time.ts";
import type { NewApproval } from "../store/approvals.ts";
import { listEventsOfTask, type findNewestHandOver } from "../store/events.ts";
import { findOutboundEmail } from "../store/outbound-emails.ts";
import { getAuthor } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { findTask, type TaskRow } from "../store/tasks.ts";

/** What a page showed when its form was made, by numbers that are looked up; undefined for what the form does not say. */
export interface SeenOnPage {
  /** The task that approving was said to start, and how long it was said to take; null for none. */
  next: { taskId: number; estimate: Estimate } | null | undefined;
  handOverMessageId: number | undefined;
  /** How the page says what approving starts, in its reader's language. */
  inWords: (next: { title: string; estimate: Estimate } | null) => string;
}

export interface Shown {
  task: TaskRow;
  handOver: Awaited<ReturnType<typeof findNewestHandOver>>;
  byEmail: NewApproval["byEmail"];
  onPage: SeenOnPage | undefined;
}

/** A few sentences in English; what an email or a page said is in the language of its reader. */
export async function whatWasShown(rows: Rows, { task, handOver, byEmail, onPage }: Shown): Promise<string> {
  const starts =
    byEmail === undefined
      ? await whatThePageSaid(rows, task, onPage)
      : await whatTheEmailSaid(rows, task, byEmail.answeredEmailId);
  if (handOver === undefined) return `“${task.title}” (#${task.id}), handed over. ${starts}`;
  const by = handOver.by === undefined ? "staff" : (await getAuthor(rows, handOver.by)).name;
  const when = momentInWords(handOver.at, "UTC");
  return `“${task.title}” (#${task.id}), handed over by ${by} on ${when}, message ${handOver.messageId}. ${starts}`;
}

async function whatTheEmailSaid(rows: Rows, task: TaskRow, answeredEmailId: number | null): Promise<string> {
  const email = answeredEmailId === null ? undefined : await findOutboundEmail(rows, answeredEmailId);
  if (email === undefined) return "The reply does not say which email of ours it answers.";
  const which = `The email that it answers, number ${email.id} of ${momentInWords(email.composedAt, "UTC")}`;
  return email.approvingStarts === null || email.taskId !== task.id
    ? `${which}, did not say what approving starts.`
    : `${which}, said: “${email.approvingStarts}”`;
}

async function whatThePageSaid(rows: Rows, task: TaskRow, onPage: SeenOnPage | undefined): Promise<string> {
  const next = onPage?.next;
  const said = next && (await findShownTask(rows, task.clientId, next));
  if (onPage === undefined || next === undefined || (next !== null && said === undefined)) {
    return "What the page said that approving starts is not on record.";
  }
  return `The page said: “${onPage.inWords(said ?? null)}”`;
}

/** A browser may post any numbers: only a task of this client that had this estimate can have been shown. */
async function findShownTask(
  rows: Rows,
  clientId: number,
  { taskId, estimate }: NonNullable<SeenOnPage["next"]>,
): Promise<{ title: string; estimate: Estimate } | undefined> {
  const task = await findTask(rows, taskId);
  if (task?.clientId !== clientId) return undefined;
  const { estimates } = tellHistory(await listEventsOfTask(rows, taskId));
  const hadIt = estimates.some((had) => isSameEstimate(had.estimate, estimate));
  return hadIt ? { title: task.title, estimate } : undefined;
}
