// Who is looking at a page: a stranger, a signed-in contact or a signed-in member of staff. Reads the cookie's sign-in.
import type { Request, Response } from "express";
import { timestamp } from "../domain/clock.ts";
import type { Locale } from "../domain/locale.ts";
import { personFromColumns, type Person } from "../domain/person.ts";
import { findPerson } from "../store/people.ts";
import { findSignedIn } from "../store/sign-ins.ts";
import { findCookie } from "./cookies.ts";
import { pageMissing } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { browserLocale } from "./reading.ts";

export type Visitor =
  | { kind: "stranger"; locale: Locale; timeZone: string }
  | {
      kind: "contact";
      contactId: number;
      clientId: number;
      name: string;
      locale: Locale;
      timeZone: string;
      hasShortcuts: boolean;
    }
  | {
      kind: "staff";
      staffId: number;
      name: string;
      locale: Locale;
      timeZone: string;
      hasShortcuts: boolean;
    };

export type StaffVisitor = Extract<Visitor, { kind: "staff" }>;

export type ContactVisitor = Extract<Visitor, { kind: "contact" }>;

export async function findVisitor(portal: Portal, request: Request): Promise<Visitor> {
  const cookie = findCookie(portal, request, "sign-in");
  if (cookie === undefined || cookie === "") return strangerOf(request);
  const now = timestamp(portal.clock());
  const signIn = await findSignedIn(portal.store.read, portal.hashOf(cookie), now);
  const person = signIn && personFromColumns(signIn.contactId, signIn.staffId);
  const row = person && (await findPerson(portal.store.read, person));
  if (row === undefined) return strangerOf(request);
  const { name, locale, timeZone } = row;
  const shown = { name, locale, timeZone, hasShortcuts: row.hasShortcuts === 1 };
  if (row.staffId !== null) return { kind: "staff", staffId: row.staffId, ...shown };
  if (row.contactId === null || row.clientId === null) return strangerOf(request);
  return { kind: "contact", contactId: row.contactId, clientId: row.clientId, ...shown };
}

/** Nobody we know: the language is what their browser asks for. */
export function strangerOf(request: Request): Extract<Visitor, { kind: "stranger" }> {
  return { kind: "stranger", locale: browserLocale(request), timeZone: "UTC" };
}

/** A visitor who is signed in, as rows and actions refer to them. */
export function personOf(visitor: ContactVisitor): Extract<Person, { kind: "contact" }>;
export function personOf(visitor: StaffVisitor): Extract<Person, { kind: "staff" }>;
export function personOf(visitor: ContactVisitor | StaffVisitor): Person;
export function personOf(visitor: ContactVisitor | StaffVisitor): Person {
  return visitor.kind === "contact"
    ? { kind: "contact", id: visitor.contactId }
    : { kind: "staff", id: visitor.staffId };
}

/** The member of staff who asks. To everybody else the page does not exist: throws `not_found`. */
export async function requireStaff(portal: Portal, request: Request): Promise<StaffVisitor> {
  const visitor = await findVisitor(portal, request);
  if (visitor.kind !== "staff") throw pageMissing();
  return visitor;
}

/** The signed-in contact who asks; undefined for everybody else. */
export async function findContact(portal: Portal, request: Request): Promise<ContactVisitor | undefined> {
  const visitor = await findVisitor(portal, request);
  return visitor.kind === "contact" ? visitor : undefined;
}

/**
 * The signed-in contact who opens this page. A stranger is asked to sign in and comes back to it: undefined, and the answer is
 * sent. To staff the page does not exist: throws `not_found`.
 */
export async function contactOrSignIn(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<ContactVisitor | undefined> {
  const visitor = await findVisitor(portal, request);
  if (visitor.kind === "contact") return visitor;
  if (visitor.kind === "staff") throw pageMissing();
  askToSignIn(request, response);
  return undefined;
}

/** Whoever signs in then comes back to this page. */
export function askToSignIn(request: Request, response: Response): void {
  response.redirect(303, `/sign-in?next=${encodeURIComponent(request.originalUrl)}`);
}

/** The signed-in contact who asks. To everybody else the page does not exist: throws `not_found`. */
export async function requireContact(portal: Portal, request: Request): Promise<ContactVisitor> {
  const contact = await findContact(portal, request);
  if (contact === undefined) throw pageMissing();
  return contact;
}
