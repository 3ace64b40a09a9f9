// Sign-ins: a link asked for, then redeemed by one browser. Rows keep hashes of both secrets, never the secrets.
import { personColumns, type Person } from "../domain/person.ts";
import type { Rows } from "./rows.ts";

export interface SignInRow {
  id: number;
  contactId: number | null;
  staffId: number | null;
  requestedAt: string;
  expiresAt: string;
  redeemedAt: string | null;
  cookieExpiresAt: string | null;
  endedAt: string | null;
}

const columns = `id, contact_id as "contactId", staff_id as "staffId", requested_at as "requestedAt",
  expires_at as "expiresAt", redeemed_at as "redeemedAt", cookie_expires_at as "cookieExpiresAt",
  ended_at as "endedAt"`;

export async function recordSignIn(
  rows: Rows,
  signIn: { person: Person; requestedAt: string; expiresAt: string },
): Promise<number> {
  const row = await rows.first<{ id: number }>(
    "insert into sign_ins (contact_id, staff_id, requested_at, expires_at) values (?, ?, ?, ?) returning id",
    ...personColumns(signIn.person),
    signIn.requestedAt,
    signIn.expiresAt,
  );
  return row!.id;
}

export async function markSignInToken(rows: Rows, id: number, tokenHash: string): Promise<void> {
  await rows.run("update sign_ins set token_hash = ? where id = ?", tokenHash, id);
}

export async function findSignInByToken(rows: Rows, tokenHash: string): Promise<SignInRow | undefined> {
  return rows.first<SignInRow>(`select ${columns} from sign_ins where token_hash = ?`, tokenHash);
}

export async function findSignIn(rows: Rows, id: number): Promise<SignInRow | undefined> {
  return rows.first<SignInRow>(`select ${columns} from sign_ins where id = ?`, id);
}

/** The browser that holds a cookie, if it is signed in at `now`. */
export async function findSignedIn(
  rows: Rows,
  cookieHash: string,
  now: string,
): Promise<SignInRow | undefined> {
  return rows.first<SignInRow>(
    `select ${columns} from sign_ins where cookie_hash = ? and ended_at is null and cookie_expires_at > ?`,
    cookieHash,
    now,
  );
}

/** Ties a redeemed link to one browser's cookie. Answers false when the link was redeemed before. */
export async function markSignInRedeemed(
  rows: Rows,
  id: number,
  redeemed: { cookieHash: string; cookieExpiresAt: string; at: string },
): Promise<boolean> {
  const count = await rows.run(
    `update sign_ins set redeemed_at = ?, cookie_hash = ?, cookie_expires_at = ? where id = ? and redeemed_at is null`,
    redeemed.at,
    redeemed.cookieHash,
    redeemed.cookieExpiresAt,
    id,
  );
  return count > 0;
}

export async function markSignInEnded(rows: Rows, cookieHash: string, at: string): Promise<void> {
  await rows.run(
    "update sign_ins set ended_at = ? where cookie_hash = ? and ended_at is null",
    at,
    cookieHash,
  );
}

/** How many links a person asked for since `since`, for the cap on them. */
export async function countSignInsSince(rows: Rows, person: Person, since: string): Promise<number> {
  const column = person.kind === "contact" ? "contact_id" : "staff_id";
  const row = await rows.first<{ count: number }>(
    `select count(*) as count from sign_ins where ${column} = ? and requested_at > ?`,
    person.id,
    since,
  );
  return row!.count;
}
