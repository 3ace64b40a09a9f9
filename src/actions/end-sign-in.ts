// Signs a browser out. Writes the sign-in.
import { timestamp } from "../domain/clock.ts";
import type { Rows } from "../store/rows.ts";
import { markSignInEnded } from "../store/sign-ins.ts";

/** Signs a browser out; again changes nothing. */
export async function endSignIn(rows: Rows, now: Date, cookieHash: string): Promise<void> {
  await markSignInEnded(rows, cookieHash, timestamp(now));
}
