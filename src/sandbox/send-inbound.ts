// Sends what somebody wrote through the real webhook and waits until it was read. Writes nothing itself.
import type { Response } from "express";
import { inEnglish, Problem } from "../domain/problem.ts";
import { findPosted } from "./find-inbound.ts";
import { postInbound } from "./post-inbound.ts";
import type { SandboxParts } from "./sandbox.ts";
import type { SimulatedEmail } from "./simulator.ts";
import type { InboundCall } from "./situation.ts";
import type { AnsweredCall } from "./tries.ts";

/** How long a page waits for the email to be read; after that it says that it is being read. */
const waitMs = 8_000;

/** Posts the email and leads the browser to what became of it. Throws a Problem when the webhook does not take it. */
export async function sendAndShow(
  parts: SandboxParts,
  response: Response,
  email: SimulatedEmail,
): Promise<void> {
  const { status, answer } = await postInbound(parts.localUrl, email, parts.inboundToken);
  if (status !== 200) {
    const code = status === 413 ? "too_large" : "limit_reached";
    throw new Problem(code, inEnglish(`The webhook answered ${status}: ${wordsOf(answer)}`));
  }
  await settledFor(parts, waitMs);
  const row = await findPosted(parts.store.read, email);
  response.redirect(303, row === undefined ? "/sandbox" : `/sandbox/inbound/${row.id}`);
}

/** Posts several emails one after another and answers what the webhook said to each, also where it refused. */
export async function sendCalls(parts: SandboxParts, calls: readonly InboundCall[]): Promise<AnsweredCall[]> {
  const answers: { status: number; answer: string }[] = [];
  for (const { email } of calls) answers.push(await postInbound(parts.localUrl, email, parts.inboundToken));
  await settledFor(parts, waitMs);
  return Promise.all(
    calls.map(async ({ about, email }, index) => {
      const { status = 0, answer = "" } = answers[index] ?? {};
      const row = status === 200 ? await findPosted(parts.store.read, email) : undefined;
      return {
        about,
        envelopeTo: email.envelopeTo,
        sizeBytes: email.raw.byteLength,
        status,
        said: wordsOf(answer),
        inboundEmailId: row?.id,
      };
    }),
  );
}

/** Waits until the workers have nothing to do, at most so long. Answers whether they have. */
export async function settledFor(
  { settled }: Pick<SandboxParts, "settled">,
  timeMs: number,
): Promise<boolean> {
  return Promise.race([settled().then(() => true), pause(timeMs).then(() => false)]);
}

function pause(timeMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, timeMs).unref());
}

/** The webhook's sentence, what it stored, or the start of whatever else it said. */
function wordsOf(answer: string): string {
  try {
    const { error, stored } = JSON.parse(answer) as { error?: unknown; stored?: unknown };
    if (typeof error === "string") return error;
    if (typeof stored === "number") return stored > 0 ? "Stored." : "Known already, nothing was stored.";
  } catch {
    // Not JSON: shown as it is.
  }
  return answer.slice(0, 200);
}
