// The endpoints of other programs that are told what happens. No row holds a secret: it is made from id, key and version.
import type { WebhookType } from "../domain/program.ts";
import type { Rows } from "./rows.ts";

export interface WebhookEndpointRow {
  id: number;
  url: string;
  keyId: number;
  version: number;
  wanted: WebhookType[];
  /** The one client of whom it hears; null: of all. */
  clientId: number | null;
  clientName: string | null;
  staffName: string;
  createdAt: string;
  pausedAt: string | null;
  pausedBy: "staff" | "gone" | null;
  removedAt: string | null;
}

type EndpointText = Omit<WebhookEndpointRow, "wanted"> & { wanted: string };

const endpointQuery = `select e.id, e.url, e.key_id as "keyId", e.version, e.wanted, e.client_id as "clientId",
  c.name as "clientName", s.name as "staffName", e.created_at as "createdAt", e.paused_at as "pausedAt",
  e.paused_by as "pausedBy", e.removed_at as "removedAt"
  from webhook_endpoints e join staff s on s.id = e.staff_id left join clients c on c.id = e.client_id`;

export async function recordWebhookEndpoint(
  rows: Rows,
  endpoint: Pick<WebhookEndpointRow, "url" | "keyId" | "wanted" | "clientId" | "createdAt"> & {
    staffId: number;
  },
): Promise<number> {
  const row = await rows.first<{ id: number }>(
    `insert into webhook_endpoints (url, key_id, wanted, client_id, staff_id, created_at)
     values (?, ?, ?, ?, ?, ?) returning id`,
    endpoint.url,
    endpoint.keyId,
    endpoint.wanted.join(" "),
    endpoint.clientId,
    endpoint.staffId,
    endpoint.createdAt,
  );
  return row!.id;
}

/** One that is there, or was. */
export async function findWebhookEndpoint(rows: Rows, id: number): Promise<WebhookEndpointRow | undefined> {
  const row = await rows.first<EndpointText>(`${endpointQuery} where e.id = ?`, id);
  return row && toEndpoint(row);
}

/** Those that are there, also while they are paused. */
export async function listWebhookEndpoints(rows: Rows): Promise<WebhookEndpointRow[]> {
  const found = await rows.all<EndpointText>(`${endpointQuery} where e.removed_at is null order by e.id`);
  return found.map(toEndpoint);
}

/** Who hears, in as little as it takes: asked for each event. */
export async function listListeners(
  rows: Rows,
): Promise<Pick<WebhookEndpointRow, "id" | "wanted" | "clientId">[]> {
  const found = await rows.all<{ id: number; wanted: string; clientId: number | null }>(
    `select id, wanted, client_id as "clientId" from webhook_endpoints where removed_at is null order by id`,
  );
  return found.map((row) => ({ ...row, wanted: row.wanted.split(" ") as WebhookType[] }));
}

/** Answers whether it was not paused before. */
export async function markWebhookEndpointPaused(
  rows: Rows,
  id: number,
  { at, by }: { at: string; by: "staff" | "gone" },
): Promise<boolean> {
  const count = await rows.run(
    "update webhook_endpoints set paused_at = ?, paused_by = ? where id = ? and paused_at is null",
    at,
    by,
    id,
  );
  return count > 0;
}

/** Answers whether it was paused before. */
export async function markWebhookEndpointResumed(rows: Rows, id: number): Promise<boolean> {
  const count = await rows.run(
    "update webhook_endpoints set paused_at = null, paused_by = null where id = ? and paused_at is not null",
    id,
  );
  return count > 0;
}

/** Answers whether it was there before. */
export async function markWebhookEndpointRemoved(rows: Rows, id: number, at: string): Promise<boolean> {
  const count = await rows.run(
    "update webhook_endpoints set removed_at = ? where id = ? and removed_at is null",
    at,
    id,
  );
  return count > 0;
}

function toEndpoint(row: EndpointText): WebhookEndpointRow {
  return { ...row, wanted: row.wanted.split(" ") as WebhookType[] };
}
