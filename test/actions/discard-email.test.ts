// Setting an email aside, which keeps it.
import { expect, it } from "vitest";
import { discardEmail } from "../../src/actions/discard-email.ts";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { openWorld } from "../support/world.ts";
import { receive, receivedAt as at } from "./received.ts";
import { rulingsOf } from "./rulings-of.ts";

it("an email is set aside by a ruling, unless it did its work", async () => {
  const { store, world } = await openWorld();
  const byStaffId = world.people.tom.id;
  const emailId = await store.write((rows) => receive(rows));
  await store.write((rows) => discardEmail(rows, at, { emailId, byStaffId }));
  expect(await findInboundEmail(store.read, emailId)).toMatchObject({
    status: "pending",
    ruling: { kind: "discard", by: byStaffId },
  });
  expect(await rulingsOf(store)).toEqual([{ inboundEmailId: emailId, ruling: "discard" }]);
  const handled = await store.write((rows) => receive(rows, { status: "handled" }));
  const late = store.write((rows) => discardEmail(rows, at, { emailId: handled, byStaffId }));
  await expect(late).rejects.toMatchObject({ code: "conflict" });
});
