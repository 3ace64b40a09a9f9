// The token that every form of ours holds, bound to the browser that it is shown to. Reads and sets cookies.
import { randomBytes } from "node:crypto";
import type { Request, Response } from "express";
import { findCookie, setCookie } from "./cookies.ts";
import type { Portal } from "./portal.ts";

/** The name of the hidden field. */
export const formTokenField = "form-token";

/** How long a browser that is not signed in is known by its own cookie. */
const formCookieMs = 30 * 86_400_000;

/**
 * The token for the forms of this answer. Bound to the sign-in by the secret of its cookie; whoever is not signed in gets
 * a cookie for it, once for each browser.
 */
export function formTokenFor(portal: Portal, response: Response): string {
  const known = subjectOf(portal, response.req) ?? subjects.get(response);
  if (known !== undefined) return portal.formTokenOf(known);
  const cookie = randomBytes(32).toString("base64url");
  setCookie(portal, response, "form", cookie, formCookieMs);
  subjects.set(response, browserSubject(cookie));
  return portal.formTokenOf(browserSubject(cookie));
}

/** The token for the form on the page of an emailed link. */
export function linkFormToken(portal: Portal, linkToken: string): string {
  return portal.formTokenOf(linkSubject(linkToken));
}

/** Browsers that were given their cookie by the answer that is being written. */
const subjects = new WeakMap<Response, string>();

/** To what the forms of this browser are bound: its sign-in or, without one, its own cookie; undefined when it has neither. */
export function subjectOf(portal: Portal, request: Request): string | undefined {
  const signIn = findCookie(portal, request, "sign-in");
  if (signIn !== undefined && signIn !== "") return `sign-in:${signIn}`;
  const browser = findCookie(portal, request, "form");
  return browser === undefined || browser === "" ? undefined : browserSubject(browser);
}

function browserSubject(cookie: string): string {
  return `browser:${cookie}`;
}

/** To what the form on the page of an emailed link is bound. */
export function linkSubject(linkToken: string): string {
  return `link:${linkToken}`;
}
