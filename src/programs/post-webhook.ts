// Makes one call to an endpoint: over https to a public address, without following where it is sent, and waiting for the head of
// the answer alone.
import { request as requestHttp, type ClientRequest, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { isLoopbackHttp } from "../domain/program.ts";
import { codeOf } from "../domain/fault.ts";
import { PrivateAddress, publicLookup, requirePublicHost, type ResolveHost } from "./public-address.ts";

export interface WebhookCall {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** `kind: "answered"` with whatever status; `failed` with a code of ours or of Node's. */
export type CallOutcome =
  | { kind: "answered"; status: number; retryAfterMs: number | null }
  | { kind: "failed"; fault: string };

export interface CallParts {
  isSandbox: boolean;
  timeoutMs: number;
  resolveHost?: ResolveHost | undefined;
}

/** Does not throw. What the answer says beyond its head is not read. */
export async function postWebhook(parts: CallParts, call: WebhookCall): Promise<CallOutcome> {
  try {
    const answer = await send(parts, call);
    const { statusCode = 0, headers } = answer;
    answer.destroy();
    return { kind: "answered", status: statusCode, retryAfterMs: waitOf(headers["retry-after"]) };
  } catch (fault) {
    return { kind: "failed", fault: faultCode(fault) };
  }
}

function send({ isSandbox, timeoutMs, resolveHost }: CallParts, call: WebhookCall): Promise<IncomingMessage> {
  const url = new URL(call.url);
  const body = Buffer.from(call.body, "utf8");
  const isOwnMachine = isSandbox && isLoopbackHttp(url);
  if (!isOwnMachine) {
    if (url.protocol !== "https:") throw new PrivateAddress("Only https is called.");
    requirePublicHost(url);
  }
  const options = {
    method: "POST",
    headers: { ...call.headers, "content-type": "application/json", "content-length": body.byteLength },
    // A connection of its own, whose address was looked at; none that was kept from an earlier call.
    agent: false as const,
    signal: AbortSignal.timeout(timeoutMs),
    maxHeaderSize: 16_384,
    ...(isOwnMachine ? {} : { lookup: publicLookup(resolveHost) }),
  };
  return new Promise((resolve, reject) => {
    const request: ClientRequest = isOwnMachine ? requestHttp(url, options) : requestHttps(url, options);
    request.once("response", resolve);
    // Else nothing would ever tell that the call is over.
    request.once("upgrade", (answer, socket) => {
      socket.destroy();
      resolve(answer);
    });
    // Heard also after the answer: ending a call in the middle of it is a fault of the socket.
    request.on("error", reject);
    request.end(body);
  });
}

/** Seconds only (RFC 9110 section 10.2.3); what names a date is left aside. */
function waitOf(retryAfter: string | undefined): number | null {
  return retryAfter !== undefined && /^\d{1,6}$/u.test(retryAfter) ? Number(retryAfter) * 1000 : null;
}

function faultCode(fault: unknown): string {
  if (fault instanceof PrivateAddress) return "private_address";
  if (fault instanceof Error && (fault.name === "TimeoutError" || fault.name === "AbortError"))
    return "timeout";
  return codeOf(fault) ?? "unknown";
}
