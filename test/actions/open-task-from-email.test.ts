// Opening a task from a held email: the ruling that processing will honour, and what stands against it.
import { expect, it } from "vitest";
import { openTaskFromEmail } from "../../src/actions/open-task-from-email.ts";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { openWorld } from "../support/world.ts";
import { receive, receivedAt as at } from "./received.ts";
import { rulingsOf } from "./rulings-of.ts";

it("opening a task from an email is ruled for a contact, not for staff, and not when it did its work", async () => {
  const { store, world } = await openWorld();
  const { ann, tom } = world.people;
  const emailId = await store.write((rows) => receive(rows));
  const open = (more: object = {}) =>
    store.write((rows) => openTaskFromEmail(rows, at, { emailId, author: ann, byStaffId: tom.id, ...more }));
  await expect(open({ author: tom })).rejects.toMatchObject({ code: "invalid" });
  const handled = await store.write((rows) => receive(rows, { status: "handled" }));
  await expect(open({ emailId: handled })).rejects.toMatchObject({ code: "conflict" });
  expect((await findInboundEmail(store.read, emailId))!.status).toBe("held");
  await open();
  expect(await findInboundEmail(store.read, emailId)).toMatchObject({
    status: "pending",
    ruling: { kind: "open", author: ann, by: tom.id },
  });
  expect(await rulingsOf(store)).toEqual([{ inboundEmailId: emailId, ruling: "open" }]);
});
