// Asks for a sign-in link. Writes the sign-in and, for the link's email, an event.
import { normalizeAddress } from "../domain/address.ts";
import { timestamp } from "../domain/clock.ts";
import { personFromColumns } from "../domain/person.ts";
import { signInLinkMinutes, signInLinksPerHourMax } from "../domain/sign-in.ts";
import { recordEvent } from "../store/events.ts";
import { findPersonByAddress } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { countSignInsSince, markSignInToken, recordSignIn } from "../store/sign-ins.ts";

const minuteMs = 60_000;

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
