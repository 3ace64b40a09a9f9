// Answers a call of a webhook that was not taken, and puts what staff should know of on record. Writes intake faults.
import type { Request, Response } from "express";
import type { Logger } from "pino";
import { timestamp, type Clock } from "../domain/clock.ts";
import type { Store } from "../store/database.ts";
import { recordIntakeFault } from "../store/intake-faults.ts";
import { answerAndDrain, type DrainLimits } from "./answer-and-drain.ts";
import { Refusal } from "./refusal.ts";

export interface RefusingParts {
  store: Store;
  clock: Clock;
  log: Logger;
  limits: DrainLimits;
}

/**
 * Answers a Refusal with its status and sentence. Anything else is a fault of ours: 503 with the sentence `notStored`, so
 * that the provider tries again. Never rejects.
 */
export async function refuseCall(
  parts: RefusingParts,
  request: Request,
  response: Response,
  fault: unknown,
  notStored: string,
): Promise<void> {
  const { log } = parts;
  const isRefusal = fault instanceof Refusal;
  const status = isRefusal ? fault.status : 503;
  const error = isRefusal ? fault.message : notStored;
  if (isRefusal) log.warn({ status, error, route: request.path }, "refused");
  else log.error({ fault, route: request.path }, "not stored");
  if (status === 503) response.setHeader("retry-after", "30");
  if (status === 401) response.setHeader("www-authenticate", 'Basic realm="Inreply"');
  const answered = answerAndDrain(request, response, { status, body: { error } }, parts.limits);
  if (!isRefusal || fault.isShown) await recordRefusal(parts, request, error);
  await answered;
}

async function recordRefusal(
  { store, clock, log }: RefusingParts,
  request: Request,
  error: string,
): Promise<void> {
  try {
    await store.write((rows) => recordIntakeFault(rows, request.path, error, 1, timestamp(clock())));
  } catch (storeFault) {
    // The caller was answered 5xx and keeps what it brings; that the desk does not show it is in the log at least.
    log.error({ fault: storeFault }, "refusal not recorded");
  }
}
