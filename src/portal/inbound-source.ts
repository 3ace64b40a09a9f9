// An inbound email as it came: its source and its own html, for staff, or since when and why its bytes are gone.
import type { Request, Response } from "express";
import { Problem } from "../domain/problem.ts";
import { getBlob } from "../store/blobs.ts";
import { findInboundEmail, type InboundEmailRow } from "../store/inbound-emails.ts";
import { ownHtml } from "./own-html.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import type { Reading } from "./reading.ts";
import { requireStaff } from "./visitor.ts";
import { dayOfMomentInWords } from "./words.ts";

/** GET /emails/:emailId/raw: the email as it came, with our own addresses and links masked. */
export async function showInboundRaw(portal: Portal, request: Request, response: Response): Promise<void> {
  const email = await getKeptEmail(portal, request);
  const bytes = await getBlob(portal.store.read, email.rawSha256);
  response
    .set("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
    .set("cache-control", "private, no-store");
  response.type("text/plain; charset=utf-8").send(portal.maskSecrets(decode(bytes)));
}

/** GET /emails/:emailId/html: the email's own html, reduced to what shows, and under a policy that lets it show and do nothing. */
export async function showInboundHtml(portal: Portal, request: Request, response: Response): Promise<void> {
  const html = await findHtml(portal, await getKeptEmail(portal, request));
  if (html === undefined) throw pageMissing();
  const shown =
    ownHtml(portal.maskSecrets(html)) ?? "<p>This email is built too deep to be shown. See its source.</p>";
  response.set({
    "content-security-policy":
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "private, no-store",
  });
  response.type("text/html; charset=utf-8").send(shown);
}

/** Throws `gone`, with when and why, for an email without its bytes. */
async function getKeptEmail(portal: Portal, request: Request): Promise<InboundEmailRow> {
  const staff = await requireStaff(portal, request);
  const email = await findInboundEmail(portal.store.read, requireId(request.params["emailId"]));
  if (email === undefined) throw pageMissing();
  if (holdsConfirmation(email)) throw new Problem("not_allowed", confirmationWords);
  const removed = rawRemovedWords(email, staff);
  if (removed !== null) throw new Problem("gone", removed);
  return email;
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

const confirmationWords =
  "This email holds a code or a link that lets a mailbox forward its mail here. The page Mailboxes shows them, and no other page does.";

/** That its bytes are gone, since when and why, in one sentence; null while they are there. */
export function rawRemovedWords(
  { rawRemovedAt, rawRemovedBy }: InboundEmailRow,
  reading: Pick<Reading, "locale" | "timeZone">,
): string | null {
  if (rawRemovedAt === null) return null;
  const day = dayOfMomentInWords(rawRemovedAt, reading);
  if (rawRemovedBy === "redaction")
    return `The email as it came was removed on ${day}, when staff took words out of its message.`;
  return rawRemovedBy === "erasure"
    ? `The email as it came was removed on ${day}, when somebody was erased on request.`
    : `The email as it came was removed on ${day}, since raw emails are kept for a set number of days only (RAW_MAIL_DAYS).`;
}

/** Emails are mostly ASCII or UTF-8; a source in anything else is shown byte by byte. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}
