// Sends what somebody wrote through the real webhook and waits until it was read. Writes nothing itself.
import type { Response } from "express";
import { Problem } from "../domain/problem.ts";
import { findPosted } from "./find-inbound.ts";
import { postInbound } from "./post-inbound.ts";
import type { SandboxParts } from "./sandbox.ts";
import type { SimulatedEmail } from "./simulator.ts";

/** How long a page waits for the email to be read; after that it says that it is being read. */
const waitMs = 8_000;

/** Posts the email and leads the browser to what became of it. Throws a Problem when the webhook does not take it. */
export async function sendAndShow(
  parts: SandboxParts,
  response: Response,
  email: SimulatedEmail,
): Promise<void> {
  const { status, answer } = await postInbound(parts.localUrl, email, parts.inboundToken);
  if (status !== 200)
    throw new Problem("limit_reached", `The webhook answered ${status}: ${wordsOf(answer)}`);
  await Promise.race([parts.settled(), pause()]);
  const row = await findPosted(parts.store.read, email);
  response.redirect(303, row === undefined ? "/sandbox" : `/sandbox/inbound/${row.id}`);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, waitMs).unref());
}

/** The webhook's sentence, or the start of whatever else it said. */
function wordsOf(answer: string): string {
  try {
    const { error } = JSON.parse(answer) as { error?: unknown };
    if (typeof error === "string") return error;
  } catch {
    // Not JSON: shown as it is.
  }
  return answer.slice(0, 200);
}
