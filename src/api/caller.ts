// Which program calls: reads the token of a call, and what it lets it do. Notes once an hour that it was used.
import { timingSafeEqual } from "node:crypto";
import type { Request } from "express";
import { timestamp } from "../domain/clock.ts";
import type { Scope } from "../domain/program.ts";
import { findApiToken, markApiTokenUsed, type ApiTokenRow } from "../store/api-tokens.ts";
import type { Api } from "./api.ts";
import { ApiRefusal, nothingHere } from "./api-problem.ts";

export type Caller = ApiTokenRow;

/** The program that calls. Throws `unauthorized`, or `limit_reached` with Retry-After. */
export async function requireCaller(api: Api, request: Request): Promise<Caller> {
  const now = api.clock();
  const caller = await findCaller(api, request);
  if (caller === undefined) {
    refuseTooMany(api.refusedCap.take(request.ip ?? "", now));
    throw new ApiRefusal("unauthorized", "Send a token that is good: Authorization: Bearer inreply_…", {
      "www-authenticate": 'Bearer realm="Inreply"',
    });
  }
  refuseTooMany(api.callCap.take(`token ${caller.id}`, now));
  const hour = `${timestamp(now).slice(0, "2026-01-01T00".length)}:00:00.000Z`;
  if (caller.lastUsedAt !== hour) {
    await api.store.write((rows) => markApiTokenUsed(rows, caller.id, hour));
  }
  return caller;
}

/** Throws `not_allowed`, whatever the call is about, so that it tells nothing of what is there. */
export function requireScope(caller: Caller, scope: Scope): void {
  if (!caller.scopes.includes(scope)) {
    throw new ApiRefusal("not_allowed", `This token was not made for this: it lacks ${scope}.`, {
      "www-authenticate": `Bearer realm="Inreply", error="insufficient_scope", scope="${scope}"`,
    });
  }
}

/** Throws `not_found` where the token is for another client alone. */
export function requireSeen(caller: Caller, clientId: number): void {
  if (caller.clientId !== null && caller.clientId !== clientId) throw nothingHere();
}

/** RFC 6750 section 2.1. In no other place is a token looked for: URLs are written into logs. */
async function findCaller(api: Api, request: Request): Promise<Caller | undefined> {
  const token = /^Bearer +([A-Za-z0-9_]{1,100})$/iu.exec(request.get("authorization") ?? "")?.[1];
  const id = token === undefined ? undefined : api.readToken(token);
  if (token === undefined || id === undefined) return undefined;
  const row = await findApiToken(api.store.read, id);
  if (row === undefined || row.revokedAt !== null) return undefined;
  const [given, kept] = [Buffer.from(api.hashOf(token)), Buffer.from(row.secretHash)];
  return given.byteLength === kept.byteLength && timingSafeEqual(given, kept) ? row : undefined;
}

function refuseTooMany(waitMs: number): void {
  if (waitMs === 0) return;
  const seconds = String(Math.ceil(waitMs / 1000));
  throw new ApiRefusal("limit_reached", `Too many calls. Call again in ${seconds} seconds.`, {
    "retry-after": seconds,
  });
}
