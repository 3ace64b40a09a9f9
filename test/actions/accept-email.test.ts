// Accepting a held email as somebody's message: the ruling that processing will honour, and what stands against it.
import { describe, expect, it } from "vitest";
import { acceptEmail } from "../../src/actions/accept-email.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { findInboundEmail } from "../../src/store/inbound-emails.ts";
import { openWorld } from "../support/world.ts";
import { receive, receivedAt as at } from "./received.ts";
import { rulingsOf } from "./rulings-of.ts";

async function openScene() {
  const { store, world } = await openWorld();
  const { people, clients } = world;
  const emailId = await store.write((rows) => receive(rows));
  const input = { clientId: clients.harbor, title: "T", author: people.ann, channel: "portal" as const };
  const { taskId } = await store.write((rows) => openTask(rows, at, { ...input, text: "Hi", postedAt: at }));
  return { store, people, emailId, taskId, byStaffId: people.tom.id };
}

describe("accepting an email", () => {
  it("puts it back in line with the ruling, and is an event", async () => {
    const { store, people, emailId, taskId, byStaffId } = await openScene();
    await store.write((rows) => acceptEmail(rows, at, { emailId, author: people.lee, taskId, byStaffId }));
    expect(await findInboundEmail(store.read, emailId)).toMatchObject({
      status: "pending",
      ruling: { kind: "post", author: people.lee, taskId, by: byStaffId },
    });
    expect(await rulingsOf(store)).toEqual([{ inboundEmailId: emailId, ruling: "post" }]);
  });

  it("is refused for somebody of another client, for a task that is not there, and when it did its work", async () => {
    const { store, people, emailId, taskId, byStaffId } = await openScene();
    const accept = (more: object) =>
      store.write((rows) =>
        acceptEmail(rows, at, { emailId, author: people.ann, taskId, byStaffId, ...more }),
      );
    await expect(accept({ author: people.dana })).rejects.toMatchObject({ code: "invalid" });
    await expect(accept({ taskId: 4711 })).rejects.toMatchObject({ code: "not_found" });
    const handled = await store.write((rows) => receive(rows, { status: "handled" }));
    await expect(accept({ emailId: handled })).rejects.toMatchObject({ code: "conflict" });
    expect((await findInboundEmail(store.read, emailId))!.status).toBe("held");
    expect(await rulingsOf(store)).toEqual([]);
  });
});
