// How an email gets on its way: tried, tried again alike, given up in the end, and never lost in between.
import { describe, expect, it } from "vitest";
import { recordDelivery } from "../../src/actions/record-delivery.ts";
import { announce } from "../../src/outbox/announce.ts";
import { attemptsMax, claimDue, deliverOne, renewSending, retryDelayMs } from "../../src/outbox/deliver.ts";
import { listEventsOfTask } from "../../src/store/events.ts";
import { leaseMs, renewEveryMs } from "../../src/store/leases.ts";
import type { Delivery } from "../../src/domain/delivery.ts";
import { ann, deskWithOneEmail, openDesk, type Desk } from "./desk.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const onlyRow = async (desk: Desk) => {
  const [row, ...others] = await desk.rows();
  expect(others).toEqual([]);
  return row!;
};

async function report(desk: Desk, delivery: Delivery, reason: string | null = null): Promise<void> {
  const { id } = await onlyRow(desk);
  const at = desk.now();
  await desk.store.write((rows) => recordDelivery(rows, at, { outboundEmailId: id, delivery, reason, at }));
}

describe("sending", () => {
  it("hands each email over once and keeps what the courier calls it", async () => {
    const desk = await deskWithOneEmail();
    desk.answers.push({ kind: "sent", providerId: "their-id" });
    expect(await desk.deliver()).toBe(1);
    desk.pass(dayMs);
    expect(await desk.deliver()).toBe(0);
    expect(await onlyRow(desk)).toMatchObject({
      status: "sent",
      attempts: 1,
      reason: null,
      leasedUntil: null,
    });
    const [stored] = await desk.store.read.all(
      "select provider_id as id, sent_at as at from outbound_emails",
    );
    expect(stored).toEqual({ id: "their-id", at: "2026-03-02T10:00:00.000Z" });
  });

  it("gives several workers different emails", async () => {
    const desk = await openDesk();
    await desk.open();
    await announce(desk.outbox);
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimDue(desk.outbox, 1, [])));
    const ids = claims.flat().map((row) => row.id);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
  });

  it("does not claim more than asked, and the longest waiting first", async () => {
    const desk = await openDesk();
    await desk.open();
    await announce(desk.outbox);
    const [first, second] = await desk.rows();
    expect((await claimDue(desk.outbox, 2, [])).map((row) => row.id)).toEqual([first?.id, second?.id]);
  });
});

describe("a retry", () => {
  it("sends the same content under the same Message-ID", async () => {
    const desk = await deskWithOneEmail();
    desk.answers.push({ kind: "retry", reason: "Busy." }, new Error("Our own bug."), {
      kind: "retry",
      reason: "Busy.",
    });
    for (let day = 0; day < 4; day++) {
      await desk.deliver();
      desk.pass(dayMs);
    }
    const [first, ...again] = desk.sent;
    expect(again).toHaveLength(3);
    for (const email of again) expect(email).toEqual(first);
    expect(first?.headers["Message-ID"]).toMatch(/^<m\.[a-z2-7]+@reply\.northbeam\.example>$/u);
    expect(await onlyRow(desk)).toMatchObject({ status: "sent", attempts: 4 });
  });

  it("waits longer each time, spread out by chance, and says why it waits", async () => {
    const desk = await deskWithOneEmail();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 10; attempt++) {
      desk.answers.push({ kind: "retry", reason: `Busy (${attempt}).` });
      expect(await desk.deliver()).toBe(1);
      const row = await onlyRow(desk);
      expect(row).toMatchObject({ status: "queued", attempts: attempt, reason: `Busy (${attempt}).` });
      const waitMs = Date.parse(row.nextAttemptAt) - Date.parse(desk.now());
      waits.push(waitMs);
      desk.pass(waitMs - 1);
      expect(await desk.deliver()).toBe(0);
      desk.pass(1);
    }
    for (const [index, waitMs] of waits.entries()) {
      const fullMs = Math.min(minuteMs * 2 ** index, 240 * minuteMs);
      expect(waitMs).toBeGreaterThanOrEqual(fullMs * 0.75);
      expect(waitMs).toBeLessThanOrEqual(fullMs);
    }
    expect(new Set(waits).size).toBe(waits.length);
  });

  it("waits between three quarters and all of a delay that doubles up to four hours", () => {
    expect([1, 2, 3, 8, 9, 18].map((attempts) => retryDelayMs(attempts, 0) / minuteMs)).toEqual([
      1, 2, 4, 128, 240, 240,
    ]);
    expect(retryDelayMs(1, 1)).toBe(45_000);
  });

  it("never comes before the other side said, nor sooner than our own delay", async () => {
    const desk = await deskWithOneEmail();
    desk.answers.push({ kind: "retry", reason: "Later.", afterMs: 10 * minuteMs });
    await desk.deliver();
    expect((await onlyRow(desk)).nextAttemptAt).toBe("2026-03-02T10:10:00.000Z");
    desk.pass(10 * minuteMs);
    desk.answers.push({ kind: "retry", reason: "Later.", afterMs: 1_000 });
    await desk.deliver();
    const { nextAttemptAt } = await onlyRow(desk);
    expect(Date.parse(nextAttemptAt) - Date.parse(desk.now())).toBeGreaterThanOrEqual(1.5 * minuteMs);
  });

  it("ends after the stated number of tries: the email is refused, and the task's events say so once", async () => {
    const desk = await deskWithOneEmail();
    const taskId = await firstTaskId(desk);
    for (let attempt = 1; attempt <= attemptsMax + 3; attempt++) {
      desk.answers.push({ kind: "retry", reason: "Nobody answers." });
      await desk.deliver();
      desk.pass(4 * 60 * minuteMs);
    }
    expect(desk.sent).toHaveLength(attemptsMax);
    const reason = `Given up after ${attemptsMax} tries. Nobody answers.`;
    const row = await onlyRow(desk);
    expect(row).toMatchObject({ status: "refused", reason });
    expect(await refusals(desk, taskId)).toEqual([
      { outboundEmailId: row.id, reason, lastReason: "Nobody answers." },
    ]);
  });
});

