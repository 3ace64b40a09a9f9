// The pages that are told of news right now: how many there may be, and how all of them end when the server stops.
import type { Response } from "express";

export const liveLimits = {
  /** Pages of one person; a browser has six connections for one site, and hidden pages let go of theirs. */
  streamsOfPersonMax: 6,
  streamsMax: 1_000,
  /** How often a stream says that it is there, and whether its reader may still see the page is looked up anew. */
  heartbeatMs: 20_000,
  /** News within this time are told as one. */
  gatherMs: 200,
};

export interface LiveStreams {
  /** Counts a stream until its connection ends. Answers false, and counts nothing, when there are too many. */
  open: (owner: string, response: Response) => boolean;
  /** Ends all streams and lets no more begin. */
  close: () => void;
}

export function openLiveStreams(limits = liveLimits): LiveStreams {
  const open = new Map<Response, string>();
  let isClosed = false;
  const countOf = (owner: string) => [...open.values()].filter((other) => other === owner).length;
  return {
    open: (owner, response) => {
      const isFull = open.size >= limits.streamsMax || countOf(owner) >= limits.streamsOfPersonMax;
      if (isClosed || isFull) return false;
      open.set(response, owner);
      response.once("close", () => open.delete(response));
      return true;
    },
    close: () => {
      isClosed = true;
      for (const response of open.keys()) response.end();
    },
  };
}
