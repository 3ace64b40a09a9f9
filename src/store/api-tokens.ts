// The tokens with which other programs call us. A row proves a token by its hash and yields none.
import type { Scope } from "../domain/program.ts";
import type { Rows } from "./rows.ts";

export interface ApiTokenRow {
  id: number;
  name: string;
  secretHash: string;
  scopes: Scope[];
  /** The one client that it sees; null: all of them. */
  clientId: number | null;
  clientName: string | null;
  /** Who made it, as whom it writes. */
  staffId: number;
  staffName: string;
  createdAt: string;
  /** To the hour. */
  lastUsedAt: string | null;
  revokedAt: string | null;
}

type ApiTokenJson = Omit<ApiTokenRow, "scopes"> & { scopes: string };

const tokenQuery = `select k.id, k.name, k.secret_hash as "secretHash", k.scopes, k.client_id as "clientId",
  c.name as "clientName", k.staff_id as "staffId", s.name as "staffName", k.created_at as "createdAt",
  k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"
  from api_tokens k join staff s on s.id = k.staff_id left join clients c on c.id = k.client_id`;

/** Answers its id, from which its secret is made; its hash is still to be set. */
export async function recordApiToken(
  rows: Rows,
  token: Pick<ApiTokenRow, "name" | "scopes" | "clientId" | "staffId" | "createdAt">,
): Promise<number> {
  const row = await rows.first<{ id: number }>(
    `insert into api_tokens (name, secret_hash, scopes, client_id, staff_id, created_at)
     values (?, '', ?, ?, ?, ?) returning id`,
    token.name,
    token.scopes.join(" "),
    token.clientId,
    token.staffId,
    token.createdAt,
  );
  return row!.id;
}

export async function markApiTokenHash(rows: Rows, id: number, secretHash: string): Promise<void> {
  await rows.run("update api_tokens set secret_hash = ? where id = ?", secretHash, id);
}

export async function findApiToken(rows: Rows, id: number): Promise<ApiTokenRow | undefined> {
  const row = await rows.first<ApiTokenJson>(`${tokenQuery} where k.id = ?`, id);
  return row && toApiToken(row);
}

/** All that were ever made, the newest first. */
/** All that hold. */
export async function listApiTokens(rows: Rows): Promise<ApiTokenRow[]> {
  const found = await rows.all<ApiTokenJson>(`${tokenQuery} where k.revoked_at is null order by k.id desc`);
  return found.map(toApiToken);
}

export async function markApiTokenUsed(rows: Rows, id: number, at: string): Promise<void> {
  await rows.run("update api_tokens set last_used_at = ? where id = ?", at, id);
}

/** Answers whether it was good until now. */
export async function markApiTokenRevoked(rows: Rows, id: number, at: string): Promise<boolean> {
  const count = await rows.run(
    "update api_tokens set revoked_at = ? where id = ? and revoked_at is null",
    at,
    id,
  );
  return count > 0;
}

function toApiToken(row: ApiTokenJson): ApiTokenRow {
  return { ...row, scopes: row.scopes.split(" ") as Scope[] };
}
