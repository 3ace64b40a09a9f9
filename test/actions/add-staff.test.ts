// Adding a member of staff, with an address that is nobody's yet.
import { expect, it } from "vitest";
import { addStaff } from "../../src/actions/add-staff.ts";
import { findPersonByAddress } from "../../src/store/people.ts";
import { addressOf, openWorld } from "../support/world.ts";

const at = "2026-03-02T09:00:00.000Z";

it("a member of staff is found by their address", async () => {
  const { store } = await openWorld();
  const input = { name: "Zoe Lind", address: "zoe@northbeam.example", timeZone: "Europe/Oslo" };
  const { staffId } = await store.write((rows) => addStaff(rows, at, input));
  expect(await findPersonByAddress(store.read, input.address)).toMatchObject({
    staffId,
    contactId: null,
    timeZone: "Europe/Oslo",
  });
});

it.each(["ann", "tom"] as const)("the address of %s cannot be given to anybody else", async (key) => {
  const { store } = await openWorld();
  const adding = store.write((rows) => addStaff(rows, at, { name: "Zoe", address: addressOf(key) }));
  await expect(adding).rejects.toMatchObject({ code: "conflict" });
});
