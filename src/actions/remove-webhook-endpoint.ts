// Takes an endpoint off: it is told nothing more, nor what waits. Writes its row, what waits, and an event.
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { skipWebhooksOf } from "../store/webhook-deliveries.ts";
import { markWebhookEndpointRemoved } from "../store/webhook-endpoints.ts";
import { getWebhookEndpoint } from "./get-webhook-endpoint.ts";

/** Throws `not_found`, also for one that was taken off before. */
export async function removeWebhookEndpoint(
  rows: Rows,
  at: string,
  { endpointId, byStaffId }: { endpointId: number; byStaffId: number },
): Promise<void> {
  await getWebhookEndpoint(rows, endpointId);
  if (!(await markWebhookEndpointRemoved(rows, endpointId, at))) return;
  await skipWebhooksOf(rows, endpointId, at);
  const actor = { kind: "staff", id: byStaffId } as const;
  await recordEvent(rows, { type: "webhook_endpoint.removed", actor, at, payload: { endpointId } });
}
