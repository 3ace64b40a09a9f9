// Makes a token with which another program calls us. Writes its row, with its hash alone, and an event.
import { apiTokensMax, requireProgramName, requireScopes } from "../domain/program.ts";
import { Problem, readAbout } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { listApiTokens, markApiTokenHash, recordApiToken } from "../store/api-tokens.ts";
import { getClient } from "../store/clients.ts";
import type { Rows } from "../store/rows.ts";

/**
 * `hashOfToken` makes the token of a row's id and answers its hash. What the program writes is posted as the staff member who
 * made it. Throws `invalid` for what was typed, `not_found` for an unknown client.
 */
export async function makeApiToken(
  rows: Rows,
  at: string,
  input: { name: string; scopes: readonly string[]; clientId: number | null; byStaffId: number },
  hashOfToken: (apiTokenId: number) => string,
): Promise<{ apiTokenId: number }> {
  const name = readAbout("name", () => requireProgramName(input.name));
  const scopes = readAbout("scope", () => requireScopes(input.scopes));
  const { clientId, byStaffId } = input;
  if ((await listApiTokens(rows)).length >= apiTokensMax) {
    throw new Problem("limit_reached", {
      en: `There are ${apiTokensMax} tokens already. Take one back that no program uses first.`,
      de: `Es gibt schon ${apiTokensMax} Token. Nehmen Sie zuerst eines zurück, das kein Programm mehr benutzt.`,
    });
  }
  if (clientId !== null) await getClient(rows, clientId);
  const token = { name, scopes, clientId, staffId: byStaffId, createdAt: at };
  const apiTokenId = await recordApiToken(rows, token);
  await markApiTokenHash(rows, apiTokenId, hashOfToken(apiTokenId));
  await recordEvent(rows, {
    type: "api_token.made",
    actor: { kind: "staff", id: byStaffId },
    at,
    payload: { apiTokenId, name, scopes, clientId },
  });
  return { apiTokenId };
}
