// Signing in and out: asks for an emailed link, redeems it by a button, ends it. No password, and no answer to a GET.
import { randomBytes } from "node:crypto";
import type { Request, Response } from "express";
import { endSignIn } from "../actions/end-sign-in.ts";
import { redeemSignIn } from "../actions/redeem-sign-in.ts";
import { requestSignIn } from "../actions/request-sign-in.ts";
import { isAddress, normalizeAddress } from "../domain/address.ts";
import { timestamp } from "../domain/clock.ts";
import { signInDays, signInLinkMinutes } from "../domain/sign-in.ts";
import { findSignInByToken } from "../store/sign-ins.ts";
import { clearCookie, findCookie, setCookie } from "./cookies.ts";
import { formOf } from "./form.ts";
import { linkFormToken } from "./form-token.ts";
import { countGuess } from "./link-guesses.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { safeReturnPath } from "./return-path.ts";
import { findVisitor } from "./visitor.ts";

const nextCookieMs = 60 * 60_000;

/** GET /sign-in: asks for an address, or says that the link is on its way. */
export async function showSignIn(portal: Portal, request: Request, response: Response): Promise<void> {
  const next = typeof request.query["next"] === "string" ? request.query["next"] : "/";
  await showForm(portal, request, response, { isSent: request.query["sent"] !== undefined, next });
}

/**
 * POST /sign-in: the same answer whoever's address it is, so that the form tells nobody who is known here. 422 for what is
 * no address, 429 when too many links were asked for from where this comes from.
 */
export async function askForSignIn(portal: Portal, request: Request, response: Response): Promise<void> {
  const form = formOf(request);
  const typed = form.text("address");
  const address = normalizeAddress(typed);
  const next = safeReturnPath(form.text("next"));
  if (!isAddress(address)) {
    const problem = { key: "sign-in-page.no-address" } as const;
    await showForm(portal, request, response, { isSent: false, next, typed, problem }, 422);
    return;
  }
  const now = portal.clock();
  const waitMs = portal.signInCap.take(request.ip ?? "", now);
  if (waitMs > 0) {
    const problem = { key: "sign-in-page.too-many", minutes: Math.ceil(waitMs / 60_000) } as const;
    response.set("retry-after", String(Math.ceil(waitMs / 1000)));
    await showForm(portal, request, response, { isSent: false, next, typed, problem }, 429);
    return;
  }
  const asked = await portal.store.write((rows) =>
    requestSignIn(rows, now, address, portal.signInTokenHashOf),
  );
  if (asked !== undefined) portal.nudge();
  if (next !== "/") setCookie(portal, response, "next", next, nextCookieMs);
  response.redirect(303, "/sign-in?sent");
}

/** GET /sign-in/:token: a page with a button. Whatever follows links in emails must not use this one up. */
export async function showSignInLink(portal: Portal, request: Request, response: Response): Promise<void> {
  const token = tokenOf(request);
  const signIn = await findSignInByToken(portal.store.read, portal.hashOf(token));
  if (signIn === undefined) countGuess(portal, request, response);
  const isGood =
    signIn !== undefined && signIn.redeemedAt === null && signIn.expiresAt > timestamp(portal.clock());
  const visitor = await findVisitor(portal, request);
  await showPage(
    portal,
    response,
    visitor,
    "sign-in-link",
    {
      title: readingOf(portal, visitor).say(isGood ? "sign-in-page.title" : "sign-in-link.dead"),
      isGood,
      token,
      linkFormToken: linkFormToken(portal, token),
      minutes: signInLinkMinutes,
    },
    isGood ? 200 : 410,
  );
}

/** POST /sign-in/:token: ties the link to this browser by a new random cookie. Throws `not_allowed` as the action does. */
export async function redeemSignInLink(portal: Portal, request: Request, response: Response): Promise<void> {
  const tokenHash = portal.hashOf(tokenOf(request));
  if ((await findSignInByToken(portal.store.read, tokenHash)) === undefined)
    countGuess(portal, request, response);
  const cookie = randomBytes(32).toString("base64url");
  const before = findCookie(portal, request, "sign-in");
  await portal.store.write(async (rows) => {
    await redeemSignIn(rows, portal.clock(), { tokenHash, cookieHash: portal.hashOf(cookie) });
    // Whoever was signed in on this browser is not any more, also where the old cookie was copied to.
    if (before !== undefined) await endSignIn(rows, portal.clock(), portal.hashOf(before));
  });
  setCookie(portal, response, "sign-in", cookie, signInDays * 86_400_000);
  const next = safeReturnPath(findCookie(portal, request, "next"));
  clearCookie(portal, response, "next");
  response.redirect(303, next);
}

/** POST /sign-out: also lets go of task links, since the next person at this browser is another one. */
export async function endSignedIn(portal: Portal, request: Request, response: Response): Promise<void> {
  const cookie = findCookie(portal, request, "sign-in");
  if (cookie !== undefined) {
    await portal.store.write((rows) => endSignIn(rows, portal.clock(), portal.hashOf(cookie)));
  }
  clearCookie(portal, response, "sign-in");
  clearCookie(portal, response, "links");
  response.set("clear-site-data", '"cache"').redirect(303, "/sign-in");
}

/** What is wrong with the address, or how long nobody behind this one can ask again. */
type Refusal = { key: "sign-in-page.no-address" } | { key: "sign-in-page.too-many"; minutes: number };

async function showForm(
  portal: Portal,
  request: Request,
  response: Response,
  form: { isSent: boolean; next: string; typed?: string; problem?: Refusal },
  status = 200,
): Promise<void> {
  const visitor = await findVisitor(portal, request);
  const { say } = readingOf(portal, visitor);
  const { problem } = form;
  await showPage(
    portal,
    response,
    visitor,
    "sign-in",
    {
      title: say(form.isSent ? "sign-in-page.sent" : "sign-in-page.title"),
      isSent: form.isSent,
      next: safeReturnPath(form.next),
      typed: form.typed ?? "",
      problem:
        problem?.key === "sign-in-page.too-many" ? say(problem.key, { minutes: problem.minutes }) : null,
      addressProblem: problem?.key === "sign-in-page.no-address" ? say(problem.key) : null,
      minutes: signInLinkMinutes,
    },
    status,
  );
}

function tokenOf(request: Request): string {
  const { token } = request.params;
  return typeof token === "string" ? token : "";
}
