// A program that calls us with a token of its own.
import { makeApiToken } from "../../src/actions/make-api-token.ts";
import { scopes, type Scope } from "../../src/domain/program.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { startedAt, type App } from "../portal/app.ts";

/** JSON whose shape its test knows. */
// oxlint-disable-next-line typescript/no-explicit-any -- what came over the wire is looked into by name
export type AnyJson = Record<string, any>;

export interface Answered {
  status: number;
  headers: Headers;
  /** Whatever JSON came. */
  body: AnyJson;
}

export type Program = Awaited<ReturnType<typeof openProgram>>;

/** With every scope, made by Priya for all clients, unless it says otherwise. */
export async function openProgram(
  app: App,
  options: { scopes?: readonly Scope[]; clientId?: number; byStaffId?: number } = {},
) {
  const { apiTokenId } = await app.store.write((rows) =>
    makeApiToken(
      rows,
      startedAt,
      {
        name: "Time sheets",
        scopes: options.scopes ?? scopes,
        clientId: options.clientId ?? null,
        byStaffId: options.byStaffId ?? app.world.people.priya.id,
      },
      (id) => hashOf(app.portal.programs.tokenOf(id)),
    ),
  );
  const token = app.portal.programs.tokenOf(apiTokenId);
  return { apiTokenId, token, ...callerWith(app, token) };
}

export function callerWith(app: App, token: string | undefined) {
  const go = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const headers = new Headers(init.headers);
    if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
    const response = await fetch(`${app.url}/api/v1${path}`, { ...init, headers, redirect: "manual" });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? {} : (JSON.parse(text) as AnyJson),
    };
  };
  return {
    go,
    get: (path: string) => go(path),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      go(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  };
}
