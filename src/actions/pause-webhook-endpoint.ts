// Lets an endpoint rest, or tells it again what happens: what was not told meanwhile waits and is told then. Writes its row and
// an event.
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { markWebhookEndpointPaused, markWebhookEndpointResumed } from "../store/webhook-endpoints.ts";
import { getWebhookEndpoint } from "./get-webhook-endpoint.ts";

/** By staff, or since it answered that it is there no more. Again changes nothing. Throws `not_found`. */
export async function pauseWebhookEndpoint(
  rows: Rows,
  at: string,
  { endpointId, byStaffId }: { endpointId: number; byStaffId: number | null },
): Promise<void> {
  await getWebhookEndpoint(rows, endpointId);
  const cause = byStaffId === null ? "gone" : "staff";
  if (!(await markWebhookEndpointPaused(rows, endpointId, { at, by: cause }))) return;
  await recordEvent(rows, {
    type: "webhook_endpoint.paused",
    ...(byStaffId === null ? {} : { actor: { kind: "staff", id: byStaffId } as const }),
    at,
    payload: { endpointId, cause },
  });
}

/** Again changes nothing. Throws `not_found`. */
export async function resumeWebhookEndpoint(
  rows: Rows,
  at: string,
  { endpointId, byStaffId }: { endpointId: number; byStaffId: number },
): Promise<void> {
  await getWebhookEndpoint(rows, endpointId);
  if (!(await markWebhookEndpointResumed(rows, endpointId))) return;
  const actor = { kind: "staff", id: byStaffId } as const;
  await recordEvent(rows, { type: "webhook_endpoint.resumed", actor, at, payload: { endpointId } });
}
