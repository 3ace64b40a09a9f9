// Puts in line what other programs are to be told of an event. Reads their endpoints; writes one delivery for each that hears.
import { isToldOfSession, webhookTypeOf } from "../domain/webhook-event.ts";
import type { RecordedEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { getTask } from "../store/tasks.ts";
import { recordWebhookDelivery } from "../store/webhook-deliveries.ts";
import { listListeners } from "../store/webhook-endpoints.ts";

/** Part of the transaction that marks the event announced, so that each is told, and an event announced anew is told once. */
export async function tellPrograms(rows: Rows, event: RecordedEvent, at: string): Promise<void> {
  const type = webhookTypeOf(event);
  if (type === undefined) return;
  const listeners = (await listListeners(rows)).filter(({ wanted }) => wanted.includes(type));
  if (listeners.length === 0) return;
  const clientId = await clientOf(rows, event);
  for (const listener of listeners) {
    if (listener.clientId !== null && listener.clientId !== clientId) continue;
    await recordWebhookDelivery(rows, { endpointId: listener.id, eventId: event.id, type, createdAt: at });
  }
}

async function clientOf(rows: Rows, event: RecordedEvent): Promise<number | undefined> {
  if (isToldOfSession(event)) return event.payload.clientId;
  return event.taskId === null ? undefined : (await getTask(rows, event.taskId)).clientId;
}
