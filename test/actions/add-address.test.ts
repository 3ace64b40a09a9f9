// Adding a further address to a contact: by it they are known, at their first one they are written to.
import { expect, it } from "vitest";
import { addAddress } from "../../src/actions/add-address.ts";
import { addMailbox } from "../../src/actions/add-mailbox.ts";
import { removeMailbox } from "../../src/actions/remove-mailbox.ts";
import { findPersonByAddress, getPerson } from "../../src/store/people.ts";
import { addressOf, openWorld } from "../support/world.ts";

const at = "2026-03-02T09:00:00.000Z";

it("an address is added once, and who added it is on record", async () => {
  const { store, world } = await openWorld();
  const { ann, tom } = world.people;
  const input = { contactId: ann.id, address: "Ann@private.example", byStaffId: tom.id };
  await store.write((rows) => addAddress(rows, at, { ...input, own: undefined }));
  await store.write((rows) => addAddress(rows, at, { ...input, own: undefined }));
  expect(await findPersonByAddress(store.read, "ann@private.example")).toMatchObject({ contactId: ann.id });
  expect((await getPerson(store.read, ann)).address).toBe(addressOf("ann"));
  const events = await store.read.all(
    "select type, actor_staff_id as by from events where type = 'address.added'",
  );
  expect(events).toEqual([{ type: "address.added", by: tom.id }]);
});

it.each(["lee", "tom"] as const)("the address of %s stays theirs", async (key) => {
  const { store, world } = await openWorld();
  const { ann, tom } = world.people;
  const input = { contactId: ann.id, address: addressOf(key), byStaffId: tom.id };
  await expect(
    store.write((rows) => addAddress(rows, at, { ...input, own: undefined })),
  ).rejects.toMatchObject({
    code: "conflict",
  });
});

it("the address of a connected mailbox is nobody's, until it is removed", async () => {
  const { store, world } = await openWorld();
  const { ann, tom } = world.people;
  const own = { replyDomain: "reply.northbeam.example", mailFrom: "requests@reply.northbeam.example" };
  const address = "support@northbeam.example";
  const byStaffId = tom.id;
  const { mailboxId } = await store.write((rows) => addMailbox(rows, at, { address, byStaffId, own }));
  const add = () =>
    store.write((rows) => addAddress(rows, at, { own: undefined, contactId: ann.id, address, byStaffId }));
  await expect(add()).rejects.toMatchObject({ code: "conflict" });
  await store.write((rows) => removeMailbox(rows, at, { mailboxId, byStaffId }));
  expect(await add()).toBe(true);
});
