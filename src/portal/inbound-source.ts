// An inbound email as it came: its source and its own html, for staff, or since when and why its bytes are gone.
import type { Request, Response } from "express";
import { inEach, type InEveryLanguage } from "../domain/locale.ts";
import { Problem } from "../domain/problem.ts";
import { getBlob } from "../store/blobs.ts";
import { findInboundEmail, type InboundEmailRow } from "../store/inbound-emails.ts";
import { ownHtml } from "./own-html.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { requireStaff, type StaffVisitor } from "./visitor.ts";
import { dayOfMomentInWords } from "./words.ts";

/** GET /emails/:emailId/raw: the email as it came, with our own addresses and links masked. */
export async function showInboundRaw(portal: Portal, request: Request, response: Response): Promise<void> {
  const { email } = await getKeptEmail(portal, request);
  const bytes = await getBlob(portal.store.read, email.rawSha256);
  response
    .set("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
    .set("cache-control", "private, no-store");
  response.type("text/plain; charset=utf-8").send(portal.maskSecrets(decode(bytes)));
}

/** GET /emails/:emailId/html: the email's own html, reduced to what shows, and under a policy that lets it show and do nothing. */
export async function showInboundHtml(portal: Portal, request: Request, response: Response): Promise<void> {
  const { email, staff } = await getKeptEmail(portal, request);
  const html = await findHtml(portal, email);
  if (html === undefined) throw pageMissing();
  const shown =
    ownHtml(portal.maskSecrets(html)) ?? `<p>${readingOf(portal, staff).say("inbound.too-deep")}</p>`;
  response.set({
    "content-security-policy":
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "private, no-store",
  });
  response.type("text/html; charset=utf-8").send(shown);
}

/** Throws `gone`, with when and why, for an email without its bytes. */
async function getKeptEmail(
  portal: Portal,
  request: Request,
): Promise<{ email: InboundEmailRow; staff: StaffVisitor }> {
  const staff = await requireStaff(portal, request);
  const email = await findInboundEmail(portal.store.read, requireId(request.params["emailId"]));
  if (email === undefined) throw pageMissing();
  if (holdsConfirmation(email)) throw new Problem("not_allowed", confirmationWords);
  if (email.rawRemovedAt !== null) {
    const removed = inEach((locale) => rawRemovedWords(email, readingOf(portal, { ...staff, locale })) ?? "");
    throw new Problem("gone", removed);
  }
  return { email, staff };
}

/**
 * The email's own html. One that processing could not read has no class, and is not read here either: it would take as long
 * as a parse may, or do again to its thread what it did before.
 */
export async function findHtml(portal: Portal, email: InboundEmailRow): Promise<string | undefined> {
  if (email.class === null || email.rawRemovedAt !== null || holdsConfirmation(email)) return undefined;
  return portal.readHtml(await getBlob(portal.store.read, email.rawSha256));
}

/** Its bytes hold a code or link with which a mailbox can be made to forward, in whatever encoding. */
export function holdsConfirmation(email: Pick<InboundEmailRow, "class">): boolean {
  return email.class === "forwarding_confirmation";
}

const confirmationWords: InEveryLanguage = {
  en: "This email holds a code or a link that lets a mailbox forward its mail here. The page Mailboxes shows them, and no other page does.",
  de: "Diese E-Mail enthält einen Code oder Link, der ein Postfach seine E-Mails hierher weiterleiten lässt. Die Seite „Postfächer“ zeigt beides, und keine andere Seite tut es.",
};

/** That its bytes are gone, since when and why, in one sentence; null while they are there. */
export function rawRemovedWords(
  { rawRemovedAt, rawRemovedBy }: InboundEmailRow,
  reading: Pick<Reading, "locale" | "timeZone" | "say">,
): string | null {
  if (rawRemovedAt === null) return null;
  const day = dayOfMomentInWords(rawRemovedAt, reading);
  return reading.say("inbound.removed", { by: rawRemovedBy ?? "age", day });
}

/** Emails are mostly ASCII or UTF-8; a source in anything else is shown byte by byte. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}
