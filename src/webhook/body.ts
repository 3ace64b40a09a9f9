// The body of a call as it streams in, counted against the limits before it is kept. Reads the network, writes nothing.
import type { Request } from "express";
import { Refusal } from "./refusal.ts";

/** Bytes that are being received right now, over all calls, and the most there may be; more are answered 503. */
export interface Load {
  load: { bytes: number };
  limits: { loadBytesMax: number };
}

export interface Meter {
  /** Counts bytes that came. Throws a Refusal beyond the limits. */
  take: (byteCount: number) => void;
  /** Call when the request is over. */
  release: () => void;
}

/** Refuses a body by the length that its call names, before any of it is read. `namedMax` is the limit that people are told. */
export function refuseTooLong(request: Request, bytesMax: number, namedMax = bytesMax): void {
  if (Number(request.get("content-length") ?? 0) > bytesMax) throw tooLong(namedMax);
}

/** Counts one body against its own limit and against that of everything received at the same moment. */
export function meterBody({ load, limits }: Load, bytesMax: number, namedMax = bytesMax): Meter {
  let taken = 0;
  return {
    take: (byteCount) => {
      taken += byteCount;
      load.bytes += byteCount;
      if (taken > bytesMax) throw tooLong(namedMax);
      if (load.bytes > limits.loadBytesMax) {
        throw new Refusal(503, "Too much mail at once. Please send it again.");
      }
    },
    release: () => {
      load.bytes -= taken;
      taken = 0;
    },
  };
}

/**
 * The whole body; `update` is given each piece before it is kept. Rejects with a Refusal: 413 too long, 503 too much at
 * once, 400 broken off.
 */
export async function readBody(
  request: Request,
  { take, release }: Meter,
  update: (chunk: Uint8Array) => void,
): Promise<Buffer> {
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

function tooLong(bytesMax: number): Refusal {
  return new Refusal(413, `This is larger than ${bytesMax} bytes, the most we take.`, true);
}
