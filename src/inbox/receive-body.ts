// The bytes of a call's body, within the limits on one call and on all calls at the moment. Reads the request.
import type { Request } from "express";
import { meter, type Receiver } from "./receive.ts";
import { Refusal } from "./refusal.ts";

/** Hands each piece to `update` as it comes. Rejects with a Refusal: 413 too long, 503 too much at once, 400 broken off. */
export async function receiveBody(
  receiver: Receiver,
  request: Request,
  update: (chunk: Uint8Array) => void,
): Promise<Buffer> {
  const { take, release } = meter(receiver);
  const chunks: Buffer[] = [];
  try {
    // Not destroyed when it is refused halfway: what still comes is drained then.
    const pieces: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
    for await (const chunk of pieces) {
      take(chunk.byteLength);
      update(chunk);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (fault) {
    if (!(fault instanceof Refusal) && request.errored !== null)
      throw new Refusal(400, "The call broke off before its end.");
    throw fault;
  } finally {
    release();
  }
}
