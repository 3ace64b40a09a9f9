// Finds the task an email belongs to, in DESIGN's order of evidence. Reads rows, writes nothing.
import type { Person } from "../domain/person.ts";
import { findTaskIdSinceMoved, listMovedEmails } from "../store/message-moves.ts";
import { findByThreadId, isThreadIdOf } from "../store/messages.ts";
import { findOutboundEmail } from "../store/outbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { findParticipant, findParticipantOf } from "../store/participants.ts";
import { findTask } from "../store/tasks.ts";
import { readMessageId } from "../threading/message-id.ts";
import { readReplyAddress } from "../threading/reply-address.ts";
import { isForwardSubject, subjectNumber } from "../threading/subject-number.ts";
import type { KeyRing } from "../threading/token.ts";
import { findAnswered, type Answered } from "./find-answered.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { recipients } from "./recipients.ts";

/** Where an email belongs and what says so. `isNote`: it answers an email that only staff were sent. */
export type Thread =
  | { kind: "task"; taskId: number; isNote: boolean; participantId?: number; evidence: string }
  | Answered
  | { kind: "none"; evidence: string };

export interface ThreadQuestion {
  email: ParsedEmail;
  envelopeTo: string;
  /** The person whose address From is, when a passing verdict vouches for it. */
  vouchedAuthor: Person | undefined;
  /** The client of whoever From names; undefined for staff and strangers. */
  clientId?: number | undefined;
}

/** Ids of References that are looked up, newest first. */
const referencesMax = 50;

/**
 * Reply address in the envelope; then in recipient headers; then an answer address in these; then our ids, or ids of admitted mail of the same client, in
 * In-Reply-To and References, newest first; then a subject number, only for a vouched participant of that task.
 */
export async function findThread(
  parts: { keys: KeyRing; replyDomain: string },
  rows: Rows,
  question: ThreadQuestion,
): Promise<Thread> {
  return (
    (await byReplyAddress(parts, rows, question)) ??
    (await findAnswered(parts, rows, recipients(question.email, question.envelopeTo))) ??
    (await byReferences(parts, rows, question)) ??
    (await bySubject(rows, question)) ?? { kind: "none", evidence: "Nothing in it names a task." }
  );
}

async function byReplyAddress(
  { keys, replyDomain }: { keys: KeyRing; replyDomain: string },
  rows: Rows,
  { email, envelopeTo }: ThreadQuestion,
): Promise<Thread | undefined> {
  for (const [place, address] of recipients(email, envelopeTo)) {
    const reference = readReplyAddress(keys, replyDomain, address);
    if (reference === undefined) continue;
    const participant = await findParticipant(rows, reference.participantId);
    if (participant === undefined || participant.version !== reference.version) continue;
    const evidence = `The reply address in ${place}, which was given to ${participant.name} for this task.`;
    const { taskId } = participant;
    const moved = await findMoveOfParent(keys, rows, taskId, email);
    if (moved !== undefined) {
      // Addresses outlive a move: what staff moved takes the answers to it along.
      return { kind: "task", taskId: moved, isNote: reference.isNote, evidence: movedWords(evidence, moved) };
    }
    return { kind: "task", taskId, isNote: reference.isNote, participantId: participant.id, evidence };
  }
  return undefined;
}

/**
 * Where the message is now that an email answers, when staff moved it away from this task. The nearest ancestor that is
 * known here decides: an id of ours, or of an email on this task, or of one that was moved away from it.
 */
async function findMoveOfParent(
  keys: KeyRing,
  rows: Rows,
  taskId: number,
  email: ParsedEmail,
): Promise<number | undefined> {
  for (const [, id] of ancestors(email)) {
    const own = readMessageId(keys, id);
    if (own?.kind === "task") return undefined;
    if (own !== undefined) return findTaskIdSinceMoved(rows, own.outboundEmailId, taskId);
    const [moved] = await listMovedEmails(rows, taskId, id);
    if (moved !== undefined) return moved.taskId;
    if (await isThreadIdOf(rows, taskId, id)) return undefined;
  }
  return undefined;
}

function movedWords(evidence: string, taskId: number): string {
  return `${evidence} What it answers was moved to task #${taskId} by staff since.`;
}

/** The ids of the emails that an email answers, nearest first, and where they stand in it. */
function ancestors({ inReplyTo, references }: ParsedEmail): [place: string, id: string][] {
  return [
    ...inReplyTo.map((id): [string, string] => ["In-Reply-To", id]),
    ...references
      .slice(-referencesMax)
      .toReversed()
      .map((id): [string, string] => ["References", id]),
  ];
}

// Mail programs write the ids of what is forwarded into a forward as into a reply. What staff write above it is for
// colleagues, so it is no message to the client whose email it passes on; among notes it is one more.
async function byReferences(parts: { keys: KeyRing }, rows: Rows, question: ThreadQuestion) {
  const thread = await byIds(parts, rows, question);
  const isForward = question.vouchedAuthor?.kind === "staff" && isForwardSubject(question.email.subject);
  if (!isForward) return thread;
  return thread?.kind === "task" && thread.isNote ? thread : undefined;
}

async function byIds(
  { keys }: { keys: KeyRing },
  rows: Rows,
  { email, clientId }: ThreadQuestion,
): Promise<Thread | undefined> {
  for (const [place, id] of ancestors(email)) {
    const own = readMessageId(keys, id);
    if (own?.kind === "task") {
      if ((await findTask(rows, own.taskId)) === undefined) continue;
      return {
        kind: "task",
        taskId: own.taskId,
        isNote: false,
        evidence: `The id of this task in ${place}.`,
      };
    }
    if (own !== undefined) {
      const sent = await findOutboundEmail(rows, own.outboundEmailId);
      if (sent?.takesAnswer === 1) {
        const evidence = `The id of an email that we sent to ${sent.toName}, in ${place}.`;
        return { kind: "answer", outboundEmailId: sent.id, evidence };
      }
      if (sent?.taskId === null || sent === undefined) continue;
      const evidence = `The id of an email we sent to ${sent.toName} about this task, in ${place}.`;
      const moved = await findTaskIdSinceMoved(rows, sent.id, sent.taskId);
      return {
        kind: "task",
        taskId: moved ?? sent.taskId,
        isNote: sent.isNote === 1,
        evidence: moved === undefined ? evidence : movedWords(evidence, moved),
      };
    }
    const remembered = await findByThreadId(rows, id, clientId);
    if (remembered !== undefined) {
      const evidence = `The id of an earlier email on this task, in ${place}.`;
      return { kind: "task", ...remembered, evidence };
    }
  }
  return undefined;
}

async function bySubject(rows: Rows, { email, vouchedAuthor }: ThreadQuestion): Promise<Thread | undefined> {
  const number = subjectNumber(email.subject);
  if (number === undefined || vouchedAuthor === undefined) return undefined;
  const participant = await findParticipantOf(rows, number, vouchedAuthor);
  if (participant === undefined) return undefined;
  return {
    kind: "task",
    taskId: number,
    isNote: false,
    evidence: `The number #${number} in the subject, from ${participant.name}, who takes part in this task.`,
  };
}
