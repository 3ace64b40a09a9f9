// Has an endpoint told something by hand: a test, or once more what it was told before. Writes the row that is then told.
import { Problem } from "../domain/problem.ts";
import { testType } from "../domain/program.ts";
import type { Rows } from "../store/rows.ts";
import {
  findWebhookDelivery,
  listWebhooksOf,
  recordWebhookDelivery,
  requeueWebhookDelivery,
} from "../store/webhook-deliveries.ts";
import { getWebhookEndpoint } from "./get-webhook-endpoint.ts";

/** A test that still waits is not joined by another. Throws `not_found`. */
export async function sendWebhookTest(rows: Rows, at: string, endpointId: number): Promise<void> {
  await getWebhookEndpoint(rows, endpointId);
  const [newest] = await listWebhooksOf(rows, endpointId, 1);
  if (newest?.type === testType && newest.status === "queued" && newest.attempts === 0) return;
  await recordWebhookDelivery(rows, { endpointId, eventId: null, type: testType, createdAt: at });
}

/** Under the same id as before, by which its receiver knows it. Throws `not_found`. */
export async function sendWebhookAgain(rows: Rows, at: string, deliveryId: number): Promise<void> {
  const delivery = await findWebhookDelivery(rows, deliveryId);
  if (delivery === undefined) {
    throw new Problem("not_found", {
      en: "There is no such delivery.",
      de: "Diese Zustellung gibt es nicht.",
    });
  }
  await getWebhookEndpoint(rows, delivery.endpointId);
  await requeueWebhookDelivery(rows, deliveryId, at);
}
