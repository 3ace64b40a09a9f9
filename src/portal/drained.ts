// How a file is written out to a slow reader.
import { once } from "node:events";
import type { Response } from "express";

/**
 * Waits until a reader took what was written to them, so that a slow one holds one batch and not the whole file. Whoever went
 * away ends the wait. Leaves nothing listening, of which many batches would leave many.
 */
export async function drained(response: Response): Promise<void> {
  const ended = new AbortController();
  const { signal } = ended;
  const heard = ["drain", "close"].map((event) => once(response, event, { signal }));
  await Promise.race(heard);
  ended.abort();
  await Promise.allSettled(heard);
}
