// The page that says what went wrong and what to do next. Reads who is looking, writes nothing.
import type { Request, Response } from "express";
import type { InEveryLanguage } from "../domain/locale.ts";
import { problemStatuses, type Problem } from "../domain/problem.ts";
import { countHeldEmails } from "../store/inbound-emails.ts";
import { formOf } from "./form.ts";
import { sendPage } from "./page.ts";
import { pageMissing } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { wordsToKeep, type Fields } from "./typed-words.ts";
import { findVisitor, strangerOf, type Visitor } from "./visitor.ts";

/** The HTTP status of a refusal. */
export function statusOf(problem: Problem): number {
  return problemStatuses[problem.code];
}

/** What the page says, in the reader's language. `typed`: words from a form that could not be taken, given back so that they are not lost. */
export interface Trouble {
  status: number;
  message: InEveryLanguage;
  typed?: Fields;
}

/** A sign-in may have ended while somebody wrote: their words go back to them, no file was read. */
export async function refuseMissing(portal: Portal, request: Request, response: Response): Promise<void> {
  const { code, words } = pageMissing();
  const typed = formOf(request).entries();
  await showProblem(portal, request, response, { status: problemStatuses[code], message: words, typed });
}

/** Sends the page. Works while the store does not, as for a stranger. */
export async function showProblem(
  portal: Portal,
  request: Request,
  response: Response,
  { status, message, typed = [] }: Trouble,
): Promise<void> {
  const { visitor, heldCount } = await lookAtVisitor(portal, request);
  const { say } = readingOf(portal, visitor);
  const isStranger = visitor.kind === "stranger";
  const canReturn = request.method === "GET" || request.method === "HEAD";
  const values = {
    title: say(status === 404 ? "problem.not-found" : "problem.sorry"),
    message: message[visitor.locale],
    typed: wordsToKeep(typed, say),
    isMissingForStranger: isStranger && status === 404,
    isStranger,
    signInPath: canReturn ? `/sign-in?next=${encodeURIComponent(request.originalUrl)}` : "/sign-in",
  };
  sendPage(portal, response, visitor, heldCount, "problem", values, status);
}

/** Who is looking; a stranger when the store does not answer. */
export async function lookAtVisitor(
  portal: Portal,
  request: Request,
): Promise<{ visitor: Visitor; heldCount: number }> {
  try {
    const visitor = await findVisitor(portal, request);
    return { visitor, heldCount: visitor.kind === "staff" ? await countHeldEmails(portal.store.read) : 0 };
  } catch {
    // The fault that brought us here is in the log already; this one has the same cause.
    return { visitor: strangerOf(request), heldCount: 0 };
  }
}