describe("a refusal", () => {
  it("is for good, with its reason on the email and in the task's events", async () => {
    const desk = await deskWithOneEmail();
    const taskId = await firstTaskId(desk);
    desk.answers.push({ kind: "refused", reason: "No such mailbox." });
    await desk.deliver();
    desk.pass(dayMs);
    expect(await desk.deliver()).toBe(0);
    const row = await onlyRow(desk);
    expect(row).toMatchObject({ status: "refused", reason: "No such mailbox." });
    expect(await refusals(desk, taskId)).toEqual([{ outboundEmailId: row.id, reason: "No such mailbox." }]);
  });
});

describe("an email whose fate is unknown", () => {
  const lost = { kind: "unknown", reason: "The connection broke off." } as const;

  it("is sent again, the same, after half an hour in which no event settled it", async () => {
    const desk = await deskWithOneEmail();
    desk.answers.push(lost);
    await desk.deliver();
    expect(await onlyRow(desk)).toMatchObject({ status: "unknown", reason: "The connection broke off." });
    desk.pass(30 * minuteMs);
    expect(await desk.deliver()).toBe(0);
    desk.pass(1);
    expect(await desk.deliver()).toBe(1);
    expect(desk.sent[1]).toEqual(desk.sent[0]);
    expect(await onlyRow(desk)).toMatchObject({ status: "sent", attempts: 2, reason: null });
  });

  it.each<Delivery>(["processed", "deferred", "delivered", "bounced"])(
    "is settled by the event “%s” and not sent again",
    async (delivery) => {
      const desk = await deskWithOneEmail();
      desk.answers.push(lost);
      await desk.deliver();
      await report(desk, delivery);
      desk.pass(dayMs);
      expect(await desk.deliver()).toBe(0);
      expect(await onlyRow(desk)).toMatchObject({ status: "sent", delivery });
    },
  );

  it("is not sent again when the event came before the courier gave up waiting", async () => {
    for (const outcome of [lost, { kind: "retry", reason: "?" }, { kind: "refused", reason: "?" }] as const) {
      const desk = await deskWithOneEmail();
      const [row] = await claimDue(desk.outbox, 1, []);
      await report(desk, "delivered");
      desk.answers.push(outcome);
      await deliverOne(desk.outbox, row!);
      desk.pass(dayMs);
      expect(await desk.deliver()).toBe(0);
      expect(await onlyRow(desk)).toMatchObject({ status: "sent", delivery: "delivered" });
      expect(await refusals(desk, await firstTaskId(desk))).toEqual([]);
    }
  });
});

describe("what a provider says later", () => {
  it("only moves up, whatever order it comes in, and repeats change nothing", async () => {
    const desk = await deskWithOneEmail();
    await desk.deliver();
    const states: (string | null)[] = [];
    for (const delivery of [
      "delivered",
      "processed",
      "deferred",
      "bounced",
      "delivered",
      "complained",
      "bounced",
    ] as const) {
      await report(desk, delivery, "why");
      states.push((await onlyRow(desk)).delivery);
    }
    expect(states).toEqual([
      "delivered",
      "delivered",
      "delivered",
      "bounced",
      "bounced",
      "complained",
      "complained",
    ]);
    const events = await listEventsOfTask(desk.store.read, await firstTaskId(desk));
    expect(events.filter(({ type }) => type === "email.bounced")).toHaveLength(1);
  });

  it("of an email that is not ours is said to be about none", async () => {
    const desk = await deskWithOneEmail();
    const known = await desk.store.write((rows) =>
      recordDelivery(rows, desk.now(), {
        outboundEmailId: 9_999,
        delivery: "delivered",
        reason: null,
        at: desk.now(),
      }),
    );
    expect(known).toBe("no_such_email");
  });
});

