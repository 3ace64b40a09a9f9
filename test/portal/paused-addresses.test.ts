// Where staff see paused addresses and let mail go to them again, and what clients are told of it.
import { describe, expect, it } from "vitest";
import { recordDelivery } from "../../src/actions/record-delivery.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { announce } from "../../src/outbox/announce.ts";
import { claimDue, deliverOne } from "../../src/outbox/deliver.ts";
import { openApp, outboxOf, secretAddress, type App } from "./app.ts";

/** Everything that is due, handed over. */
async function sendAll({ portal }: App): Promise<void> {
  const outbox = outboxOf(portal);
  await announce(outbox);
  for (const row of await claimDue(outbox, 100, [])) await deliverOne(outbox, row);
}

/** A task of Ann's and Lee's whose first email to Lee came back, and a second message that waits for him. */
async function lostLee(reason = "550 5.1.1 <b>no such user</b>") {
  const app = await openApp();
  const { clients, people } = app.world;
  const taskId = await app.taskWith({
    clientId: clients.harbor,
    author: people.ann,
    title: "Booking <form>",
  });
  await app.say({ taskId, author: people.lee });
  await app.say({ taskId, author: people.ann, text: "For Lee, too" });
  await sendAll(app);
  const { id } = (await app.store.read.first<{ id: number }>(
    "select min(id) as id from outbound_emails where to_name = 'Lee Okafor'",
  ))!;
  const at = timestamp(app.time.now);
  await app.store.write((rows) =>
    recordDelivery(rows, at, {
      outboundEmailId: id,
      delivery: "bounced",
      reason,
      at,
      pause: { cause: "bounced", isKeptByProvider: true },
    }),
  );
  await app.say({ taskId, author: people.ann, text: "And another" });
  await sendAll(app);
  return { app, taskId };
}

describe("a paused address", () => {
  it("is told of on the desk and listed with its reason, its task, what waits, and a button", async () => {
    const { app, taskId } = await lostLee();
    const staff = await app.signedIn(app.world.people.tom);
    expect((await staff.get("/")).text).toContain("Emails to one address are paused");
    const page = await staff.get("/paused-addresses");
    expect(page.text).toContain("Lee Okafor");
    expect(page.text).toContain("lee@harbordental.example");
    expect(page.text).toContain("an email to it came back");
    expect(page.text).toContain("550 5.1.1 &lt;b&gt;no such user&lt;/b&gt;");
    expect(page.text).toContain(`href="/tasks/${taskId}"`);
    expect(page.text).toContain("One email waits for it.");
    expect(page.text).toContain("suppression list");
    expect(page.text).toContain('action="/paused-addresses/1/resume"');
  });

  it("shows on its messages to staff, in words and with a link, and to its own company without a server's words", async () => {
    const { app, taskId } = await lostLee();
    const staff = await app.signedIn(app.world.people.tom);
    const page = await staff.get(`/tasks/${taskId}`);
    expect(page.text).toContain(
      "Not sent to Lee Okafor: their address is paused, since an email to it came back (Today, ",
    );
    expect(page.text).toContain('<a href="/paused-addresses">See paused addresses</a>');
    expect(page.text).toContain(
      'Waits for Lee Okafor, whose <a href="/paused-addresses">address is paused</a>.',
    );
    const client = await (await app.signedIn(app.world.people.ann)).get(`/tasks/${taskId}`);
    expect(client.text).toContain("The email to Lee Okafor was not sent, since earlier ones did not arrive.");
    expect(client.text).toContain("The email to Lee Okafor could not be delivered.");
    expect(client.text).not.toContain("550 5.1.1");
    expect(client.text).not.toContain("/paused-addresses");
    const other = await (await app.signedIn(app.world.people.dana)).get(`/tasks/${taskId}`);
    expect(other.status).toBe(404);
  });

  it("shows no secret that a server quoted, neither on the task nor in the list", async () => {
    const { app, taskId } = await lostLee(`550 5.1.1 sender ${secretAddress} unknown`);
    const staff = await app.signedIn(app.world.people.tom);
    for (const path of [`/tasks/${taskId}`, "/paused-addresses"]) {
      const page = await staff.get(path);
      expect(page.text).toContain("550 5.1.1 sender [our reply address] unknown");
      expect(page.text).not.toContain(secretAddress);
    }
  });

  it("is resumed by one press, also when it is pressed twice; then what waited goes out", async () => {
    const { app, taskId } = await lostLee();
    const staff = await app.signedIn(app.world.people.tom);
    const nudges = app.state.nudges;
    for (let press = 0; press < 2; press++) {
      const answer = await staff.post("/paused-addresses/1/resume", {});
      expect([answer.status, answer.location]).toEqual([303, "/paused-addresses"]);
    }
    expect(app.state.nudges).toBeGreaterThan(nudges);
    expect((await staff.get("/paused-addresses")).text).toContain("No address is paused.");
    expect((await staff.get("/")).text).not.toContain("paused");
    await sendAll(app);
    const statuses = await app.store.read.all<{ status: string }>(
      "select distinct status from outbound_emails where to_name = 'Lee Okafor'",
    );
    expect(statuses).toEqual([{ status: "sent" }]);
    expect((await staff.get(`/tasks/${taskId}`)).text).not.toContain("address is paused");
    expect((await staff.post("/paused-addresses/77/resume", {})).status).toBe(404);
  });

  it("is listed over pages when there are many", async () => {
    const { app } = await lostLee();
    await app.store.write(async (rows) => {
      for (let number = 0; number < 60; number++) {
        await rows.run(
          `insert into paused_addresses (address, cause, reason, outbound_email_id, paused_at)
           values (?, 'refused', 'x', 1, ?)`,
          `many-${number}@x.example`,
          timestamp(app.time.now),
        );
      }
    });
    const staff = await app.signedIn(app.world.people.tom);
    expect((await staff.get("/")).text).toContain("Emails to 61 addresses are paused");
    const [first, second] = [
      await staff.get("/paused-addresses"),
      await staff.get("/paused-addresses?page=2"),
    ];
    const count = (text: string) => text.split("/resume").length - 1;
    expect([count(first.text), count(second.text)]).toEqual([50, 11]);
  });
});
