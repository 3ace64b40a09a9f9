// Moves the message that an inbound email became to another task, or opens a new task with it. Writes the message's place,
// its thread ids, who takes part, both tasks' last words, the email's outcome and up to three events.
import { momentInWords } from "../domain/clock.ts";
import { personFromColumns, type Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { requireTitle } from "../domain/task.ts";
import { listEventsOfTask, recordEvent } from "../store/events.ts";
import { lockInboundEmail, markInboundMoved, type InboundEmailRow } from "../store/inbound-emails.ts";
import {
  findLastMove,
  hasMessages,
  hasSameMessage,
  lockMessageOfEmail,
  moveThreadIds,
  recordMove,
} from "../store/message-moves.ts";
import type { MessageRow } from "../store/messages.ts";
import { getAuthor, getPerson, type PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { markStage } from "../store/task-stages.ts";
import { listParticipants, recordParticipant } from "../store/participants.ts";
import { getTask, lockTask, markLastMessageAnew, type TaskRow } from "../store/tasks.ts";
import { beginTask } from "./begin-task.ts";
import { beingRead } from "./ruling.ts";

export interface MoveInput {
  emailId: number;
  /** The task on which whoever moves it saw it; when it is elsewhere by now, somebody moved it meanwhile. */
  fromTaskId: number;
  to: { kind: "task"; taskId: number } | { kind: "new"; title: string };
  byStaffId: number;
}

/** Where the message is now. `unchanged`: it was there already, by this very form sent twice or otherwise. */
export interface MovedMessage {
  kind: "moved" | "unchanged";
  taskId: number;
}

/** Who moves what from where. */
interface Move {
  email: InboundEmailRow;
  message: MessageRow;
  author: Person;
  from: TaskRow;
  mover: PersonRow;
  byStaffId: number;
  at: string;
}

/**
 * Moves within the caller's transaction; the same form again changes nothing and says so. Moving back is the same action.
 * Throws `not_found` for an unknown email or task, `not_allowed` for a task of another client than the author's, `invalid`
 * for a bad title, `conflict` when the email became no message, is being read, was moved meanwhile, or is there already.
 */
export async function moveMessage(rows: Rows, at: string, input: MoveInput): Promise<MovedMessage> {
  const email = await lockInboundEmail(rows, input.emailId);
  if (email === undefined)
    throw new Problem("not_found", { en: "There is no such email.", de: "Diese E-Mail gibt es nicht." });
  if (email.status === "pending" || email.status === "processing") {
    throw beingRead();
  }
  const message = await lockMessageOfEmail(rows, email.id);
  const author = message && personFromColumns(message.authorContactId, message.authorStaffId);
  if (message === undefined || author === undefined) {
    throw new Problem("conflict", {
      en: "This email became no message, so there is nothing to move.",
      de: "Aus dieser E-Mail ist keine Nachricht geworden, deshalb gibt es nichts zu verschieben.",
    });
  }
  const { to, byStaffId } = input;
  if (to.kind === "task" && to.taskId === message.taskId) return { kind: "unchanged", taskId: to.taskId };
  if (message.taskId !== input.fromTaskId) return movedMeanwhile(rows, message, input);
  const places = [message.taskId, ...(to.kind === "task" ? [to.taskId] : [])];
  // In the order of their ids, so that two moves in opposite directions wait for one another.
  for (const id of places.toSorted((one, other) => one - other)) await lockTask(rows, id);
  const from = await getTask(rows, message.taskId);
  const mover = await getPerson(rows, { kind: "staff", id: byStaffId });
  const move: Move = { email, message, author, from, mover, byStaffId, at };
  const taskId = to.kind === "task" ? to.taskId : await openTaskFor(rows, move, to.title);
  const target = await getTask(rows, taskId);
  await requireRoom(rows, move, target);
  await carryOver(rows, move, target, to.kind === "new");
  return { kind: "moved", taskId };
}

/** The form was sent from a page that is no longer true: by a second press of its button, or after somebody else's. */
async function movedMeanwhile(rows: Rows, message: MessageRow, input: MoveInput): Promise<MovedMessage> {
  const last = await findLastMove(rows, message.id);
  const isSameForm =
    input.to.kind === "new" &&
    last?.isNewTask === 1 &&
    last.fromTaskId === input.fromTaskId &&
    last.staffId === input.byStaffId;
  if (isSameForm) return { kind: "unchanged", taskId: message.taskId };
  throw new Problem("conflict", {
    en: `${last?.staffName ?? "Somebody"} moved it to task #${message.taskId} meanwhile. See whether it is right there.`,
    de: `Inzwischen hat ${last?.staffName ?? "jemand"} sie nach Aufgabe #${message.taskId} verschoben. Sehen Sie nach, ob sie dort richtig ist.`,
  });
}

async function openTaskFor(rows: Rows, move: Move, typed: string): Promise<number> {
  const title = requireTitle(typed);
  // What staff wrote is for those they wrote to; a contact begins alone, as by an email of their own.
  const contactIds =
    move.author.kind === "contact"
      ? []
      : (await listParticipants(rows, move.from.id)).flatMap(({ contactId }) => contactId ?? []);
  const { taskId } = await beginTask(rows, move.at, {
    clientId: move.from.clientId,
    title,
    author: move.author,
    opener: { kind: "staff", id: move.byStaffId },
    contactIds,
    openedAt: move.message.postedAt,
  });
  return taskId;
}

async function carryOver(rows: Rows, move: Move, to: TaskRow, isNewTask: boolean): Promise<void> {
  const { email, message, author, from, byStaffId, at } = move;
  const isRefilled = message.isNote === 0 && (await wasEmptied(rows, to));
  const messageId = message.id;
  await recordMove(rows, {
    messageId,
    fromTaskId: from.id,
    toTaskId: to.id,
    isNewTask,
    staffId: byStaffId,
    movedAt: at,
  });
  await moveThreadIds(rows, email.id, from.id, to.id);
  if (message.isQuiet === 0) await recordParticipant(rows, to.id, author, at);
  await markLastMessageAnew(rows, from.id);
  await markLastMessageAnew(rows, to.id);
  const actor: Person = { kind: "staff", id: byStaffId };
  await recordEvent(rows, {
    type: "message.moved",
    taskId: to.id,
    actor,
    at,
    payload: { messageId, inboundEmailId: email.id, fromTaskId: from.id, toTaskId: to.id, isNewTask },
  });
  // Work that was accepted or begun is not ended by this; that is for staff to say.
  if (from.stage === "Triage" && !(await hasMessages(rows, from.id))) {
    await markStage(rows, from.id, "Withdrawn", at);
    const payload = { messageId, toTaskId: to.id };
    await recordEvent(rows, { type: "task.emptied", taskId: from.id, actor, at, payload });
  }
  if (isRefilled) {
    await markStage(rows, to.id, "Triage", at);
    const payload = { messageId, fromTaskId: from.id };
    await recordEvent(rows, { type: "task.refilled", taskId: to.id, actor, at, payload });
  }
  await markInboundMoved(rows, email.id, to.id, [
    ...email.evidence,
    { step: "move", found: found(move, to) },
  ]);
}

/** Whether a task is Withdrawn for no other reason than that its only words were moved away. */
async function wasEmptied(rows: Rows, task: TaskRow): Promise<boolean> {
  if (task.stage !== "Withdrawn" || (await hasMessages(rows, task.id))) return false;
  const events = await listEventsOfTask(rows, task.id);
  return (
    events.findLast(({ type }) => type === "task.emptied" || type === "task.refilled")?.type ===
    "task.emptied"
  );
}

async function requireRoom(rows: Rows, { message, author }: Move, to: TaskRow): Promise<void> {
  const { name, clientId } = await getAuthor(rows, author);
  if (clientId !== null && clientId !== to.clientId) {
    throw new Problem("not_allowed", {
      en: `${name} does not belong to ${to.clientName}, whose task #${to.id} is, so the message cannot go there.`,
      de: `${name} gehört nicht zu ${to.clientName}, und Aufgabe #${to.id} gehört dorthin. Die Nachricht kann deshalb nicht verschoben werden.`,
    });
  }
  if (await hasSameMessage(rows, to.id, message.id)) {
    throw new Problem("conflict", {
      en: `Task #${to.id} has this message already: the same email came in there, too.`,
      de: `Aufgabe #${to.id} hat diese Nachricht schon: Dieselbe E-Mail ist auch dort eingegangen.`,
    });
  }
}

/** The sentence that “why is this here?” shows from now on; the mover's zone is named in it. */
function found({ mover, from, at }: Move, to: TaskRow): string {
  const when = momentInWords(at, mover.timeZone);
  return `${mover.name} moved it from task #${from.id} (${from.title}) to task #${to.id} (${to.title}) on ${when}.`;
}
