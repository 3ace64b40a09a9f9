// Having an email read again from its bytes, whatever became of it before.
import { expect, it } from "vitest";
import { discardEmail } from "../../src/actions/discard-email.ts";
import { processEmailAgain } from "../../src/actions/process-email-again.ts";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { openWorld } from "../support/world.ts";
import { receive, receivedAt as at } from "./received.ts";
import { rulingsOf } from "./rulings-of.ts";

it("an email is put back in line and its ruling is forgotten", async () => {
  const { store, world } = await openWorld();
  const byStaffId = world.people.tom.id;
  const emailId = await store.write((rows) => receive(rows));
  await store.write((rows) => discardEmail(rows, at, { emailId, byStaffId }));
  await store.write((rows) => processEmailAgain(rows, at, { emailId, byStaffId }));
  expect(await findInboundEmail(store.read, emailId)).toMatchObject({ status: "pending", ruling: null });
  expect(await rulingsOf(store)).toEqual([
    { inboundEmailId: emailId, ruling: "discard" },
    { inboundEmailId: emailId, ruling: "again" },
  ]);
  const unknown = store.write((rows) => processEmailAgain(rows, at, { emailId: 4711, byStaffId }));
  await expect(unknown).rejects.toMatchObject({ code: "not_found" });
});
