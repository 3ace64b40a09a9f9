// What an endpoint is told of an event, made from the rows as they are now: words that were taken out meanwhile are not told.
import { isToldOfSession, stageAfterEvent, type ToldSessionEvent } from "../domain/webhook-event.ts";
import { getClient } from "../store/clients.ts";
import { findEvent, type RecordedEvent } from "../store/events.ts";
import { findMessage, type MessageRow } from "../store/messages.ts";
import { findPerson, getAuthor } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { getSession } from "../store/sessions.ts";
import { findTask, type TaskRow } from "../store/tasks.ts";
import { readToldWords } from "../store/told-words.ts";
import type { WebhookDeliveryRow } from "../store/webhook-deliveries.ts";
import type { WebhookEndpointRow } from "../store/webhook-endpoints.ts";
import { maskSecrets } from "../threading/mask.ts";

/** The body, whole: `type`, `timestamp` (when it happened, ISO 8601 in UTC) and `data`, as README.md shows them. */
export interface WebhookBody {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

/** Undefined when what it would tell of is gone, or is not for programs, or for this endpoint, any more. */
export async function composeWebhook(
  rows: Rows,
  delivery: WebhookDeliveryRow,
  { clientId }: Pick<WebhookEndpointRow, "clientId">,
): Promise<WebhookBody | undefined> {
  if (delivery.eventId === null) {
    return { type: delivery.type, timestamp: delivery.createdAt, data: { endpointId: delivery.endpointId } };
  }
  const event = await findEvent(rows, delivery.eventId);
  const data = event && (await dataOf(rows, event, clientId));
  return event && data && { type: delivery.type, timestamp: event.at, data };
}

async function dataOf(
  rows: Rows,
  event: RecordedEvent,
  clientId: number | null,
): Promise<Record<string, unknown> | undefined> {
  if (event.type === "message.posted") return dataOfMessage(rows, event.payload.messageId, clientId);
  return isToldOfSession(event) ? dataOfSession(rows, event) : dataOfTask(rows, event);
}

/** Staff may have moved it to a task of another client, of which an endpoint for one client hears nothing. */
async function dataOfMessage(
  rows: Rows,
  messageId: number,
  clientId: number | null,
): Promise<Record<string, unknown> | undefined> {
  const message = await findMessage(rows, messageId);
  if (message === undefined || message.isNote === 1 || message.isQuiet === 1) return undefined;
  const task = await findTask(rows, message.taskId);
  if (task === undefined || (clientId !== null && task.clientId !== clientId)) return undefined;
  return { task: factsOfTask(task), message: factsOfMessage(message, await readToldWords(rows, message)) };
}

async function dataOfTask(rows: Rows, event: RecordedEvent): Promise<Record<string, unknown> | undefined> {
  const task = event.taskId === null ? undefined : await findTask(rows, event.taskId);
  if (task === undefined) return undefined;
  const by = event.actor && (await findPerson(rows, event.actor));
  return {
    // The stage that the event brought, not the one of the moment when it is told.
    task: { ...factsOfTask(task), stage: stageAfterEvent(event.type) ?? "Triage" },
    cause: event.type,
    by: event.actor === undefined ? null : { kind: event.actor.kind, name: by?.name ?? null },
  };
}

async function dataOfSession(
  rows: Rows,
  event: ToldSessionEvent<RecordedEvent>,
): Promise<Record<string, unknown>> {
  const { sessionId, kind, startsAt, minutes, clientId, contactId, staffId } = event.payload;
  const client = await getClient(rows, clientId);
  const contact = await getAuthor(rows, { kind: "contact", id: contactId });
  const staff = await getAuthor(rows, { kind: "staff", id: staffId });
  const { agenda } = await getSession(rows, sessionId);
  return {
    session: {
      id: sessionId,
      kind,
      startsAt,
      minutes,
      agenda: maskSecrets(agenda),
      client: { id: client.id, name: client.name },
      contact: { id: contactId, name: contact.name },
      staff: { id: staffId, name: staff.name },
    },
    ...(event.type === "session.moved" ? { before: { startsAt: event.payload.before.startsAt } } : {}),
  };
}

function factsOfTask(task: TaskRow) {
  const { id, title, stage, clientId, clientName } = task;
  return { id, title: maskSecrets(title), stage, client: { id: clientId, name: clientName } };
}

function factsOfMessage(message: MessageRow, words: string) {
  return {
    id: message.id,
    author: { kind: message.authorContactId === null ? "staff" : "contact", name: message.authorName },
    text: maskSecrets(words),
    channel: message.channel,
    postedAt: message.postedAt,
  };
}
