// Takes a token back: what calls with it is refused from now on. Writes its row and an event.
import { Problem } from "../domain/problem.ts";
import { findApiToken, markApiTokenRevoked } from "../store/api-tokens.ts";
import { recordEvent } from "../store/events.ts";
import type { Rows } from "../store/rows.ts";

/** Again changes nothing. Throws `not_found`. */
export async function revokeApiToken(
  rows: Rows,
  at: string,
  { apiTokenId, byStaffId }: { apiTokenId: number; byStaffId: number },
): Promise<void> {
  if ((await findApiToken(rows, apiTokenId)) === undefined) {
    throw new Problem("not_found", { en: "There is no such token.", de: "Diesen Schlüssel gibt es nicht." });
  }
  if (!(await markApiTokenRevoked(rows, apiTokenId, at))) return;
  const actor = { kind: "staff", id: byStaffId } as const;
  await recordEvent(rows, { type: "api_token.revoked", actor, at, payload: { apiTokenId } });
}
