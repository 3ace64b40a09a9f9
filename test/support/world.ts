// Puts the named world of fixtures/world.ts into a store and answers everybody's id by name.
import * as world from "../../fixtures/world.ts";
import { seedWorld, type World } from "../../src/sandbox/seed-world.ts";
import type { Store } from "../../src/store/database.ts";
import { openFilledStore } from "./store.ts";

const worlds = new Map<string, World>();

/** A fresh store with the agency's staff, its clients and their contacts, and no tasks. */
export async function openWorld(at = "2026-03-02T09:00:00.000Z"): Promise<{ store: Store; world: World }> {
  const store = await openFilledStore(at, async (empty) => worlds.set(at, await seedWorld(empty, at)));
  return { store, world: structuredClone(worlds.get(at)!) };
}

export const addressOf = (key: world.ContactKey | world.StaffKey): string =>
  [...world.contacts, ...world.staff].find((person) => person.key === key)!.address;
