// Sends a call and judges its answer: a status with a sentence, in time. What the server did with it later is not seen here.
import { request, type Agent } from "node:http";
import type { Call } from "./call.ts";

export interface CallAnswer {
  /** Undefined when there was none. */
  status: number | undefined;
  text: string;
  ms: number;
}

/** After this a call is given up. */
const patienceMs = 30_000;

export function sendCall(localUrl: string, agent: Agent, sent: Call): Promise<CallAnswer> {
  const { path, headers, body } = sent;
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const end = (status: number | undefined, text: string) =>
      resolve({ status, text, ms: performance.now() - startedAt });
    const call = request(
      `${localUrl}${path}`,
      { method: "POST", agent, headers: { ...headers, "content-length": body.byteLength } },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece: string) => (text += piece));
        response.once("end", () => end(response.statusCode, text));
        response.once("error", (fault) => end(undefined, fault.message));
      },
    );
    call.setTimeout(patienceMs, () => call.destroy(new Error("No answer.")));
    // A server may close a connection in the moment in which it is used again; then every caller calls anew.
    call.once("error", (fault) => {
      if (call.reusedSocket && /ECONNRESET|EPIPE|hang up/u.test(fault.message))
        sendCall(localUrl, agent, sent).then(resolve, () => end(undefined, fault.message));
      else end(undefined, fault.message);
    });
    call.end(body);
  });
}

/** What of the answer is not as it must be, a sentence each; and how many emails it says are stored. */
export function judgeAnswer(call: Call, { status, text }: CallAnswer): { wrong: string[]; stored: number } {
  if (status === undefined) return { wrong: [`There was no answer: ${text}`], stored: 0 };
  let body: { stored?: unknown; known?: unknown; recorded?: unknown; error?: unknown } = {};
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    return { wrong: [`The answer ${status} is not JSON: ${text.slice(0, 100)}`], stored: 0 };
  }
  if (status === 200) {
    const { stored, known, recorded } = body;
    // Every mail has a recipient, for whom it is new or known.
    const isCounted = call.path.startsWith("/events/")
      ? typeof recorded === "number"
      : Number(stored) + Number(known) > 0;
    return {
      wrong: isCounted ? [] : [`The answer 200 counts nothing: ${text}`],
      stored: Number(stored ?? 0),
    };
  }
  const wrong: string[] = [];
  if (status < 400) wrong.push(`The answer is ${status}.`);
  if (typeof body.error !== "string" || !/^\p{Lu}.*\.$/su.test(body.error))
    wrong.push(`The answer ${status} says no sentence: ${text.slice(0, 200)}`);
  // A call with a good proof is never our fault, so that nobody has to send it again.
  if (status >= 500 && call.isProved) wrong.push(`The answer is ${status}: ${String(body.error)}`);
  // Providers send nothing again that was refused.
  else if (call.isProved && call.mustBeTaken)
    wrong.push(`An email is refused: ${status} ${String(body.error)}`);
  return { wrong, stored: 0 };
}
