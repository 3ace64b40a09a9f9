// Claims what endpoints are to be told, calls each, and records what became of it: at least once, with longer and longer waits.
import { pauseWebhookEndpoint } from "../actions/pause-webhook-endpoint.ts";
import { timestamp } from "../domain/clock.ts";
import { leaseMs } from "../store/leases.ts";
import {
  claimWebhookDeliveries,
  forgetWebhooksBefore,
  hasClaimableWebhookDeliveries,
  markWebhookEnded,
  markWebhookRetry,
  releaseWebhookLeases,
  renewWebhookLease,
  type WebhookDeliveryRow,
} from "../store/webhook-deliveries.ts";
import type { Rows } from "../store/rows.ts";
import { findWebhookEndpoint } from "../store/webhook-endpoints.ts";
import { webhookSecret } from "../threading/program-token.ts";
import { postWebhook, type CallOutcome } from "./post-webhook.ts";
import {
  answerTimeoutMs,
  firstWebhookRetryMs,
  longestWebhookRetryMs,
  webhookAttemptsMax,
  webhookDays,
  type Programs,
} from "./programs.ts";
import { webhookHeaders } from "./sign-webhook.ts";
import { composeWebhook } from "./webhook-body.ts";

/** Takes what is due for this worker, which keeps what it is still telling. */
export async function claimDueWebhooks(
  programs: Programs,
  countMax: number,
  running: readonly WebhookDeliveryRow[],
): Promise<WebhookDeliveryRow[]> {
  const { store, clock } = programs;
  const now = timestamp(clock());
  if (!(await hasClaimableWebhookDeliveries(store.read, now))) return [];
  return store.write(async (rows) => {
    for (const delivery of running) await renewWebhookLease(rows, delivery, leasedUntil(programs));
    await releaseWebhookLeases(rows, now);
    return claimWebhookDeliveries(rows, countMax, now, leasedUntil(programs));
  });
}

/** Keeps hold of what is still being told. Does not throw: at worst another worker tells it once more. */
export async function renewWebhooks(
  programs: Programs,
  running: readonly WebhookDeliveryRow[],
): Promise<void> {
  try {
    await programs.store.write(async (rows) => {
      for (const delivery of running) await renewWebhookLease(rows, delivery, leasedUntil(programs));
    });
  } catch (fault) {
    programs.log.error({ fault }, "webhook leases not renewed");
  }
}

function leasedUntil({ clock }: Programs): string {
  return timestamp(new Date(clock().getTime() + leaseMs));
}

/** `skipped`: there is nothing to tell any more. */
type Outcome = CallOutcome | { kind: "skipped" };

/** Tells one that was claimed and records what became of it. Does not throw: a lease that runs out frees it. */
export async function deliverWebhook(programs: Programs, delivery: WebhookDeliveryRow): Promise<void> {
  const { id, endpointId, type, attempts } = delivery;
  try {
    const outcome = await tell(programs, delivery);
    programs.log.info({ webhook: id, endpoint: endpointId, type, attempt: attempts, ...outcome }, "told");
    await recordOutcome(programs, delivery, outcome);
  } catch (fault) {
    programs.log.error({ fault, webhook: id }, "webhook not told");
  }
}

async function tell(programs: Programs, delivery: WebhookDeliveryRow): Promise<Outcome> {
  const { store, keys, clock, isSandbox, resolveHost } = programs;
  const endpoint = await findWebhookEndpoint(store.read, delivery.endpointId);
  if (endpoint === undefined || endpoint.removedAt !== null) return { kind: "skipped" };
  const content = await composeWebhook(store.read, delivery, endpoint);
  if (content === undefined) return { kind: "skipped" };
  const secret = webhookSecret(keys, endpoint);
  if (secret === undefined) return { kind: "failed", fault: "secret_gone" };
  const body = JSON.stringify(content);
  const headers = webhookHeaders(secret, { id: webhookIdOf(delivery), at: clock(), body });
  const call = { url: endpoint.url, body, headers: { ...headers, "user-agent": "Inreply" } };
  return postWebhook({ isSandbox, timeoutMs: answerTimeoutMs, resolveHost }, call);
}

/** By which a receiver knows what it was told before: the same at each attempt, and when staff send it again. */
function webhookIdOf({ id, eventId }: WebhookDeliveryRow): string {
  return eventId === null ? `test_${id}` : `evt_${eventId}`;
}

async function recordOutcome(
  programs: Programs,
  delivery: WebhookDeliveryRow,
  outcome: Outcome,
): Promise<void> {
  const now = programs.clock();
  const at = timestamp(now);
  const answer = {
    answerCode: outcome.kind === "answered" ? outcome.status : null,
    fault: outcome.kind === "failed" ? outcome.fault : null,
  };
  await programs.store.write(async (rows) => {
    const status = await statusAfter(rows, delivery, outcome);
    if (status === "queued") {
      const nextAttemptAt = timestamp(new Date(now.getTime() + waitMs(delivery, outcome)));
      return markWebhookRetry(rows, delivery, { ...answer, nextAttemptAt });
    }
    await markWebhookEnded(rows, delivery, { ...answer, status, at });
    if (status === "failed" && isGone(outcome))
      await pauseWebhookEndpoint(rows, at, { endpointId: delivery.endpointId, byStaffId: null });
  });
}

async function statusAfter(
  rows: Rows,
  { endpointId, attempts }: WebhookDeliveryRow,
  outcome: Outcome,
): Promise<"queued" | "delivered" | "failed" | "skipped"> {
  if (outcome.kind === "skipped") return "skipped";
  if (outcome.kind === "answered" && outcome.status >= 200 && outcome.status < 300) return "delivered";
  // Taken off while it was called: nothing is told there any more.
  if ((await findWebhookEndpoint(rows, endpointId))?.removedAt !== null) return "skipped";
  return isGone(outcome) || attempts >= webhookAttemptsMax ? "failed" : "queued";
}

/** 410 says that nobody is there any more (Standard Webhooks, “Disabling endpoints”). */
function isGone(outcome: Outcome): boolean {
  return outcome.kind === "answered" && outcome.status === 410;
}

/** Never before the other side said, as far as it is not absurd, and never sooner than our own delay. */
function waitMs({ attempts }: WebhookDeliveryRow, outcome: Outcome): number {
  const asked = outcome.kind === "answered" ? (outcome.retryAfterMs ?? 0) : 0;
  return Math.max(Math.min(asked, longestWebhookRetryMs), webhookRetryMs(attempts, Math.random()));
}

/** Doubles from half a minute to eight hours, less up to a quarter by `jitter` (0 to 1) so that retries spread out. */
export function webhookRetryMs(attempts: number, jitter: number): number {
  const delayMs = Math.min(firstWebhookRetryMs * 2 ** Math.max(attempts - 1, 0), longestWebhookRetryMs);
  return Math.round(delayMs * (1 - jitter / 4));
}

const forgottenAtOnce = 500;

/** Forgets what was told, or could not be, longer ago than `webhookDays`. Answers how many, none when all are newer. */
export async function forgetWebhooks({ store, clock }: Programs): Promise<number> {
  const before = timestamp(new Date(clock().getTime() - webhookDays * 86_400_000));
  return store.write((rows) => forgetWebhooksBefore(rows, before, forgottenAtOnce));
}
