// Booking a session: what it takes, what it refuses, and that one time is never sold twice, whoever books at once.
import { describe, expect, it } from "vitest";
import { changePlan } from "../../src/actions/change-plan.ts";
import { setPlan } from "../../src/actions/set-plan.ts";
import { isSoldTwice, listDamagedMonths } from "../support/session-books.ts";
import { book, balanceIn, openSessions, publish, startedAt, tuesdayAt10 } from "../support/sessions.ts";
import { findSession } from "../../src/store/sessions.ts";
import { inProcess } from "../store/in-process.ts";
import type { DoneAtOnce } from "./book-at-once.ts";
import { openTestDatabase } from "../support/store.ts";
import { seedWorld } from "../../src/sandbox/seed-world.ts";

describe("a booking", () => {
  it("takes one session of its kind from the month in which it begins, granted by the plan when it is first asked", async () => {
    const { store, world, ann, priya } = await openSessions();
    const { kind, sessionId } = await book(store, { by: ann, staffId: priya, agenda: "  Workflows \n" });
    expect(kind).toBe("done");
    expect(await findSession(store.read, sessionId)).toMatchObject({
      state: "booked",
      startsAt: tuesdayAt10,
      endsAt: "2026-03-03T10:30:00.000Z",
      month: "2026-03",
      agenda: "Workflows",
      callLink: "https://meet.example/priya",
      sequence: 0,
      clientId: world.clients.harbor,
    });
    expect(await balanceIn(store, world.clients.harbor, "training", "2026-03")).toMatchObject({
      granted: 1,
      held: 1,
      left: 0,
    });
    expect(await balanceIn(store, world.clients.harbor, "strategy", "2026-03")).toMatchObject({ granted: 0 });
  });

  it("of one's own time again changes nothing, and neither does the same form again", async () => {
    const { store, world, dana, priya } = await openSessions();
    const first = await book(store, { by: dana, staffId: priya, submissionKey: "one" });
    expect(await book(store, { by: dana, staffId: priya })).toEqual({ ...first, kind: "unchanged" });
    const elsewhere = { startsAt: "2026-03-04T10:00:00.000Z", submissionKey: "one" };
    expect(await book(store, { by: dana, staffId: priya, ...elsewhere })).toEqual({
      ...first,
      kind: "unchanged",
    });
    expect(await balanceIn(store, world.clients.lumen, "training", "2026-03")).toMatchObject({
      held: 1,
      left: 1,
    });
  });

  it.each([
    ["taken by somebody else", { startsAt: tuesdayAt10 }],
    ["over it", { startsAt: "2026-03-03T10:00:00.000Z", minutes: 60 }],
    ["outside of the hours", { startsAt: "2026-03-03T13:00:00.000Z" }],
    ["within the notice", { startsAt: "2026-03-02T11:00:00.000Z" }],
    ["off the grid", { startsAt: "2026-03-03T09:10:00.000Z" }],
    ["that is no time", { startsAt: "soon" }],
    ["of a colleague who cannot be booked", { staffId: 4711 }],
  ])("of a time %s is refused as a conflict and writes nothing", async (_, other) => {
    const { store, world, ann, dana, priya } = await openSessions();
    await book(store, { by: ann, staffId: priya });
    await expect(book(store, { by: dana, staffId: priya, ...other })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("cannot be booked any more") as string,
    });
    expect(await balanceIn(store, world.clients.lumen, "training", "2026-03")).toMatchObject({ granted: 0 });
  });

  it("beyond the month's allowance is refused and says so; the other kind pays for nothing", async () => {
    const { store, ann, priya } = await openSessions();
    await book(store, { by: ann, staffId: priya });
    const later = { startsAt: "2026-03-04T10:00:00.000Z" };
    await expect(book(store, { by: ann, staffId: priya, ...later })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("training sessions of March 2026 are used") as string,
    });
    // The strategy session of the month is there still, and the training of April.
    await book(store, { by: ann, staffId: priya, ...later, kind: "strategy", minutes: 45 });
    await book(store, { by: ann, staffId: priya, startsAt: "2026-04-01T08:00:00.000Z" });
  });

  it("of a kind that the plan does not have is refused and promises none", async () => {
    const { store, ann, priya } = await openSessions();
    await store.write((rows) =>
      setPlan(rows, startedAt.toISOString(), { name: "Standard", strategySessionsMonthly: 0 }),
    );
    const strategy = { by: ann, staffId: priya, kind: "strategy", minutes: 45 } as const;
    await expect(book(store, strategy)).rejects.toMatchObject({
      message: "Your plan has no strategy sessions.",
    });
  });

  it("after a larger plan was taken finds what that plan gives more", async () => {
    const { store, world, ann, priya } = await openSessions();
    await book(store, { by: ann, staffId: priya });
    const change = { clientId: world.clients.harbor, planId: 2, byStaffId: priya };
    await store.write((rows) => changePlan(rows, startedAt.toISOString(), change));
    await book(store, { by: ann, staffId: priya, startsAt: "2026-03-04T10:00:00.000Z" });
    expect(await balanceIn(store, world.clients.harbor, "training", "2026-03")).toMatchObject({
      granted: 2,
      held: 2,
      left: 0,
    });
  });

  it("keeps the buffer behind a session that has just ended", async () => {
    const { store, world, ann, dana, priya } = await openSessions();
    await publish(store, world, "priya", { noticeMinutes: 0, bufferMinutes: 30 });
    await book(store, { by: ann, staffId: priya, kind: "strategy", minutes: 45 });
    const after = { by: dana, staffId: priya, startsAt: "2026-03-03T11:00:00.000Z" };
    const ended = new Date("2026-03-03T10:46:00.000Z");
    await expect(book(store, after, ended)).rejects.toMatchObject({ code: "conflict" });
    await book(store, { ...after, startsAt: "2026-03-03T11:30:00.000Z" }, ended);
  });

  it("of a length that its kind does not have, or with too long an agenda, is invalid", async () => {
    const { store, ann, priya } = await openSessions();
    const strategy = { kind: "strategy", minutes: 30 } as const;
    await expect(book(store, { by: ann, staffId: priya, ...strategy })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(book(store, { by: ann, staffId: priya, agenda: "x".repeat(2_001) })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("many processes that book, move and cancel at once", () => {
  it("sell each time once, and take no client's month below zero", async () => {
    const { store, url } = await openTestDatabase();
    const world = await seedWorld(store, startedAt.toISOString());
    await publish(store, world, "priya");
    await publish(store, world, "tom", { weeklyHours: "Mon-Fri 10-13" });
    const contacts = (["ann", "lee", "dana", "kenji", "marta"] as const).map((key) => world.people[key].id);
    const all = await Promise.all(
      contacts.map((id) => inProcess("../actions/book-at-once.ts", url, String(id))),
    );
    const done = all.map((counts) => JSON.parse(counts) as DoneAtOnce);
    const sum = (what: keyof DoneAtOnce) => done.reduce((total, counts) => total + counts[what], 0);
    const sessions = await store.read.all<{ clientId: number; state: string; sequence: number }>(
      `select client_id as "clientId", state, sequence from sessions`,
    );
    const booked = sessions.filter(({ state }) => state === "booked");
    // What each was told that it had done stands in the rows, once: a calendar's state for each change.
    expect(sum("booked")).toBe(sessions.length);
    expect(sum("cancelled")).toBe(sessions.length - booked.length);
    expect(sum("moved") + sum("cancelled")).toBe(sessions.reduce((total, one) => total + one.sequence, 0));
    expect(Math.min(sum("booked"), sum("moved"), sum("cancelled"))).toBeGreaterThan(5);
    // Standard has 1 a month of each kind, Premium 2, Elite 4.
    const countOf = (clientId: number) => booked.filter((session) => session.clientId === clientId).length;
    expect(countOf(world.clients.harbor)).toBeLessThanOrEqual(2);
    expect(countOf(world.clients.lumen)).toBeLessThanOrEqual(4);
    expect(countOf(world.clients.atlas)).toBeLessThanOrEqual(8);
    expect(await listDamagedMonths(store)).toEqual([]);
    expect(await isSoldTwice(store)).toBe(false);
  }, 60_000);
});
