// The one place where errors become responses.
import type express from "express";
import type { Logger } from "pino";
import { ApiRefusal, sendApiProblem } from "./api/api-problem.ts";
import type { InEveryLanguage } from "./domain/locale.ts";
import { Problem } from "./domain/problem.ts";
import { orUnavailable } from "./store/away.ts";
import type { Portal } from "./portal/portal.ts";
import { showProblem, statusOf } from "./portal/problem.ts";

/** A Problem is answered with its own words; anything else is a bug, told to the log and not to the visitor. */
export function answerFault(portal: Portal, log: Logger): express.ErrorRequestHandler {
  return async (fault: unknown, request, response, next) => {
    if (response.headersSent) {
      next(fault);
      return;
    }
    const problem = asProblem(orUnavailable(fault));
    if (problem === undefined || problem.code === "unavailable")
      log.error({ fault, method: request.method, route: request.path.split("/")[1] }, "failed");
    const status = problem === undefined ? 500 : statusOf(problem);
    const message = problem?.words ?? ourFault;
    if (status === 503) response.set("retry-after", "10");
    if (request.path.startsWith("/api/")) {
      sendApiProblem(response, new ApiRefusal(problem?.code ?? "internal", message.en));
      return;
    }
    if (/^\/(?:inbound|events)\//u.test(request.path)) response.status(status).json({ error: message.en });
    else await showProblem(portal, request, response, { status, message });
  };
}

const ourFault: InEveryLanguage = {
  en: "Something went wrong. It is in our log, and nothing was lost; please try again.",
  de: "Da ist etwas schiefgegangen. Es steht in unserem Protokoll, und nichts ist verloren; bitte versuchen Sie es noch einmal.",
};

/** What express itself refuses (a malformed URL or form) is the visitor's fault and says so. */
function asProblem(fault: unknown): Problem | undefined {
  if (fault instanceof Problem) return fault;
  if (!(fault instanceof Error) || !("status" in fault) || typeof fault.status !== "number") return undefined;
  if (fault.status === 413)
    return new Problem("too_large", {
      en: "This is larger than we can take.",
      de: "Das ist größer, als wir annehmen können.",
    });
  return fault.status >= 400 && fault.status < 500
    ? new Problem("invalid", {
        en: "This request is malformed.",
        de: "Diese Anfrage ist fehlerhaft.",
      })
    : undefined;
}
