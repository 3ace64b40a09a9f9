// “This is also Ann's address”: the address becomes hers, and the email is read again without a ruling.
import { expect, it } from "vitest";
import { addAddressFromEmail } from "../../src/actions/add-address-from-email.ts";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { findPersonByAddress } from "../../src/store/people.ts";
import { openWorld } from "../support/world.ts";
import { receive, receivedAt as at } from "./received.ts";

it("an address is added from an email that names one which is nobody else's", async () => {
  const { store, world } = await openWorld();
  const { ann, lee, tom } = world.people;
  const emailId = await store.write((rows) => receive(rows));
  const add = (id: number, contactId = ann.id) =>
    store.write((rows) =>
      addAddressFromEmail(rows, at, { own: undefined, emailId: id, contactId, byStaffId: tom.id }),
    );
  await add(emailId);
  expect(await findPersonByAddress(store.read, "sam@elsewhere.example")).toMatchObject({ contactId: ann.id });
  expect(await findInboundEmail(store.read, emailId)).toMatchObject({ status: "pending", ruling: null });

  const nameless = await store.write((rows) => receive(rows, { fromAddress: null }));
  await expect(add(nameless)).rejects.toMatchObject({ code: "invalid" });
  const taken = await store.write((rows) => receive(rows));
  await expect(add(taken, lee.id)).rejects.toMatchObject({ code: "conflict" });
  expect((await findInboundEmail(store.read, taken))!.status).toBe("held");
});
