// Staff are told once a day, at nine in their own zone, what the held desk holds: never twice, by however many processes.
import { describe, expect, it } from "vitest";
import { announce } from "../../src/outbox/announce.ts";
import { remind } from "../../src/outbox/remind.ts";
import { openStore } from "../../src/store/database.ts";
import { markInboundOutcome } from "../../src/store/inbound-emails.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import { receive } from "../actions/received.ts";
import { openWorld } from "../support/world.ts";
import { openTestDatabase } from "../support/store.ts";
import { openOutbox } from "../support/outgoing.ts";
import { seedWorld } from "../../src/sandbox/seed-world.ts";
import type { Outbox } from "../../src/outbox/outbox.ts";
import type { Store } from "../../src/store/database.ts";

interface Told {
  address: string;
  subject: string;
  text: string;
  html: string;
  headers: string;
}

/** The world, whose staff came on 2 March, and an outbox at a moment. Priya is in London, Tom in Berlin. */
async function openDesk() {
  const { store } = await openWorld("2026-03-02T10:00:00.000Z");
  return { store, at: (moment: string) => outboxAt(store, moment), told: () => listTold(store) };
}

function outboxAt(store: Store, moment: string): Outbox {
  return { ...openOutbox(store), clock: () => new Date(moment) };
}

async function look(outbox: Outbox): Promise<number> {
  const count = await remind(outbox);
  while ((await announce(outbox)) > 0);
  return count;
}

function listTold(store: Store): Promise<Told[]> {
  return store.read.all<Told>(
    "select to_address as address, subject, text, html, headers from outbound_emails where kind = ? order by id",
    "held-summary",
  );
}

describe("the daily summary", () => {
  it("comes at nine in each one's own zone, once a day, and while something is held", async () => {
    const { store, at, told } = await openDesk();
    const emailId = await store.write((rows) => receive(rows));
    // They came during this day, after its hour; theirs begins with the next.
    expect(await look(at("2026-03-02T18:00:00.000Z"))).toBe(0);
    expect(await look(at("2026-03-03T07:59:59.000Z"))).toBe(0);
    expect(await look(at("2026-03-03T08:00:00.000Z"))).toBe(1);
    expect(await look(at("2026-03-03T08:59:00.000Z"))).toBe(0);
    expect(await look(at("2026-03-03T09:00:30.000Z"))).toBe(1);
    for (const hour of ["10", "15", "22"]) expect(await look(at(`2026-03-03T${hour}:00:00.000Z`))).toBe(0);
    expect((await told()).map(({ address }) => address)).toEqual([
      "tom@northbeam.example",
      "priya@northbeam.example",
    ]);
    // After a standstill the first look tells them, once, however many days went by.
    expect(await look(at("2026-03-09T16:30:00.000Z"))).toBe(2);
    expect(await look(at("2026-03-09T16:31:00.000Z"))).toBe(0);
    // A day on which the desk was empty at nine is over with that, whatever comes later.
    await store.write((rows) =>
      rows.run("update inbound_emails set status = 'ignored' where id = ?", emailId),
    );
    expect(await look(at("2026-03-10T12:00:00.000Z"))).toBe(0);
    await store.write((rows) => receive(rows));
    expect(await look(at("2026-03-10T15:00:00.000Z"))).toBe(0);
    expect(await look(at("2026-03-11T12:00:00.000Z"))).toBe(2);
    expect(await told()).toHaveLength(6);
  });

  it("keeps to nine where the clocks change, and says nothing when the desk was emptied before it was written", async () => {
    const { store, at, told } = await openDesk();
    await store.write((rows) => receive(rows));
    expect(await look(at("2026-03-28T22:00:00.000Z"))).toBe(2);
    // Berlin is two hours ahead from the 29th.
    expect(await look(at("2026-03-29T06:59:00.000Z"))).toBe(0);
    expect(await look(at("2026-03-29T07:00:00.000Z"))).toBe(1);
    expect(await told()).toHaveLength(3);
    expect(await remind(at("2026-03-29T08:00:00.000Z"))).toBe(1);
    await store.write((rows) =>
      rows.run("update inbound_emails set status = 'ignored' where status = 'held'"),
    );
    expect(await announce(at("2026-03-29T08:00:00.000Z"))).toBe(1);
    expect(await told()).toHaveLength(3);
  });

  it("is written once when several processes look at once, and not again after a restart", async () => {
    const { store, url } = await openTestDatabase();
    await seedWorld(store, "2026-03-02T10:00:00.000Z");
    await store.write((rows) => receive(rows));
    const others = [await openStore(url), await openStore(url)];
    const moment = "2026-03-03T12:00:00.000Z";
    const counts = await Promise.all([store, ...others].map((each) => remind(outboxAt(each, moment))));
    for (const other of others) await other.close();
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    const again = await openStore(url);
    expect(await look(outboxAt(again, "2026-03-03T12:05:00.000Z"))).toBe(0);
    await again.close();
    expect(await listTold(store)).toHaveLength(2);
  });

  it("lists ten at most by sender, reason and age, without their words, subjects or secrets, and with one link", async () => {
    const { store, at, told } = await openDesk();
    const { keys, installation } = at("2026-03-03T09:30:00.000Z");
    const reference = { participantId: 1, version: 0, isNote: false };
    const secret = replyAddress(keys, installation.replyDomain, reference);
    await store.write(async (rows) => {
      for (let index = 0; index < 12; index++) {
        const id = await receive(rows, { status: "held" });
        await markInboundOutcome(
          rows,
          id,
          {
            status: "held",
            reason: "stranger",
            class: "human",
            evidence: [],
            fromAddress: `visitor-${index}@elsewhere.example`,
            fromName: index === 0 ? `<b>Sam</b>\u202e ${secret}` : "Sam Hill",
            subject: "Nobody reads this subject here",
            internetMessageId: null,
            text: "Nobody reads these words here",
            taskId: null,
            author: undefined,
          },
          "2026-03-02T09:30:00.000Z",
        );
      }
    });
    expect(await look(at("2026-03-03T09:30:00.000Z"))).toBe(2);
    const [email] = await told();
    expect(email!.subject).toBe("12 held emails wait for somebody");
    expect(email!.text).toContain("The oldest came in 1 day ago.");
    expect(email!.text).toContain("Nobody here is known by the address it comes from.");
    expect(email!.text).toContain("visitor-9@elsewhere.example");
    expect(email!.text).not.toContain("visitor-10@elsewhere.example");
    expect(email!.text).toContain("And 2 more.");
    for (const whole of [email!.text, email!.html]) {
      expect(whole).not.toMatch(/Nobody reads|\u202e/u);
      expect(whole).not.toContain(secret);
    }
    expect(email!.html).toContain("&lt;b&gt;Sam&lt;/b&gt;");
    expect([...email!.html.matchAll(/href="([^"]+)"/gu)].map(([, link]) => link)).toEqual([
      "http://localhost:3000/held",
    ]);
    expect(JSON.parse(email!.headers)).toMatchObject({
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    });
  });
});
