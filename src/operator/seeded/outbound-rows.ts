// Emails that a generated world has sent, with what the provider reported of them.
import type { Chance } from "./chance.ts";
import { recordHappened } from "./happened.ts";
import type { RowsToWrite } from "./rows-to-write.ts";
import type { Participant, Task } from "./task-script.ts";
import type { WorldParts } from "./world.ts";

/** What everybody but its author is told. */
export interface News {
  at: string;
  by: Participant | undefined;
  text: string;
  isNote: boolean;
  messageId: number | null;
  eventId: number;
  kind: string;
}

/** The html of a real email is many times as long; nobody reads these. */
const htmlLengthMax = 200;
const bouncedShare = 0.001;
const bouncedReason = "452 4.2.2 The mailbox is full";

export function addOutboundEmails(
  chance: Chance,
  to: RowsToWrite,
  { agencyName, replyDomain }: WorldParts,
  task: Task,
  news: News,
): void {
  const readers = news.isNote ? task.staff : [...task.contacts, ...task.staff];
  const company = news.by?.kind === "contact" ? task.client.name : agencyName;
  const fromName = `${news.by?.name ?? agencyName} (${company})`;
  const wrote = `${fromName}: “${task.title}”`;
  for (const reader of readers) {
    if (reader.participantId === news.by?.participantId) continue;
    const id = to.nextId("outbound_emails");
    const placeholder = `place-${chance.code(18)}`;
    const internetMessageId = `<m.caaaaa${id.toString(32).padStart(6, "a")}${chance.code(24)}@${replyDomain}>`;
    const isBounced = chance.is(bouncedShare);
    const delivery = isBounced ? "bounced" : chance.is(0.97) ? "delivered" : null;
    to.add("outbound_emails", {
      id,
      event_id: news.eventId,
      task_id: task.id,
      message_id: news.messageId,
      kind: news.kind,
      participant_id: reader.participantId,
      is_note: news.isNote ? 1 : 0,
      contact_id: reader.kind === "contact" ? reader.id : null,
      staff_id: reader.kind === "staff" ? reader.id : null,
      to_address: reader.address,
      to_name: reader.name,
      from_name: fromName,
      subject: `${task.title} [#${task.id}]`,
      text: `${wrote}\n\n${news.text}\n\n* * *\nStage: ${task.stage}.\nReply to this email to answer.\nOpen the task: ${placeholder}-task-link\n\n-- \nYou get this email because you take part in this task.\n${agencyName}\nMute this task: ${placeholder}-unsubscribe-link\n`,
      html: `<!doctype html>\n<html lang="${task.locale}"><body><p>${wrote}</p><p>${news.text.slice(0, htmlLengthMax).replaceAll("\n", "<br>")}</p><p><a href="${placeholder}-task-link">Open the task</a></p><p>${agencyName} <a href="${placeholder}-unsubscribe-link">Mute this task</a></p></body></html>\n`,
      headers: JSON.stringify({
        "Message-ID": internetMessageId,
        References: `<t.caaaaa${task.id.toString(32).padStart(6, "a")}@${replyDomain}>`,
        "X-Auto-Response-Suppress": "AutoReply, RN, NRN",
        "X-Inreply-Loop": chance.code(37),
      }),
      internet_message_id: internetMessageId,
      placeholder,
      composed_at: news.at,
      status: "sent",
      attempts: 1,
      next_attempt_at: news.at,
      sent_at: news.at,
      provider_id: chance.code(22),
      delivery,
    });
    if (delivery !== null) addReport(to, task, reader, { id, at: news.at, delivery });
  }
}

/** What the provider said. */
function addReport(
  to: RowsToWrite,
  task: Task,
  reader: Participant,
  { id, at, delivery }: { id: number; at: string; delivery: "bounced" | "delivered" },
): void {
  const reason = delivery === "bounced" ? bouncedReason : null;
  to.add("delivery_events", {
    id: to.nextId("delivery_events"),
    outbound_email_id: id,
    kind: delivery,
    reason,
    at,
    recorded_at: at,
  });
  if (reason === null) return;
  recordHappened(to, {
    type: "email.bounced",
    at,
    taskId: task.id,
    clientId: task.client.id,
    ...(reader.kind === "contact" ? { contactId: reader.id } : {}),
    payload: { outboundEmailId: id, reason },
  });
}
