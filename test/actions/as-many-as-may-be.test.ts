// Lists that a page shows whole have an end: what would make them longer is refused, and what is there goes on.
import { expect, it } from "vitest";
import { addMailbox, mailboxesMax } from "../../src/actions/add-mailbox.ts";
import { makeApiToken } from "../../src/actions/make-api-token.ts";
import { revokeApiToken } from "../../src/actions/revoke-api-token.ts";
import { plansMax, setPlan } from "../../src/actions/set-plan.ts";
import { apiTokensMax } from "../../src/domain/program.ts";
import { listApiTokens } from "../../src/store/api-tokens.ts";
import { listPlans } from "../../src/store/clients.ts";
import { openWorld } from "../support/world.ts";

const at = "2026-03-02T09:00:00.000Z";
const limitReached = { code: "limit_reached" };

it("plans", async () => {
  const { store } = await openWorld();
  const set = (name: string) => store.write((rows) => setPlan(rows, at, { name, activeTasksMax: 2 }));
  for (let count = (await listPlans(store.read)).length; count < plansMax; count++)
    await set(`Plan ${count}`);
  await expect(set("One more")).rejects.toMatchObject(limitReached);
  expect((await set("Standard")).plan.activeTasksMax).toBe(2);
});

it("tokens of programs, of which those that were taken back do not count", async () => {
  const { store, world } = await openWorld();
  const byStaffId = world.people.tom.id;
  const input = { name: "Time sheets", scopes: ["tasks:read"], clientId: null, byStaffId };
  const make = () => store.write((rows) => makeApiToken(rows, at, input, (id) => `hash ${id}`));
  for (let count = 0; count < apiTokensMax; count++) await make();
  await expect(make()).rejects.toMatchObject(limitReached);
  const [newest] = await listApiTokens(store.read);
  await store.write((rows) => revokeApiToken(rows, at, { apiTokenId: newest!.id, byStaffId }));
  await make();
  expect(await listApiTokens(store.read)).toHaveLength(apiTokensMax);
});

it("connected mailboxes", async () => {
  const { store, world } = await openWorld();
  const own = { replyDomain: "reply.northbeam.example", mailFrom: "work@reply.northbeam.example" };
  const add = (address: string) =>
    store.write((rows) => addMailbox(rows, at, { address, byStaffId: world.people.tom.id, own }));
  for (let count = 0; count < mailboxesMax; count++) await add(`box${count}@northbeam.example`);
  await expect(add("more@northbeam.example")).rejects.toMatchObject(limitReached);
  // One that is connected already stays so.
  await add("box1@northbeam.example");
});
