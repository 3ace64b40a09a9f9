// Adding a member of staff, with an address that is nobody's yet and at which no mail comes in here.
import { expect, it } from "vitest";
import { addStaff } from "../../src/actions/add-staff.ts";
import { addContact } from "../../src/actions/add-contact.ts";
import { addMailbox } from "../../src/actions/add-mailbox.ts";
import { markMailboxRemoved } from "../../src/store/mailboxes.ts";
import { findPersonByAddress } from "../../src/store/people.ts";
import { addressOf, openWorld } from "../support/world.ts";

const at = "2026-03-02T09:00:00.000Z";

it("a member of staff is found by their address", async () => {
  const { store } = await openWorld();
  const input = { name: "Zoe Lind", address: "zoe@northbeam.example", timeZone: "Europe/Oslo", locale: "de" };
  const { staffId } = await store.write((rows) => addStaff(rows, at, { ...input, own: undefined }));
  expect(await findPersonByAddress(store.read, input.address)).toMatchObject({
    staffId,
    contactId: null,
    timeZone: "Europe/Oslo",
    locale: "de",
  });
});

it.each(["ann", "tom"] as const)("the address of %s cannot be given to anybody else", async (key) => {
  const { store } = await openWorld();
  const adding = store.write((rows) =>
    addStaff(rows, at, { own: undefined, name: "Zoe", address: addressOf(key) }),
  );
  await expect(adding).rejects.toMatchObject({ code: "conflict" });
});

it("a connected mailbox can be nobody's address, and a removed one can", async () => {
  const { store, world } = await openWorld();
  const own = { replyDomain: "reply.northbeam.example", mailFrom: "requests@reply.northbeam.example" };
  const address = "support@northbeam.example";
  const { mailboxId } = await store.write((rows) =>
    addMailbox(rows, at, { address, byStaffId: world.people.tom.id, own }),
  );
  const { harbor } = world.clients;
  const input = { name: "Zoe", address, clientId: harbor };
  for (const adding of [
    store.write<object>((rows) => addStaff(rows, at, { ...input, own: undefined })),
    store.write<object>((rows) => addContact(rows, at, { ...input, own: undefined })),
  ]) {
    await expect(adding).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("is a connected mailbox") as unknown,
    });
  }
  await store.write((rows) => markMailboxRemoved(rows, mailboxId, at));
  await store.write((rows) => addStaff(rows, at, { own: undefined, name: "Zoe", address }));
});
