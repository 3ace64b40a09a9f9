// GET /t/:token: the link in an email. Puts its token into a cookie and goes on to the task's clean address.
import type { Request, Response } from "express";
import { setCookie } from "./cookies.ts";
import { countGuess } from "./link-guesses.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { findLinkParticipant, heldLinksMax, heldLinkTokens } from "./task-access.ts";
import { findVisitor } from "./visitor.ts";

/** How long the cookie is kept; each link in it ends on its own day before that. */
const linkCookieMs = 60 * 86_400_000;

/**
 * Opens the task for the person the link was given to. Staff see more than one task and so sign in first. A link that does
 * not hold answers a page that says what to do. Writes no row: programs press links, too.
 */
export async function openTaskLink(portal: Portal, request: Request, response: Response): Promise<void> {
  const { token } = request.params;
  const visitor = await findVisitor(portal, request);
  const participant = typeof token === "string" ? await findLinkParticipant(portal, token) : undefined;
  if (typeof token !== "string" || participant === undefined) {
    const { kind } = portal.readTaskLink(typeof token === "string" ? token : "");
    if (kind === "unknown") countGuess(portal, request, response);
    const { say } = readingOf(portal, visitor);
    const isExpired = kind === "expired";
    await showPage(
      portal,
      response,
      visitor,
      "dead-link",
      {
        title: say(isExpired ? "dead-link.expired" : "dead-link.broken"),
        isExpired,
        isStranger: visitor.kind === "stranger",
        mailFrom: portal.installation.mailFrom,
      },
      isExpired ? 410 : 404,
    );
    return;
  }
  const path = `/tasks/${participant.taskId}`;
  if (participant.staffId !== null) {
    response.redirect(303, visitor.kind === "staff" ? path : `/sign-in?next=${encodeURIComponent(path)}`);
    return;
  }
  const others = heldLinkTokens(portal, request).filter((held) => held !== token);
  setCookie(portal, response, "links", [token, ...others].slice(0, heldLinksMax).join("."), linkCookieMs);
  response.set("cache-control", "no-store").redirect(303, path);
}
