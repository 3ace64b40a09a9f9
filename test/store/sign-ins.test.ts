// Sign-in links and the browsers they sign in.
import { expect, it } from "vitest";
import type { Store } from "../../src/store/database.ts";
import type { Person } from "../../src/domain/person.ts";
import {
  countSignInsSince,
  findSignedIn,
  findSignIn,
  findSignInByToken,
  markSignInEnded,
  markSignInRedeemed,
  markSignInToken,
  recordSignIn,
} from "../../src/store/sign-ins.ts";
import { openWorld } from "../support/world.ts";

const at = (minute: number) => `2026-03-02T10:${String(minute).padStart(2, "0")}:00.000Z`;

async function ask(store: Store, person: Person, minute = 0, tokenHash = `token ${minute}`): Promise<number> {
  return store.write(async (rows) => {
    const id = await recordSignIn(rows, { person, requestedAt: at(minute), expiresAt: at(minute + 15) });
    await markSignInToken(rows, id, tokenHash);
    return id;
  });
}
const redeem = (store: Store, id: number, cookieHash: string) =>
  store.write((rows) => markSignInRedeemed(rows, id, { cookieHash, cookieExpiresAt: at(50), at: at(1) }));

it("a link is redeemed by one browser, even when two press its button at the same moment", async () => {
  const { store, world } = await openWorld();
  const id = await ask(store, world.people.ann);
  const redeemed = await Promise.all(["one", "two", "three"].map((cookie) => redeem(store, id, cookie)));
  expect(redeemed.filter(Boolean)).toHaveLength(1);
  const cookies = await Promise.all(
    ["one", "two", "three"].map((cookie) => findSignedIn(store.read, cookie, at(2))),
  );
  expect(cookies.filter((signIn) => signIn !== undefined)).toMatchObject([
    { id, contactId: world.people.ann.id },
  ]);
});

it("a link is found by the hash of its secret only", async () => {
  const { store, world } = await openWorld();
  const id = await ask(store, world.people.tom, 3, "hash");
  const expected = { id, staffId: world.people.tom.id, contactId: null, expiresAt: at(18), redeemedAt: null };
  expect(await findSignInByToken(store.read, "hash")).toMatchObject(expected);
  expect(await findSignInByToken(store.read, "other")).toBeUndefined();
  expect(await findSignIn(store.read, id)).toMatchObject(expected);
});

it("a browser is signed in until its cookie expires or it signs out", async () => {
  const { store, world } = await openWorld();
  await redeem(store, await ask(store, world.people.ann), "cookie");
  expect(await findSignedIn(store.read, "cookie", at(49))).toBeDefined();
  expect(await findSignedIn(store.read, "cookie", at(50))).toBeUndefined();
  await store.write((rows) => markSignInEnded(rows, "cookie", at(5)));
  await store.write((rows) => markSignInEnded(rows, "cookie", at(6)));
  expect(await findSignedIn(store.read, "cookie", at(7))).toBeUndefined();
  expect(await store.read.first("select ended_at as at from sign_ins")).toEqual({ at: at(5) });
});

it("links are counted a person, from a moment on", async () => {
  const { store, world } = await openWorld();
  for (const minute of [1, 2, 3]) await ask(store, world.people.ann, minute);
  await ask(store, world.people.tom, 4);
  expect(await countSignInsSince(store.read, world.people.ann, at(1))).toBe(2);
  expect(await countSignInsSince(store.read, world.people.tom, at(0))).toBe(1);
  expect(await countSignInsSince(store.read, world.people.lee, at(0))).toBe(0);
});
