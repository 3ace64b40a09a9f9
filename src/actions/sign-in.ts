// Signs browsers in by an emailed link: ask, redeem, end. Writes sign-ins and, for the link's email, an event.
import { Problem } from "../domain/problem.ts";
import { normalizeAddress } from "../domain/address.ts";
import { timestamp } from "../domain/clock.ts";
import { personFromColumns, type Person } from "../domain/person.ts";
import { signInDays, signInLinkMinutes, signInLinksPerHourMax } from "../domain/sign-in.ts";
import { recordEvent } from "../store/events.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import {
  countSignInsSince,
  findSignInByToken,
  markSignInEnded,
  markSignInRedeemed,
  markSignInToken,
  recordSignIn,
} from "../store/sign-ins.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Asks for a link. Does nothing for an address nobody has, or one that asked too often: the page says the same to all,
 * so that it tells nobody who is known here. `tokenHashOf` answers the hash of the secret that the email will carry.
 */
export async function requestSignIn(
  rows: Rows,
  now: Date,
  address: string,
  tokenHashOf: (signInId: number) => string,
): Promise<{ signInId: number } | undefined> {
  const found = await findPersonByAddress(rows, normalizeAddress(address));
  const person = found && personFromColumns(found.contactId, found.staffId);
  if (person === undefined) return undefined;
  const hourAgo = timestamp(new Date(now.getTime() - 60 * minuteMs));
  if ((await countSignInsSince(rows, person, hourAgo)) >= signInLinksPerHourMax) return undefined;
  const at = timestamp(now);
  const expiresAt = timestamp(new Date(now.getTime() + signInLinkMinutes * minuteMs));
  const signInId = await recordSignIn(rows, { person, requestedAt: at, expiresAt });
  await markSignInToken(rows, signInId, tokenHashOf(signInId));
  await recordEvent(rows, { type: "sign_in.requested", actor: person, at, payload: { signInId } });
  return { signInId };
}

/**
 * Ties the link to the browser that holds the cookie with this hash. Throws `not_allowed` for a link that is unknown,
 * expired or was used before; each says what to do.
 */
export async function redeemSignIn(
  rows: Rows,
  now: Date,
  input: { tokenHash: string; cookieHash: string },
): Promise<Person> {
  const signIn = await findSignInByToken(rows, input.tokenHash);
  if (signIn === undefined)
    throw new Problem("not_allowed", "This sign-in link is not valid. Ask for a new one.");
  const at = timestamp(now);
  if (signIn.expiresAt <= at) {
    throw new Problem(
      "not_allowed",
      `This link was good for ${signInLinkMinutes} minutes. Ask for a new one.`,
    );
  }
  const isFirst = await markSignInRedeemed(rows, signIn.id, {
    cookieHash: input.cookieHash,
    cookieExpiresAt: timestamp(new Date(now.getTime() + signInDays * dayMs)),
    at,
  });
  if (!isFirst) throw new Problem("not_allowed", "This link was used already. Ask for a new one.");
  const person = personFromColumns(signIn.contactId, signIn.staffId);
  if (person === undefined) throw new Error(`Sign-in ${signIn.id} belongs to nobody.`);
  return person;
}

/** Signs a browser out; again changes nothing. */
export async function endSignIn(rows: Rows, now: Date, cookieHash: string): Promise<void> {
  await markSignInEnded(rows, cookieHash, timestamp(now));
}
