// What the page of other programs shows: tokens with what each may do, endpoints with what they were told, and two forms.
import { scopes, webhookTypes } from "../domain/program.ts";
import { listApiTokens, type ApiTokenRow } from "../store/api-tokens.ts";
import { listClients } from "../store/clients.ts";
import { listWebhooksOf, type WebhookDeliveryRow } from "../store/webhook-deliveries.ts";
import { listWebhookEndpoints, type WebhookEndpointRow } from "../store/webhook-endpoints.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading, type SayToThem } from "./reading.ts";
import type { StaffVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

/** What somebody typed that could not be taken. */
export interface TypedProgram {
  what: "token" | "endpoint";
  name: string;
  url: string;
  chosen: readonly string[];
  clientId: string;
}

/** For how long a new token is shown to whoever made it; it cannot be had afterwards. */
export const tokenShownMs = 10 * 60_000;
const deliveriesShownMax = 10;

export async function readPrograms(portal: Portal, staff: StaffVisitor, made: unknown, typed?: TypedProgram) {
  const { store } = portal;
  const reading = readingOf(portal, staff);
  const tokens = await listApiTokens(store.read);
  const endpoints = await listWebhookEndpoints(store.read);
  const clients = (await listClients(store.read)).map(({ id, name }) => ({
    id,
    name,
    isChosen: typed?.clientId === String(id),
  }));
  const isChosen = (name: string) => typed?.chosen.includes(name) === true;
  return {
    title: reading.say("programs.title"),
    place: "programs" as const,
    made: findMade(portal, staff, tokens, made),
    tokens: tokens.map((row) => toTokenView(row, reading)),
    endpoints: await Promise.all(
      endpoints.map(async (row) =>
        toEndpointView(portal, row, await listWebhooksOf(store.read, row.id, deliveriesShownMax), reading),
      ),
    ),
    scopes: scopes.map((name) => ({ name, words: scopeWords(name, reading.say), isChosen: isChosen(name) })),
    types: webhookTypes.map((name) => ({
      name,
      words: typeWords(name, reading.say),
      isChosen: typed === undefined || isChosen(name),
    })),
    clients,
    typedName: typed?.name ?? "",
    typedUrl: typed?.url ?? "",
  };
}

/** The token that this very person made a moment ago. */
function findMade(portal: Portal, staff: StaffVisitor, tokens: readonly ApiTokenRow[], made: unknown) {
  const row = tokens.find(({ id }) => String(id) === made);
  if (row?.staffId !== staff.staffId) return null;
  if (portal.clock().getTime() - Date.parse(row.createdAt) > tokenShownMs) return null;
  return { name: row.name, token: portal.programs.tokenOf(row.id) };
}

function toTokenView(row: ApiTokenRow, reading: Reading) {
  return {
    id: row.id,
    name: row.name,
    client: row.clientName,
    maker: row.staffName,
    may: row.scopes.map((scope) => scopeWords(scope, reading.say)),
    used: row.lastUsedAt === null ? null : momentWords(row.lastUsedAt, reading),
  };
}

function toEndpointView(
  portal: Portal,
  row: WebhookEndpointRow,
  deliveries: readonly WebhookDeliveryRow[],
  reading: Reading,
) {
  const state = row.pausedAt === null ? "told" : row.pausedBy === "gone" ? "gone" : "paused";
  return {
    id: row.id,
    url: row.url,
    client: row.clientName,
    isPaused: row.pausedAt !== null,
    isGone: state === "gone",
    state: reading.say(`webhook-state.${state}`),
    wanted: row.wanted.map((type) => typeWords(type, reading.say)),
    secret: portal.programs.secretOf(row) ?? null,
    deliveries: deliveries.map((delivery) => toDeliveryView(delivery, reading)),
  };
}

function toDeliveryView(delivery: WebhookDeliveryRow, reading: Reading) {
  const { id, type, status, attempts, answerCode, fault } = delivery;
  const { say } = reading;
  return {
    id,
    type: typeWords(type, say),
    status: say(`webhook-status.${status}`),
    isFailed: status === "failed",
    created: momentWords(delivery.createdAt, reading),
    attempts,
    answer:
      answerCode !== null
        ? say("programs.answered", { code: String(answerCode) })
        : fault === null
          ? null
          : say("programs.fault", { fault: faultWords(fault, say) }),
    next: status === "queued" && attempts > 0 ? momentWords(delivery.nextAttemptAt, reading) : null,
    canSendAgain: status !== "sending" && (status !== "queued" || attempts > 0),
  };
}

/** Ours in words; those of Node (`ECONNREFUSED`) as whoever runs the other program would look them up. */
function faultWords(fault: string, say: SayToThem): string {
  const known = ["timeout", "private_address", "secret_gone"];
  return known.includes(fault) ? say(`webhook-fault.${fault.replace("_", "-")}`) : fault;
}

function scopeWords(scope: string, say: SayToThem): string {
  return say(`program-scope.${scope.replace(":", "-")}`);
}

function typeWords(type: string, say: SayToThem): string {
  return say(`webhook-type.${type.replaceAll(/[._]/gu, "-")}`);
}
