// Redeeming a sign-in link: once, in time, by one browser.
import { expect, it } from "vitest";
import { redeemSignIn } from "../../src/actions/redeem-sign-in.ts";
import { requestSignIn } from "../../src/actions/request-sign-in.ts";
import { findSignedIn } from "../../src/store/sign-ins.ts";
import { addressOf, openWorld } from "../support/world.ts";

const now = new Date("2026-03-02T09:00:00.000Z");
const later = (ms: number) => new Date(now.getTime() + ms);

async function openAsked() {
  const { store, world } = await openWorld();
  await store.write((rows) => requestSignIn(rows, now, addressOf("ann"), () => "hash"));
  const redeem = (at: Date, tokenHash = "hash", cookieHash = "cookie") =>
    store.write((rows) => redeemSignIn(rows, at, { tokenHash, cookieHash }));
  return { store, world, redeem };
}

it("the first browser is signed in for thirty days as the person who asked", async () => {
  const { store, world, redeem } = await openAsked();
  expect(await redeem(later(60_000))).toEqual(world.people.ann);
  expect(await findSignedIn(store.read, "cookie", later(30 * 86_400_000).toISOString())).toBeDefined();
  expect(await findSignedIn(store.read, "cookie", later(31 * 86_400_000).toISOString())).toBeUndefined();
});

it("a second browser is told that the link was used", async () => {
  const { store, redeem } = await openAsked();
  await redeem(now);
  await expect(redeem(now, "hash", "other")).rejects.toMatchObject({
    code: "not_allowed",
    message: "This link was used already. Ask for a new one.",
  });
  expect(await findSignedIn(store.read, "other", now.toISOString())).toBeUndefined();
});

it.each([
  ["unknown", now, "nonsense", "This sign-in link is not valid. Ask for a new one."],
  ["too old", later(15 * 60_000), "hash", "This link was good for 15 minutes. Ask for a new one."],
])("a link that is %s says what to do", async (_, at, tokenHash, message) => {
  const { redeem } = await openAsked();
  await expect(redeem(at, tokenHash)).rejects.toMatchObject({ code: "not_allowed", message });
});
