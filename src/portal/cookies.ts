// The cookies of a browser: who is signed in, which task links it holds, where it wanted to go, and whose its forms are.
import { parseCookie } from "cookie";
import type { Request, Response } from "express";
import type { Portal } from "./portal.ts";

/**
 * `sign-in` holds a random secret, `links` the tokens of task links, `next` the page to open after signing in, and `form` a
 * random secret to which the forms of a browser that is not signed in are bound.
 */
export type CookieKind = "sign-in" | "links" | "next" | "form";

const baseNames: Record<CookieKind, string> = {
  "sign-in": "inreply",
  links: "inreply-links",
  next: "inreply-next",
  form: "inreply-form",
};

/** The value of one of our cookies; undefined when the browser sent none. */
export function findCookie(portal: Portal, request: Request, kind: CookieKind): string | undefined {
  const header = request.get("cookie");
  return header === undefined ? undefined : parseCookie(header)[cookieName(portal, kind)];
}

/**
 * Sets a cookie that scripts cannot read. Lax and not Strict: arriving from a link in an email must find the sign-in.
 * On https the name begins with `__Host-`, which keeps other hosts of the domain from setting it (RFC 6265bis 4.1.3.2).
 */
export function setCookie(
  portal: Portal,
  response: Response,
  kind: CookieKind,
  value: string,
  maxAgeMs: number,
): void {
  response.cookie(cookieName(portal, kind), value, { ...attributes(portal), maxAge: maxAgeMs });
}

export function clearCookie(portal: Portal, response: Response, kind: CookieKind): void {
  response.clearCookie(cookieName(portal, kind), attributes(portal));
}

function cookieName(portal: Portal, kind: CookieKind): string {
  return isHttps(portal) ? `__Host-${baseNames[kind]}` : baseNames[kind];
}

function attributes(portal: Portal) {
  return { httpOnly: true, secure: isHttps(portal), sameSite: "lax", path: "/" } as const;
}

function isHttps(portal: Portal): boolean {
  return portal.installation.baseUrl.startsWith("https:");
}
