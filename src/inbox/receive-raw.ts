// POST /inbound/raw: a message/rfc822 body from any mail server, its envelope in the query or in headers.
import type { Request, Response } from "express";
import { readBody } from "../webhook/body.ts";
import { checkCaller } from "../webhook/caller.ts";
import { Refusal } from "../webhook/refusal.ts";
import { requireEnvelope } from "./envelope.ts";
import { answerReceipt, meter, refuseTooLong, type Incoming, type Receiver } from "./receive.ts";

/**
 * Query `from`, `to` (repeatable), `spf`, `dkim`, `ip`, or headers `X-Envelope-From`, `X-Envelope-To` (comma-separated),
 * `X-Envelope-Spf`, `X-Envelope-Dkim`. Answers 200 stored or known, 400 no envelope or body, 401 no proof, 413 too large,
 * 415 another type, 503 try again.
 */
export function receiveRaw(receiver: Receiver, request: Request, response: Response): Promise<void> {
  return answerReceipt(receiver, request, response, () => readCall(receiver, request));
}

async function readCall(receiver: Receiver, request: Request): Promise<Incoming> {
  const check = checkCaller(receiver.checks, request);
  if (!request.is("message/rfc822"))
    throw new Refusal(415, "Send the email as a body of type message/rfc822.");
  refuseTooLong(receiver, request);
  const envelope = requireEnvelope(
    valueOf(request, "from", "x-envelope-from")[0],
    valueOf(request, "to", "x-envelope-to"),
    receiver.limits,
  );
  const raw = await readBody(request, meter(receiver), check.update);
  check.finish();
  if (raw.byteLength === 0) throw new Refusal(400, "The body is empty.");
  if (raw.byteLength > receiver.limits.emailBytesMax) {
    throw new Refusal(
      413,
      `This email is larger than ${receiver.limits.emailBytesMax} bytes, the most we take.`,
      true,
    );
  }
  const [spf] = valueOf(request, "spf", "x-envelope-spf");
  const [dkim] = valueOf(request, "dkim", "x-envelope-dkim");
  const [senderIp] = valueOf(request, "ip", "x-envelope-ip");
  return {
    source: "raw",
    raw,
    ...envelope,
    providerFields: {
      ...(spf === undefined ? {} : { spf }),
      ...(dkim === undefined ? {} : { dkim }),
      ...(senderIp === undefined ? {} : { senderIp }),
    },
  };
}

function valueOf(request: Request, queryName: string, headerName: string): string[] {
  const query = request.query[queryName];
  const fromQuery = (Array.isArray(query) ? query : [query]).filter((value) => typeof value === "string");
  if (fromQuery.length > 0) return fromQuery;
  const header = request.get(headerName);
  return header === undefined ? [] : header.split(",").map((value) => value.trim());
}
