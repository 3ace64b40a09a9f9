// What a call is answered that cannot be done: RFC 9457, with the codes of our own refusals.
import { STATUS_CODES } from "node:http";
import type { Response } from "express";
import { Problem, problemStatuses, type ProblemCode } from "../domain/problem.ts";

type RefusalCode = ProblemCode | "unauthorized" | "unsupported" | "idempotency_key_reused" | "internal";

const statuses: Record<RefusalCode, number> = {
  ...problemStatuses,
  unauthorized: 401,
  unsupported: 415,
  idempotency_key_reused: 422,
  internal: 500,
};

/** A refusal that only programs meet. */
export class ApiRefusal extends Error {
  readonly code: RefusalCode;
  readonly headers: Record<string, string>;

  constructor(code: RefusalCode, detail: string, headers: Record<string, string> = {}) {
    super(detail);
    this.name = "ApiRefusal";
    this.code = code;
    this.headers = headers;
  }
}

/** The same for what is not there and for what this token does not see. */
export function nothingHere(): ApiRefusal {
  return new ApiRefusal("not_found", "There is nothing at this address, or not for this token.");
}

/** Sends a refusal; false, and nothing is sent, for what is none. */
export function sendRefusal(response: Response, fault: unknown): boolean {
  const refusal = asRefusal(fault);
  if (refusal === undefined) return false;
  sendApiProblem(response, refusal);
  return true;
}

export function sendApiProblem(response: Response, { code, message, headers }: ApiRefusal): void {
  const status = statuses[code];
  const again = status === 503 ? { "retry-after": "10" } : {};
  response
    .status(status)
    .set({ "cache-control": "no-store", ...again, ...headers })
    .type("application/problem+json")
    .send(
      JSON.stringify({
        type: `urn:inreply:problem:${code}`,
        title: STATUS_CODES[status],
        status,
        detail: message,
        code,
      }),
    );
}

function asRefusal(fault: unknown): ApiRefusal | undefined {
  if (fault instanceof ApiRefusal) return fault;
  if (fault instanceof Problem) {
    return fault.code === "not_found" ? nothingHere() : new ApiRefusal(fault.code, fault.message);
  }
  return undefined;
}
