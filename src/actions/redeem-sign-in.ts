// Redeems a sign-in link for the browser that pressed its button. Writes the sign-in.
import { timestamp } from "../domain/clock.ts";
import { personFromColumns, type Person } from "../domain/person.ts";
import { Problem } from "../domain/problem.ts";
import { signInDays, signInLinkMinutes } from "../domain/sign-in.ts";
import type { Rows } from "../store/rows.ts";
import { findSignInByToken, markSignInRedeemed } from "../store/sign-ins.ts";

const dayMs = 86_400_000;

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
    throw new Problem("not_allowed", {
      en: "This sign-in link is not valid. Ask for a new one.",
      de: "Dieser Anmeldelink ist nicht gültig. Fordern Sie einen neuen an.",
    });
  const at = timestamp(now);
  if (signIn.expiresAt <= at) {
    throw new Problem("not_allowed", {
      en: `This link was good for ${signInLinkMinutes} minutes. Ask for a new one.`,
      de: `Dieser Link galt ${signInLinkMinutes} Minuten lang. Fordern Sie einen neuen an.`,
    });
  }
  const isFirst = await markSignInRedeemed(rows, signIn.id, {
    cookieHash: input.cookieHash,
    cookieExpiresAt: timestamp(new Date(now.getTime() + signInDays * dayMs)),
    at,
  });
  if (!isFirst)
    throw new Problem("not_allowed", {
      en: "This link was used already. Ask for a new one.",
      de: "Dieser Link wurde schon benutzt. Fordern Sie einen neuen an.",
    });
  const person = personFromColumns(signIn.contactId, signIn.staffId);
  if (person === undefined) throw new Error(`Sign-in ${signIn.id} belongs to nobody.`);
  return person;
}
