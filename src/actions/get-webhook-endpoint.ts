// The endpoint that an action is about.
import { Problem } from "../domain/problem.ts";
import type { Rows } from "../store/rows.ts";
import { findWebhookEndpoint, type WebhookEndpointRow } from "../store/webhook-endpoints.ts";

/** Throws `not_found` for one that was never there, or was taken off. */
export async function getWebhookEndpoint(rows: Rows, id: number): Promise<WebhookEndpointRow> {
  const endpoint = await findWebhookEndpoint(rows, id);
  if (endpoint === undefined || endpoint.removedAt !== null) {
    throw new Problem("not_found", {
      en: "There is no such endpoint.",
      de: "Diesen Empfänger gibt es nicht.",
    });
  }
  return endpoint;
}
