// Adding a client: on a plan there is, under a name nobody has.
import { expect, it } from "vitest";
import { addClient } from "../../src/actions/add-client.ts";
import { getClient } from "../../src/store/clients.ts";
import { openWorld } from "../support/world.ts";

const at = "2026-03-02T09:00:00.000Z";

it("a client is added on a plan, named in any case", async () => {
  const { store } = await openWorld();
  const { clientId } = await store.write((rows) =>
    addClient(rows, at, { name: " Nova\nOptics ", plan: "elite" }),
  );
  expect(await getClient(store.read, clientId)).toMatchObject({ name: "Nova Optics", planName: "Elite" });
});

it.each([
  [
    "an unknown plan",
    "Nova",
    "Gold",
    "invalid",
    "There is no plan “Gold”. The plans are: Standard, Premium, Elite.",
  ],
  ["no name", " \t", "Elite", "invalid", "A name is needed."],
  ["a name without end", "n".repeat(101), "Elite", "invalid", "A name can have 100 characters at most."],
  [
    "a name that is taken",
    "Harbor Dental",
    "Elite",
    "conflict",
    "There is a client called “Harbor Dental” already.",
  ],
  [
    "a name taken in another case",
    "harbor DENTAL",
    "Elite",
    "conflict",
    "There is a client called “Harbor Dental” already.",
  ],
])("%s is refused with a sentence", async (_, name, plan, code, message) => {
  const { store } = await openWorld();
  const adding = store.write((rows) => addClient(rows, at, { name, plan }));
  await expect(adding).rejects.toMatchObject({ code, message });
});
