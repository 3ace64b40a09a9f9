// Refuses a call whose body may still be coming: answers at once, then reads on for a while and throws away what it reads.
import type { IncomingMessage, ServerResponse } from "node:http";

export interface DrainLimits {
  /** What is read and thrown away after a refusal; then the connection is cut. */
  drainBytesMax: number;
  drainMs: number;
}

/**
 * Answers with a JSON body and closes the connection once the caller has sent everything, or went beyond the limits.
 * Closing sooner would reset the connection under a caller that sends its whole body before it reads, and the reason
 * would be lost with it. Resolves when the answer has ended; never rejects. Source: RFC 9112, section 9.6.
 */
export async function answerAndDrain(
  request: IncomingMessage,
  response: ServerResponse,
  answer: { status: number; body: object },
  limits: DrainLimits,
): Promise<void> {
  const json = JSON.stringify(answer.body);
  response.statusCode = answer.status;
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.setHeader("content-length", Buffer.byteLength(json));
  response.setHeader("connection", "close");
  // Written here and ended below: Node closes the connection as soon as such an answer has ended.
  response.write(json);
  await drain(request, limits);
  response.end();
}

/** Resolves when the body has ended, broke off, or grew beyond the limits. */
function drain(request: IncomingMessage, { drainBytesMax, drainMs }: DrainLimits): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const finish = () => {
      clearTimeout(timer);
      request.off("data", count).off("end", finish).off("close", finish);
      resolve();
    };
    const count = (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > drainBytesMax) finish();
    };
    const timer = setTimeout(finish, drainMs);
    request.on("data", count).on("end", finish).on("close", finish).resume();
  });
}
