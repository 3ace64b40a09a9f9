// Names an endpoint of another program, which is told what happens from now on. Writes its row and an event.
import { Problem, readAbout } from "../domain/problem.ts";
import { requireWebhookTypes, requireWebhookUrl, webhookEndpointsMax } from "../domain/program.ts";
import { getClient } from "../store/clients.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";
import { listListeners, recordWebhookEndpoint } from "../store/webhook-endpoints.ts";

/**
 * `keyId` is that of the key under which its secret is made. Throws `invalid` for what was typed, `not_found` for a client,
 * `limit_reached` where there are too many already.
 */
export async function addWebhookEndpoint(
  rows: Rows,
  at: string,
  input: {
    url: string;
    wanted: readonly string[];
    clientId: number | null;
    byStaffId: number;
    keyId: number;
    isSandbox: boolean;
  },
): Promise<{ endpointId: number }> {
  const url = readAbout("url", () => requireWebhookUrl(input.url, input));
  const wanted = readAbout("wanted", () => requireWebhookTypes(input.wanted));
  const { clientId, byStaffId, keyId } = input;
  if (clientId !== null) await getClient(rows, clientId);
  if ((await listListeners(rows)).length >= webhookEndpointsMax) {
    throw new Problem("limit_reached", {
      en: `There are ${webhookEndpointsMax} endpoints already. Remove one that nobody needs first.`,
      de: `Es gibt schon ${webhookEndpointsMax} Empfänger. Entfernen Sie zuerst einen, den niemand braucht.`,
    });
  }
  const endpointId = await recordWebhookEndpoint(rows, {
    url,
    wanted,
    clientId,
    keyId,
    staffId: byStaffId,
    createdAt: at,
  });
  await recordEvent(rows, {
    type: "webhook_endpoint.added",
    actor: { kind: "staff", id: byStaffId },
    at,
    payload: { endpointId, wanted, clientId },
  });
  return { endpointId };
}
