// Clients, people and their addresses: one owner an address, found by any of theirs, written to at the primary one.
import { expect, it } from "vitest";
import {
  findClientByName,
  findPlanByName,
  getClient,
  listClients,
  listPlans,
  recordClient,
} from "../../src/store/clients.ts";
import {
  findPerson,
  findPersonByAddress,
  getPerson,
  listAllContacts,
  listContacts,
  listStaff,
  recordContactAddress,
  recordStaff,
} from "../../src/store/people.ts";
import { addressOf, openWorld } from "../support/world.ts";

const at = "2026-03-02T09:00:00.000Z";

it("a fresh store has the three plans, smallest first, found by name in any case", async () => {
  const { store } = await openWorld();
  expect((await listPlans(store.read)).map(({ name, activeTasksMax }) => [name, activeTasksMax])).toEqual([
    ["Standard", 1],
    ["Premium", 2],
    ["Elite", 3],
  ]);
  expect(await findPlanByName(store.read, "eLITE")).toMatchObject({ name: "Elite" });
  expect(await findPlanByName(store.read, "Gold")).toBeUndefined();
});

it("a client's name is taken once and found in any case", async () => {
  const { store, world } = await openWorld();
  const again = { name: "Harbor Dental", planId: 1, createdAt: at };
  expect(await store.write((rows) => recordClient(rows, again))).toBeUndefined();
  expect(await findClientByName(store.read, "harbor DENTAL")).toMatchObject({ id: world.clients.harbor });
  expect((await listClients(store.read)).map(({ name }) => name)).toEqual([
    "Atlas Freight",
    "Harbor Dental",
    "Lumen Robotics",
  ]);
  expect(await getClient(store.read, world.clients.atlas)).toMatchObject({
    planName: "Elite",
    activeTasksMax: 3,
  });
  await expect(getClient(store.read, 4711)).rejects.toMatchObject({ code: "not_found" });
});

it("a contact is found by each address, and the primary one is where emails go", async () => {
  const { store, world } = await openWorld();
  const second = {
    contactId: world.people.ann.id,
    address: "ann@home.example",
    isPrimary: false,
    addedAt: at,
  };
  expect(await store.write((rows) => recordContactAddress(rows, second))).toBe(true);
  const byFirst = await findPersonByAddress(store.read, addressOf("ann"));
  const bySecond = await findPersonByAddress(store.read, "ann@home.example");
  expect(byFirst).toMatchObject({
    contactId: world.people.ann.id,
    staffId: null,
    clientId: world.clients.harbor,
  });
  expect(bySecond?.contactId).toBe(world.people.ann.id);
  expect(await getPerson(store.read, world.people.ann)).toMatchObject({
    address: addressOf("ann"),
    name: "Ann Weber",
  });
  expect((await listContacts(store.read, world.clients.harbor)).map(({ address }) => address)).toEqual([
    addressOf("ann"),
    addressOf("lee"),
  ]);
});

it("an address belongs to one person", async () => {
  const { store, world } = await openWorld();
  const taken = { contactId: world.people.lee.id, address: addressOf("ann"), isPrimary: false, addedAt: at };
  expect(await store.write((rows) => recordContactAddress(rows, taken))).toBe(false);
  expect((await findPersonByAddress(store.read, addressOf("ann")))?.name).toBe("Ann Weber");
  const staff = {
    name: "Other",
    address: addressOf("tom"),
    timeZone: "UTC",
    locale: "en",
    createdAt: at,
  } as const;
  expect(await store.write((rows) => recordStaff(rows, staff))).toBeUndefined();
});

it("staff are found like contacts, without a client", async () => {
  const { store, world } = await openWorld();
  const tom = { staffId: world.people.tom.id, contactId: null, clientId: null, timeZone: "Europe/Berlin" };
  expect(await findPersonByAddress(store.read, addressOf("tom"))).toMatchObject(tom);
  expect(await findPerson(store.read, world.people.tom)).toMatchObject(tom);
  expect((await listStaff(store.read)).map(({ name, followsNewTasks }) => [name, followsNewTasks])).toEqual([
    ["Priya Nair", 1],
    ["Tom Becker", 1],
  ]);
});

it("nobody is found for an address or an id that is nobody's", async () => {
  const { store } = await openWorld();
  expect(await findPersonByAddress(store.read, "nobody@nowhere.example")).toBeUndefined();
  await expect(getPerson(store.read, { kind: "contact", id: 4711 })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(getPerson(store.read, { kind: "staff", id: 4711 })).rejects.toMatchObject({
    code: "not_found",
  });
});

it("all contacts are listed by client and name, once each", async () => {
  const { store } = await openWorld();
  expect((await listAllContacts(store.read)).map(({ clientName, name }) => `${clientName}: ${name}`)).toEqual(
    [
      "Atlas Freight: Marta Silva",
      "Harbor Dental: Ann Weber",
      "Harbor Dental: Lee Okafor",
      "Lumen Robotics: Dana Ruiz",
      "Lumen Robotics: Kenji Mori",
    ],
  );
});
