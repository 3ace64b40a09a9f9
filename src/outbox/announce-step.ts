// Tells of the steps of a task: who hears of each, and by which email. Reads the task and its people; writes emails.
import { isAmong, isSamePerson, personFromColumns } from "../domain/person.ts";
import { lockMessage, lockOpeningMessage } from "../store/messages.ts";
import { getAuthor, listApprovers } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { listParticipants, type ParticipantRow } from "../store/participants.ts";
import { getTask, type TaskRow } from "../store/tasks.ts";
import { composeStep, type StepToTell } from "./compose-step.ts";
import { filesToSend } from "./files-to-send.ts";
import { mustWait } from "./must-wait.ts";
import type { Outbox } from "./outbox.ts";
import { hearingOf, readersNow } from "./readers-now.ts";
import { stepValues, type StepEvent } from "./step-values.ts";
import { undoableUntil } from "./undoable-until.ts";

/**
 * Who hears: `contacts` of the client on this task, `everybody` on it, `actor` alone; `approvers` of the client on this task,
 * also those who muted it. Whoever took the step hears of it only where `actor` says so; an `emailing_actor` by the words of an
 * email, which may have been meant otherwise. Words that come with a step are
 * for everybody.
 */
type Hearing =
  | "contacts"
  | "everybody"
  | "everybody_and_actor"
  | "everybody_and_emailing_actor"
  | "contacts_and_approvers"
  | "actor"
  | "approvers";

const kinds: Record<StepEvent["type"], { kind: string; hearing: Hearing }> = {
  "task.opened": { kind: "receipt", hearing: "actor" },
  "task.edited": { kind: "edited", hearing: "everybody" },
  "task.accepted": { kind: "accepted", hearing: "contacts" },
  "task.estimate_changed": { kind: "estimate-changed", hearing: "contacts" },
  "task.declined": { kind: "declined", hearing: "contacts" },
  "task.withdrawn": { kind: "withdrawn", hearing: "everybody" },
  "task.merged": { kind: "merged", hearing: "contacts" },
  "task.started": { kind: "started", hearing: "contacts" },
  "task.delivery_changed": { kind: "delivery-changed", hearing: "contacts" },
  "task.handed_over": { kind: "ready-for-approval", hearing: "contacts_and_approvers" },
  "task.approved": { kind: "approved", hearing: "everybody_and_actor" },
  "task.approval_undone": { kind: "approval-undone", hearing: "everybody" },
  "task.changes_asked": { kind: "changes-asked", hearing: "everybody_and_emailing_actor" },
  "approval.reminder_due": { kind: "reminder", hearing: "approvers" },
  "step.refused": { kind: "step-refused", hearing: "actor" },
};

/** Writes the emails about one step and answers how many. */
export async function announceStep(outbox: Outbox, rows: Rows, event: StepEvent): Promise<number> {
  if (event.taskId === null) throw new Error(`Event ${event.id} names no task.`);
  // A request gets a receipt; what staff open is told of by its first message.
  if (event.type === "task.opened" && event.actor?.kind !== "contact") return 0;
  const opening = event.type === "task.opened" ? await lockOpeningMessage(rows, event.taskId) : undefined;
  // The email that opened it was taken back.
  if (event.type === "task.opened" && opening === undefined) return 0;
  if (opening?.channel === "email" && (await mustWait(outbox, rows, event.id))) return 0;
  const notBefore = opening === undefined ? undefined : await undoableUntil(rows, event, opening);
  const task = await getTask(rows, event.taskId);
  if (event.type === "approval.reminder_due" && !isStillWaiting(task, event.at)) return 0;
  const participants = await listParticipants(rows, task.id);
  const approvers = await listApprovers(rows, task.clientId);
  const approverIds = approvers.map(({ contactId }) => contactId);
  const words = await findWords(rows, event);
  const { kind, hearing } = kinds[event.type];
  const hears = (participant: ParticipantRow) => doesHear(participant, hearing, event, approverIds, words);
  const readers = participants.filter(hears);
  const actor = event.actor === undefined ? undefined : await getAuthor(rows, event.actor);
  const answered = await findAnswered(rows, event, task, participants);
  const toTell = await readersNow(outbox, rows, readers, (reader) => ({
    eventId: event.id,
    taskId: task.id,
    messageId: words?.message.id ?? null,
    kind,
    isTheirs: approverIds.includes(reader.contactId) || isActor(event, reader),
    isOwn: isActor(event, reader),
    notBefore,
  }));
  for (const reader of toTell) {
    const isOwn = isActor(event, reader);
    await composeStep(outbox, rows, {
      eventId: event.id,
      kind,
      task,
      actorName: actor?.name ?? null,
      isActorStaff: event.actor?.kind === "staff",
      isOwn,
      // Nobody is sent what they wrote themselves.
      words: isOwn ? undefined : words,
      reader,
      mayApprove: isAmong(approvers, reader),
      canMute: !hears({ ...reader, mutedAt: event.at }),
      answered,
      notBefore,
      values: await stepValues(outbox, rows, { event, task, reader, approvers }),
    });
  }
  return toTell.length;
}

/** Whether a task waits for the approval for which it waited then. */
function isStillWaiting({ stage, stageAt }: TaskRow, at: string): boolean {
  return stage === "Pending Approval" && stageAt <= at;
}

function doesHear(
  participant: ParticipantRow,
  hearing: Hearing,
  event: StepEvent,
  approverIds: readonly (number | null)[],
  words: StepToTell["words"],
): boolean {
  const hasWords = words !== undefined;
  const isByEmail = words?.message.channel === "email";
  const { contactId, mutedAt } = participant;
  const isOwn = isActor(event, participant);
  const isApprover = contactId !== null && approverIds.includes(contactId);
  switch (hearing) {
    case "actor":
      return isOwn;
    case "approvers":
      return isApprover;
    case "contacts_and_approvers":
      return !isOwn && (isApprover || (mutedAt === null && (contactId !== null || hasWords)));
    case "contacts":
      return !isOwn && mutedAt === null && (contactId !== null || hasWords);
    case "everybody":
      return !isOwn && mutedAt === null;
    case "everybody_and_actor":
      return isOwn || mutedAt === null;
    case "everybody_and_emailing_actor":
      return isOwn ? isByEmail : mutedAt === null;
  }
}

function isActor({ actor }: StepEvent, { contactId, staffId }: ParticipantRow): boolean {
  return isSamePerson(actor, personFromColumns(contactId, staffId));
}

async function findWords(rows: Rows, event: StepEvent): Promise<StepToTell["words"]> {
  // What is refused was told of as a message.
  if (event.type === "step.refused") return undefined;
  const messageId = "messageId" in event.payload ? event.payload.messageId : null;
  const message = messageId === null ? undefined : await lockMessage(rows, messageId);
  // What was moved to another task since is told of there.
  if (message?.taskId !== event.taskId) return undefined;
  return { message, attachments: await filesToSend(rows, message.id) };
}

/** Where an answer goes, and who reads it: what answers a duplicate goes on where that does. */
async function findAnswered(
  rows: Rows,
  event: StepEvent,
  task: TaskRow,
  participants: readonly ParticipantRow[],
): Promise<StepToTell["answered"]> {
  const into = event.type === "task.merged" ? await getTask(rows, event.payload.intoTaskId) : undefined;
  const taking = into === undefined ? participants : await listParticipants(rows, into.id);
  return { task: into ?? task, hearing: hearingOf(taking) };
}
