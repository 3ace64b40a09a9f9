// Caps how many links with a made-up secret one network may open. Links of ours always open, so nobody is locked out by it.
import type { Request, Response } from "express";
import { Problem } from "../domain/problem.ts";
import type { Portal } from "./portal.ts";

/** Counts a link whose secret is none of ours. Throws `limit_reached`, with Retry-After, once there were too many. */
export function countGuess(portal: Portal, request: Request, response: Response): void {
  const waitMs = portal.linkCap.take(request.ip ?? "", portal.clock());
  if (waitMs === 0) return;
  response.set("retry-after", String(Math.ceil(waitMs / 1000)));
  const minutes = Math.ceil(waitMs / 60_000);
  throw new Problem("limit_reached", {
    en: `Too many links that are not ours were opened from your network within an hour. Those in our emails still work; please try others again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
    de: `Aus Ihrem Netz wurden innerhalb einer Stunde zu viele Links geöffnet, die nicht von uns sind. Die Links in unseren E-Mails funktionieren weiterhin; andere versuchen Sie bitte in ${minutes === 1 ? "einer Minute" : `${minutes} Minuten`} wieder.`,
  });
}