describe("a worker that dies", () => {
  it("keeps its email until its lease runs out; then another sends it", async () => {
    const desk = await deskWithOneEmail();
    const [claimed] = await claimDue(desk.outbox, 1, []);
    expect(claimed).toMatchObject({ toAddress: ann, status: "sending", attempts: 1 });
    desk.pass(leaseMs);
    expect(await desk.deliver()).toBe(0);
    desk.pass(1);
    expect(await desk.deliver()).toBe(1);
    expect(await onlyRow(desk)).toMatchObject({ status: "sent", attempts: 2 });
  });

  it("is told from a slow one, which keeps its email by renewing its lease", async () => {
    const desk = await deskWithOneEmail();
    const running = await claimDue(desk.outbox, 1, []);
    for (let passedMs = 0; passedMs < minuteMs; passedMs += renewEveryMs) {
      desk.pass(renewEveryMs);
      await renewSending(desk.outbox, running);
      expect(await desk.deliver()).toBe(0);
    }
    await deliverOne(desk.outbox, running[0]!);
    expect(await onlyRow(desk)).toMatchObject({ status: "sent", attempts: 1 });
    expect(desk.sent).toHaveLength(1);
  });

  it("is not one that slept with its machine: it does not send once more what it still hands over", async () => {
    const desk = await deskWithOneEmail();
    const running = await claimDue(desk.outbox, 1, []);
    desk.pass(60 * minuteMs);
    expect(await claimDue(desk.outbox, 10, running)).toEqual([]);
    // Nor does another process, from then on.
    expect(await claimDue(desk.outbox, 10, [])).toEqual([]);
    await deliverOne(desk.outbox, running[0]!);
    expect(await onlyRow(desk)).toMatchObject({ status: "sent", attempts: 1 });
  });

  it.each([
    { kind: "unknown", reason: "?" },
    { kind: "retry", reason: "?" },
    { kind: "refused", reason: "?" },
  ] as const)(
    "and only seemed dead says nothing of an email that another has in hand: $kind",
    async (outcome) => {
      const desk = await deskWithOneEmail();
      const [slow] = await claimDue(desk.outbox, 1, []);
      desk.pass(3 * minuteMs);
      const [taken] = await claimDue(desk.outbox, 1, []);
      desk.answers.push(outcome);
      await deliverOne(desk.outbox, slow!);
      expect(await onlyRow(desk)).toMatchObject({ status: "sending", attempts: 2, reason: null });
      await deliverOne(desk.outbox, taken!);
      expect(await refusals(desk, await firstTaskId(desk))).toEqual([]);
    },
  );

  it("and only seemed dead cannot take back what another sent", async () => {
    const desk = await deskWithOneEmail();
    const [slow] = await claimDue(desk.outbox, 1, []);
    desk.pass(3 * minuteMs);
    await desk.deliver();
    desk.answers.push({ kind: "retry", reason: "Too late." });
    await deliverOne(desk.outbox, slow!);
    desk.pass(dayMs);
    expect(await desk.deliver()).toBe(0);
    expect(await onlyRow(desk)).toMatchObject({ status: "sent" });
  });

  it("does not stop when what became of an email cannot be written down", async () => {
    const desk = await deskWithOneEmail();
    const [row] = await claimDue(desk.outbox, 1, []);
    const broken = {
      ...desk.outbox,
      store: { ...desk.store, write: () => Promise.reject(new Error("disk full")) },
    };
    await expect(deliverOne(broken, row!)).resolves.toBeUndefined();
    desk.pass(3 * minuteMs);
    await desk.deliver();
    expect(desk.sent[1]).toEqual(desk.sent[0]);
  });
});

async function firstTaskId(desk: Desk): Promise<number> {
  const row = await desk.store.read.first<{ id: number }>("select min(id) as id from tasks");
  return row!.id;
}

async function refusals(desk: Desk, taskId: number): Promise<unknown[]> {
  const events = await listEventsOfTask(desk.store.read, taskId);
  return events.flatMap((event) => (event.type === "email.refused" ? [event.payload] : []));
}
