// Who of a client may approve finished work: said by an approver, by staff or by an operator, and never by nobody.
import { describe, expect, it } from "vitest";
import { changeApprover, type ApproverChange } from "../../src/actions/change-approver.ts";
import { eraseContact } from "../../src/actions/erase-contact.ts";
import { openStore } from "../../src/store/database.ts";
import { listApprovers } from "../../src/store/people.ts";
import { seedWorld } from "../../src/sandbox/seed-world.ts";
import { openTestDatabase } from "../support/store.ts";
import { openWorld } from "../support/world.ts";

const at = "2026-03-02T09:00:00.000Z";

async function scene() {
  const { store, world } = await openWorld(at);
  const { people, clients } = world;
  return {
    store,
    ...world,
    change: (input: Partial<ApproverChange>) =>
      store.write((rows) =>
        changeApprover(rows, at, { contactId: people.lee.id, canApprove: true, by: people.ann, ...input }),
      ),
    approvers: async () => (await listApprovers(store.read, clients.harbor)).map(({ name }) => name),
    events: async () =>
      (
        await store.read.all<{ actor: number | null; payload: string }>(
          `select actor_contact_id as actor, payload from events where type = 'contact.approver_changed' order by id`,
        )
      ).map(({ actor, payload }) => ({ actor, ...(JSON.parse(payload) as object) })),
  };
}

describe("an approver", () => {
  it("names another one and takes it away again, each once and on record", async () => {
    const { people, clients, change, approvers, events } = await scene();
    expect(await change({})).toMatchObject({ kind: "done" });
    expect(await change({})).toMatchObject({ kind: "unchanged" });
    expect(await approvers()).toEqual(["Ann Weber", "Lee Okafor"]);
    expect(await change({ canApprove: false })).toMatchObject({ kind: "done" });
    expect(await approvers()).toEqual(["Ann Weber"]);
    const about = { actor: people.ann.id, contactId: people.lee.id, clientId: clients.harbor };
    expect(await events()).toEqual([
      { ...about, canApprove: true },
      { ...about, canApprove: false },
    ]);
  });

  it("may hand it over and keep nothing, but the last one stays", async () => {
    const { people, change, approvers } = await scene();
    const self = { contactId: people.ann.id, canApprove: false };
    await expect(change(self)).rejects.toMatchObject({ code: "conflict" });
    await change({});
    expect(await change(self)).toMatchObject({ kind: "done" });
    expect(await approvers()).toEqual(["Lee Okafor"]);
    await expect(change({ canApprove: false, by: people.lee })).rejects.toThrow("Lee Okafor is the only one");
  });
});

describe("refused is", () => {
  it("whoever may not approve themselves, somebody of another client, and who was erased", async () => {
    const { store, people, clients, change, approvers, events } = await scene();
    await expect(change({ by: people.lee })).rejects.toMatchObject({ code: "not_allowed" });
    await expect(change({ by: people.dana })).rejects.toMatchObject({ code: "not_allowed" });
    await expect(change({ clientId: clients.lumen })).rejects.toMatchObject({ code: "not_found" });
    await expect(change({ contactId: 4711 })).rejects.toMatchObject({ code: "not_found" });
    await store.write((rows) =>
      eraseContact(rows, at, { address: "lee@harbordental.example", withWords: false }),
    );
    await expect(change({})).rejects.toMatchObject({ code: "not_found" });
    expect([await approvers(), await events()]).toEqual([["Ann Weber"], []]);
  });
});

it("staff and an operator say it for whichever client", async () => {
  const { people, change, approvers, events } = await scene();
  await change({ by: people.tom });
  await change({ contactId: people.ann.id, canApprove: false, by: undefined });
  expect(await approvers()).toEqual(["Lee Okafor"]);
  expect((await events()).map(({ actor }) => actor)).toEqual([null, null]);
});

it("two who take it from one another at the same moment, in two processes, do not both lose it", async () => {
  const { store, url } = await openTestDatabase();
  const { people, clients } = await seedWorld(store, at);
  const other = await openStore(url);
  try {
    await store.write((rows) =>
      changeApprover(rows, at, { contactId: people.lee.id, canApprove: true, by: people.ann }),
    );
    const take = (where: typeof store, by: typeof people.ann, contactId: number) =>
      where.write((rows) => changeApprover(rows, at, { contactId, canApprove: false, by }));
    const tried = await Promise.allSettled([
      take(store, people.ann, people.lee.id),
      take(other, people.lee, people.ann.id),
    ]);
    expect(tried.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await listApprovers(store.read, clients.harbor)).toHaveLength(1);
  } finally {
    await other.close();
  }
});
