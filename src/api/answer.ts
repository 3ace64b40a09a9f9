// Every call comes in here: who calls, what it may, and what it is answered, always as JSON.
import type { Request, Response } from "express";
import { ApiRefusal, nothingHere, sendApiProblem, sendRefusal } from "./api-problem.ts";
import type { Api } from "./api.ts";
import { requireCaller, requireScope, type Caller } from "./caller.ts";
import type { Scope } from "../domain/program.ts";
import { orUnavailable } from "../store/away.ts";

export interface Call {
  api: Api;
  caller: Caller;
  request: Request;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body: Record<string, unknown>;
}

/** A handler that answers what `work` does for a program with this scope. Sets no cookie and lets no other website's page read. */
export function answering(
  api: Api,
  scope: Scope,
  work: (call: Call) => Promise<Answer>,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    try {
      const caller = await requireCaller(api, request);
      requireScope(caller, scope);
      const { status = 200, headers = {}, body } = await work({ api, caller, request });
      response.status(status).set({ "cache-control": "no-store", ...headers });
      response.json(body);
    } catch (fault) {
      const known = orUnavailable(fault);
      if (known !== fault) api.log.error({ fault, method: request.method }, "database away");
      if (response.headersSent || sendRefusal(response, known)) return;
      api.log.error({ fault, method: request.method }, "call failed");
      sendApiProblem(
        response,
        new ApiRefusal("internal", "Something went wrong on our side; nothing was lost."),
      );
    }
  };
}

/** What is under /api and no call of ours, for whoever asks. */
export function refuseUnknownCall(_request: Request, response: Response): void {
  sendApiProblem(response, nothingHere());
}
