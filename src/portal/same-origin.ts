// Tells forms sent from our own pages from those another website makes a browser send. Reads two headers.
import type { Request } from "express";

/**
 * Whether this request comes from one of our pages, or from no browser at all. Browsers say so in Sec-Fetch-Site (W3C
 * Fetch Metadata, sent on https and on this machine) and in Origin (RFC 6454); a caller that sends neither is no browser
 * and carries no cookies of ours against somebody's will.
 */
export function isSameOrigin(request: Request, baseUrl: string): boolean {
  const site = request.get("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  const origin = request.get("origin");
  if (origin === undefined) return true;
  // The host header counts as well as the setting, so that 127.0.0.1 and localhost both work.
  return origin === new URL(baseUrl).origin || origin === `${request.protocol}://${request.get("host")}`;
}
