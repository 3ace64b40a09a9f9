// What a step on a task of a generated world leaves behind: the message with the email that it came in by, the events, and the
// emails that told the others.
import type { EventPayloads, EventType } from "../../domain/event.ts";
import type { Chance } from "./chance.ts";
import { addFile } from "./files.ts";
import { recordHappened } from "./happened.ts";
import { addInboundEmail } from "./inbound-rows.ts";
import { addOutboundEmails, type News } from "./outbound-rows.ts";
import type { RowsToWrite } from "./rows-to-write.ts";
import { dayAt, timestampOf } from "./task-rows.ts";
import type { MessageStep, StageStep, Task, WordlessStep } from "./task-script.ts";
import type { WorldParts } from "./world.ts";
import { writeMessage } from "./write-text.ts";

/** Of what contacts and staff write, what comes by email. */
const emailedShare = { contact: 0.85, staff: 0.06 };

export function addMessage(
  chance: Chance,
  to: RowsToWrite,
  parts: WorldParts,
  task: Task,
  step: MessageStep,
): void {
  const { by, isNote, isFirst, tells } = step;
  const at = timestampOf(step.atMs);
  const id = to.nextId("messages");
  const text =
    tells === "approved"
      ? approvalWords[task.locale]
      : writeMessage(chance, task.locale, { ...by, ...sizeOf(chance) });
  const isEmailed = !isNote && chance.is(emailedShare[by.kind]);
  const inbound = isEmailed
    ? addInboundEmail(chance, to, parts, { task, by, at, text, isFirst, tells })
    : undefined;
  to.add("messages", {
    id,
    task_id: task.id,
    is_note: isNote ? 1 : 0,
    kept: text,
    posted_at: at,
    author_contact_id: by.kind === "contact" ? by.id : null,
    author_staff_id: by.kind === "staff" ? by.id : null,
    channel: inbound === undefined ? "portal" : "email",
    blocks: inbound?.blocks ?? null,
    method: inbound === undefined ? null : "text: marker",
    confidence: inbound === undefined ? null : 0.95,
    internet_message_id: inbound?.internetMessageId ?? null,
    inbound_email_id: inbound?.id ?? null,
    submission_key: inbound === undefined ? null : `email ${by.id} ${inbound.internetMessageId}`,
  });
  addFile(chance, to, { messageId: id, inboundEmailId: inbound?.id ?? null });
  const about = { at, taskId: task.id, by, clientId: task.client.id };
  if (isFirst) recordHappened(to, { ...about, type: "task.opened", payload: { title: task.title } });
  const posted: EventPayloads["message.posted"] = {
    messageId: id,
    isNote,
    isQuiet: false,
    ...(tells === undefined ? {} : { isToldWithStep: true }),
  };
  const postedId = recordHappened(to, { ...about, type: "message.posted", payload: posted });
  const news: News = {
    at,
    by,
    text,
    isNote,
    messageId: id,
    eventId: postedId,
    kind: isNote ? "note" : "message",
  };
  if (tells === undefined) addOutboundEmails(chance, to, parts, task, news);
  else addStageStep(chance, to, parts, task, { tells, news, inbound });
  task.lastText = text;
}

const approvalWords = { en: "Approved, thank you.", de: "Freigegeben, vielen Dank." };

/** Most messages are of a few sentences, some are long. */
function sizeOf(chance: Chance): { sentences: number } {
  return { sentences: chance.is(0.05) ? chance.between(10, 30) : chance.between(1, 7) };
}

export function addWordlessStep(
  chance: Chance,
  to: RowsToWrite,
  parts: WorldParts,
  task: Task,
  step: WordlessStep,
): void {
  const at = timestampOf(step.atMs);
  const news: News = {
    at,
    by: step.by,
    text: "",
    isNote: false,
    messageId: null,
    eventId: 0,
    kind: step.step,
  };
  if (step.step !== "reminded") return addStageStep(chance, to, parts, task, { tells: step.step, news });
  const eventId = recordHappened(to, {
    type: "approval.reminder_due",
    at,
    taskId: task.id,
    clientId: task.client.id,
    payload: { count: step.number },
  });
  addOutboundEmails(chance, to, parts, task, { ...news, eventId, kind: "reminder" });
}

interface Told {
  tells: StageStep;
  news: News;
  inbound?: { id: number; rawSha256: string } | undefined;
}

/** The step's own event, and the emails that tell of it. */
function addStageStep(
  chance: Chance,
  to: RowsToWrite,
  parts: WorldParts,
  task: Task,
  { tells, news, inbound }: Told,
): void {
  const { at, by, messageId } = news;
  const happened = <Type extends EventType>(type: Type, payload: EventPayloads[Type]) =>
    recordHappened(to, { type, at, taskId: task.id, by, clientId: task.client.id, payload });
  const tell = (eventId: number, kind: string) =>
    addOutboundEmails(chance, to, parts, task, { ...news, eventId, kind });
  switch (tells) {
    case "accepted":
      return tell(happened("task.accepted", { minMinutes: 240, maxMinutes: 480, messageId }), "accepted");
    case "started": {
      const deliveryOn = dayAt(Date.parse(at) + 5 * 86_400_000);
      return tell(happened("task.started", { deliveryOn, messageId }), "started");
    }
    case "declined":
      return tell(happened("task.declined", { messageId: messageId! }), "declined");
    case "withdrawn":
      return tell(happened("task.withdrawn", { messageId }), "withdrawn");
    case "handed_over": {
      task.handOverMessageId = messageId;
      const day = at.slice(0, 10);
      return tell(happened("task.handed_over", { messageId: messageId!, day }), "ready-for-approval");
    }
    case "approved": {
      const approvalId = to.nextId("approvals");
      const channel = inbound === undefined ? "page" : "email";
      to.add("approvals", {
        id: approvalId,
        task_id: task.id,
        contact_id: by!.id,
        channel,
        approved_at: at,
        shown: `“${task.title}” (#${task.id}), handed over by ${task.staff[0]!.name}, message ${task.handOverMessageId}.`,
        hand_over_message_id: task.handOverMessageId,
        inbound_email_id: inbound?.id ?? null,
        raw_sha256: inbound?.rawSha256 ?? null,
        verdict: inbound === undefined ? null : "The email is signed by the domain of its sender.",
        outbound_email_id: null,
      });
      return tell(happened("task.approved", { approvalId, channel, messageId }), "approved");
    }
  }
}
