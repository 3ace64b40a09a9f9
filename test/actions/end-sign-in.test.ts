// Signing out: this browser and no other, and again without effect.
import { expect, it } from "vitest";
import { endSignIn } from "../../src/actions/end-sign-in.ts";
import { redeemSignIn } from "../../src/actions/redeem-sign-in.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { findSignedIn } from "../../src/store/sign-ins.ts";
import { addressOf, openWorld } from "../support/world.ts";

const now = new Date("2026-03-02T09:00:00.000Z");

it("ends the sign-in of one browser, and ending it again keeps the first moment", async () => {
  const { store } = await openWorld();
  for (const browser of ["one", "other"]) {
    await store.write((rows) => requestSignIn(rows, now, addressOf("ann"), () => browser));
    await store.write((rows) => redeemSignIn(rows, now, { tokenHash: browser, cookieHash: browser }));
  }
  await store.write((rows) => endSignIn(rows, now, "one"));
  await store.write((rows) => endSignIn(rows, new Date(now.getTime() + 1), "one"));
  expect(await findSignedIn(store.read, "one", now.toISOString())).toBeUndefined();
  expect(await findSignedIn(store.read, "other", now.toISOString())).toBeDefined();
  const ended = await store.read.all("select ended_at as at from sign_ins where cookie_hash = 'one'");
  expect(ended).toEqual([{ at: now.toISOString() }]);
});
