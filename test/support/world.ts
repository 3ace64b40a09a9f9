// Puts the named world of fixtures/world.ts into a store and answers everybody's id by name.
import * as world from "../../fixtures/world.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import type { Store } from "../../src/store/database.ts";
import { openTestStore } from "./store.ts";

/** A fresh store with the agency's staff, its clients and their contacts, and no tasks. */
export async function openWorld(at = "2026-03-02T09:00:00.000Z"): Promise<{ store: Store; world: World }> {
  const store = await openTestStore();
  return { store, world: await seedWorld(store, at) };
}

export const addressOf = (key: world.ContactKey | world.StaffKey): string =>
  [...world.contacts, ...world.staff].find((person) => person.key === key)!.address;
