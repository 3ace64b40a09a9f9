// Adding a contact: with one address of their own, at a client there is.
import { expect, it } from "vitest";
import { addClient } from "../../src/actions/add-client.ts";
import { addContact } from "../../src/actions/add-contact.ts";
import { findPersonByAddress, listApprovers } from "../../src/store/people.ts";
import { addressOf, openWorld } from "../support/world.ts";

const at = "2026-03-02T09:00:00.000Z";

it("a contact is found by their address, whatever its case, and lives in UTC and reads English unless told", async () => {
  const { store, world } = await openWorld();
  const input = { clientId: world.clients.harbor, name: "Mia Holm", address: "Mia@HarborDental.example " };
  const { contactId } = await store.write((rows) => addContact(rows, at, { ...input, own: undefined }));
  expect(await findPersonByAddress(store.read, "mia@harbordental.example")).toMatchObject({
    contactId,
    clientId: world.clients.harbor,
    name: "Mia Holm",
    timeZone: "UTC",
    locale: "en",
  });
  const german = { ...input, address: "jo@harbordental.example", locale: "de" };
  await store.write((rows) => addContact(rows, at, { ...german, own: undefined }));
  expect(await findPersonByAddress(store.read, german.address)).toMatchObject({ locale: "de" });
});

it("the first contact of a client may approve finished work unless told otherwise, and those after them only when told", async () => {
  const { store } = await openWorld();
  const add = async (client: string, people: readonly (boolean | undefined)[]) => {
    const { clientId } = await store.write((rows) => addClient(rows, at, { name: client, plan: "Standard" }));
    for (const [index, canApprove] of people.entries()) {
      const who = { clientId, name: `P${index}`, address: `p${index}@${client}.example`, own: undefined };
      const said = canApprove === undefined ? {} : { canApprove };
      await store.write((rows) => addContact(rows, at, { ...who, ...said }));
    }
    return (await listApprovers(store.read, clientId)).map(({ name }) => name);
  };
  expect(await add("one", [undefined, undefined])).toEqual(["P0"]);
  expect(await add("two", [false, undefined, true])).toEqual(["P2"]);
});

it.each([
  [
    "an address of another contact",
    { address: addressOf("dana") },
    "conflict",
    /belongs to Dana Ruiz already/u,
  ],
  [
    "an address of staff",
    { address: addressOf("tom").toUpperCase() },
    "conflict",
    /belongs to Tom Becker already/u,
  ],
  ["no address", { address: "mia" }, "invalid", /is not an email address/u],
  ["no time zone", { timeZone: "Berlin" }, "invalid", /“Berlin” is not a time zone/u],
  ["a language we do not speak", { locale: "fr" }, "invalid", /“fr” is not one of en, de/u],
  ["an unknown client", { clientId: 4711 }, "not_found", /no such client/u],
])("%s is refused, and nothing is written", async (_, fault, code, message) => {
  const { store, world } = await openWorld();
  const input = {
    clientId: world.clients.harbor,
    name: "Mia",
    address: "mia@harbordental.example",
    ...fault,
  };
  const adding = store.write((rows) => addContact(rows, at, { ...input, own: undefined }));
  await expect(adding).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  expect(await findPersonByAddress(store.read, "mia@harbordental.example")).toBeUndefined();
});
