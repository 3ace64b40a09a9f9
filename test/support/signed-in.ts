// A browser that is signed in, without the emailed link. Writes the sign-in.
import { randomUUID } from "node:crypto";
import type { Person } from "../../src/domain/person.ts";
import type { Store } from "../../src/store/database.ts";
import { markSignInRedeemed, recordSignIn } from "../../src/store/sign-ins.ts";
import { hashOf } from "../../src/threading/secret-hash.ts";

const dayMs = 86_400_000;

/** Answers the header of its cookie, on an installation without https. */
export async function signedIn(store: Store, person: Person, now = new Date()): Promise<string> {
  const secret = randomUUID();
  const at = now.toISOString();
  const later = new Date(now.getTime() + dayMs).toISOString();
  await store.write(async (rows) => {
    const id = await recordSignIn(rows, { person, requestedAt: at, expiresAt: later });
    await markSignInRedeemed(rows, id, { cookieHash: hashOf(secret), cookieExpiresAt: later, at });
  });
  return `inreply=${secret}`;
}
