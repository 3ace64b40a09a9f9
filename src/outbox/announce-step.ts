// Tells of the steps of a task: who hears of each, by which email, and what that says. Reads the task, its people and its
// client's backlog; writes emails.
import { isSamePerson, personFromColumns } from "../domain/person.ts";
import { lockMessage } from "../store/messages.ts";
import { getAuthor, listApprovers } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { getTask, listParticipants, type ParticipantRow } from "../store/tasks.ts";
import { composeStep, type StepToTell } from "./compose-step.ts";
import { filesToSend } from "./files-to-send.ts";
import type { Outbox } from "./outbox.ts";
import { stepValues, type StepEvent } from "./step-values.ts";

/**
 * Who hears: `contacts` of the client on this task, `everybody` on it, `actor` alone; `approvers` of the client on this task,
 * also those who muted it. Whoever took the step hears of it only where `actor` says so. Words that come with a step are
 * for everybody.
 */
type Hearing =
  | "contacts"
  | "everybody"
  | "everybody_and_actor"
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
  "task.changes_asked": { kind: "changes-asked", hearing: "everybody" },
  "approval.reminder_due": { kind: "reminder", hearing: "approvers" },
  "approval.refused": { kind: "approval-refused", hearing: "actor" },
};

/** Writes the emails about one step and answers how many. */
export async function announceStep(outbox: Outbox, rows: Rows, event: StepEvent): Promise<number> {
  if (event.taskId === null) throw new Error(`Event ${event.id} names no task.`);
  // A request gets a receipt; what staff open is told of by its first message.
  if (event.type === "task.opened" && event.actor?.kind !== "contact") return 0;
  const task = await getTask(rows, event.taskId);
  const participants = await listParticipants(rows, task.id);
  const approverIds = (await listApprovers(rows, task.clientId)).map(({ contactId }) => contactId);
  const words = await findWords(rows, event);
  const { kind, hearing } = kinds[event.type];
  const readers = chooseReaders(participants, hearing, event, approverIds, words !== undefined);
  const actor = event.actor === undefined ? undefined : await getAuthor(rows, event.actor);
  for (const reader of readers) {
    await composeStep(outbox, rows, {
      eventId: event.id,
      kind,
      task,
      actorName: actor?.name ?? null,
      isActorStaff: event.actor?.kind === "staff",
      words,
      reader,
      hearing: participants.filter(({ mutedAt }) => mutedAt === null),
      values: await stepValues(outbox, rows, { event, task, reader, approverIds }),
    });
  }
  return readers.length;
}

function chooseReaders(
  participants: readonly ParticipantRow[],
  hearing: Hearing,
  { actor }: StepEvent,
  approverIds: readonly (number | null)[],
  hasWords: boolean,
): ParticipantRow[] {
  return participants.filter(({ contactId, staffId, mutedAt }) => {
    const isActor = isSamePerson(actor, personFromColumns(contactId, staffId));
    const isApprover = contactId !== null && approverIds.includes(contactId);
    switch (hearing) {
      case "actor":
        return isActor;
      case "approvers":
        return isApprover;
      case "contacts_and_approvers":
        return !isActor && (isApprover || (mutedAt === null && (contactId !== null || hasWords)));
      case "contacts":
        return !isActor && mutedAt === null && (contactId !== null || hasWords);
      case "everybody":
        return !isActor && mutedAt === null;
      case "everybody_and_actor":
        return isActor || mutedAt === null;
    }
  });
}

async function findWords(rows: Rows, event: StepEvent): Promise<StepToTell["words"]> {
  // What is refused was told of as a message, what an approval says goes to everybody but its author.
  if (event.type === "approval.refused") return undefined;
  const messageId = "messageId" in event.payload ? event.payload.messageId : null;
  const message = messageId === null ? undefined : await lockMessage(rows, messageId);
  if (message === undefined) return undefined;
  return { message, attachments: await filesToSend(rows, message.id) };
}
