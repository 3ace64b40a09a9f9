// Asking for a sign-in link: five an hour for those who are known, and nothing for others.
import { expect, it } from "vitest";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import type { Store } from "../../src/store/database.ts";
import { findSignIn, findSignInByToken } from "../../src/store/sign-ins.ts";
import { addressOf, openWorld } from "../support/world.ts";

const now = new Date("2026-03-02T09:00:00.000Z");
const hourMs = 3_600_000;

function ask(store: Store, address: string, at = now) {
  return store.write((rows) => requestSignIn(rows, at, address, (id) => `hash-${id}`));
}

it("a known address gets a link that is good for a quarter of an hour, kept as a hash", async () => {
  const { store, world } = await openWorld();
  const asked = await ask(store, ` ${addressOf("ann").toUpperCase()}`);
  expect(await findSignInByToken(store.read, `hash-${asked!.signInId}`)).toMatchObject({
    contactId: world.people.ann.id,
    expiresAt: "2026-03-02T09:15:00.000Z",
    redeemedAt: null,
  });
});

it("an unknown address writes nothing down", async () => {
  const { store } = await openWorld();
  expect(await ask(store, "nobody@nowhere.example")).toBeUndefined();
  expect(await findSignIn(store.read, 1)).toBeUndefined();
});

it("the sixth link within an hour is not sent; others and later ones are", async () => {
  const { store } = await openWorld();
  for (let count = 0; count < 5; count += 1) expect(await ask(store, addressOf("tom"))).toBeDefined();
  expect(await ask(store, addressOf("tom"))).toBeUndefined();
  expect(await ask(store, addressOf("ann"))).toBeDefined();
  expect(await ask(store, addressOf("tom"), new Date(now.getTime() + hourMs - 1))).toBeUndefined();
  expect(await ask(store, addressOf("tom"), new Date(now.getTime() + hourMs))).toBeDefined();
});
