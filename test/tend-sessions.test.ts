// What time does to sessions by itself, on a clock that is moved.
import { expect, it } from "vitest";
import { cancelSession } from "../src/actions/cancel-session.ts";
import { moveSession } from "../src/actions/move-session.ts";
import { changePlan } from "../src/actions/change-plan.ts";
import { findPlanByName } from "../src/store/clients.ts";
import { readMonths } from "../src/store/session-search.ts";
import { getSession } from "../src/store/sessions.ts";
import { tendSessions } from "../src/tend-sessions.ts";
import { calendar } from "./support/calendar.ts";
import { listDamagedMonths } from "./support/session-books.ts";
import { balanceIn, book, openSessions, startedAt, timeZone } from "./support/sessions.ts";

const wednesdayAt10 = "2026-03-04T10:00:00.000Z";

async function openTended() {
  const opened = await openSessions();
  const { store } = opened;
  const tendAt = (at: string) =>
    tendSessions({ store, clock: () => new Date(at), installation: { calendar: { ...calendar, timeZone } } });
  const reminded = async () =>
    (
      await store.read.all<{ payload: string }>(
        "select payload from events where type = 'session.reminder_due' order by id",
      )
    ).map(({ payload }) => (JSON.parse(payload) as { sessionId: number }).sessionId);
  return { ...opened, tendAt, reminded };
}

it("a session is reminded of once, a day before it begins", async () => {
  const { store, ann, priya, tendAt, reminded } = await openTended();
  const { sessionId } = await book(store, { by: ann, staffId: priya, startsAt: wednesdayAt10 });
  await tendAt("2026-03-03T09:59:59.999Z");
  expect(await reminded()).toEqual([]);
  expect(await tendAt("2026-03-03T10:00:00.000Z")).toBe(1);
  expect(await tendAt("2026-03-03T10:01:00.000Z")).toBe(0);
  expect(await reminded()).toEqual([sessionId]);
});

it("one that was moved is reminded of before its new time, one that was cancelled not at all", async () => {
  const { store, ann, dana, priya, tendAt, reminded } = await openTended();
  const first = await book(store, { by: ann, staffId: priya, startsAt: wednesdayAt10 });
  const second = await book(store, { by: dana, staffId: priya, startsAt: "2026-03-04T11:00:00.000Z" });
  const friday = { staffId: priya, startsAt: "2026-03-06T10:00:00.000Z", timeZone };
  await store.write((rows) =>
    moveSession(rows, startedAt, { sessionId: first.sessionId, by: ann, ...friday }),
  );
  await store.write((rows) => cancelSession(rows, startedAt, { sessionId: second.sessionId, by: dana }));
  await tendAt("2026-03-04T09:00:00.000Z");
  expect(await reminded()).toEqual([]);
  await tendAt("2026-03-05T10:00:00.000Z");
  expect(await reminded()).toEqual([first.sessionId]);
});

it("one that was booked within the day before, or is over after a standstill, is not reminded of", async () => {
  const { store, ann, dana, priya, tendAt, reminded } = await openTended();
  // At the notice's own moment: the booking has just told of it.
  await book(store, { by: ann, staffId: priya, startsAt: "2026-03-03T09:00:00.000Z" });
  await book(store, { by: dana, staffId: priya, startsAt: wednesdayAt10 });
  await tendAt("2026-03-04T10:00:00.000Z");
  expect(await reminded()).toEqual([]);
});

it("a session that is over is used, and what is left of a month goes with it", async () => {
  const { store, world, dana, priya, tendAt } = await openTended();
  await tendAt(startedAt.toISOString());
  const { sessionId } = await book(store, { by: dana, staffId: priya });
  expect(await tendAt("2026-03-03T10:30:00.000Z")).toBe(1);
  expect(await getSession(store.read, sessionId)).toMatchObject({ state: "took_place" });
  const month = () => balanceIn(store, world.clients.lumen, "training", "2026-03");
  expect(await month()).toMatchObject({ granted: 2, used: 1, left: 1 });
  await tendAt("2026-03-31T22:00:00.000Z");
  expect(await month()).toMatchObject({ granted: 2, used: 1, left: 0, expired: 1 });
  await tendAt("2026-05-01T00:00:00.000Z");
  expect(await tendAt("2026-05-01T00:00:00.000Z")).toBe(0);
});

it("each month is granted when it begins and gone when it is over, used or not, also after a standstill", async () => {
  const { store, world, tendAt } = await openTended();
  const { harbor } = world.clients;
  const ledger = () =>
    store.read.all<{ line: string }>(
      `select month || ' ' || kind || ' ' || entry || ' ' || amount as line from session_ledger
       where client_id = ? order by month, kind, id`,
      harbor,
    );
  const lines = async () => (await ledger()).map(({ line }) => line);
  await tendAt(startedAt.toISOString());
  expect(await lines()).toEqual(["2026-03 strategy grant 1", "2026-03 training grant 1"]);
  expect(await tendAt(startedAt.toISOString())).toBe(0);
  await tendAt("2026-05-02T10:00:00.000Z");
  const over = (month: string) =>
    ["strategy", "training"].flatMap((kind) => [`${month} ${kind} grant 1`, `${month} ${kind} expire 1`]);
  expect(await lines()).toEqual([
    ...over("2026-03"),
    ...over("2026-04"),
    "2026-05 strategy grant 1",
    "2026-05 training grant 1",
  ]);
  expect(await tendAt("2026-05-02T10:01:00.000Z")).toBe(0);
  expect(await listDamagedMonths(store)).toEqual([]);
});

it("a client with a smaller plan keeps what the month that runs was granted, and the next one follows the new plan", async () => {
  const { store, world, dana, priya, tendAt } = await openTended();
  await tendAt(startedAt.toISOString());
  const { lumen } = world.clients;
  await book(store, { by: dana, staffId: priya, startsAt: "2026-04-01T09:00:00.000Z" });
  expect(await balanceIn(store, lumen, "training", "2026-04")).toMatchObject({ granted: 2, left: 1 });
  const standard = (await findPlanByName(store.read, "Standard"))!;
  const change = { clientId: lumen, planId: standard.id, byStaffId: priya };
  await store.write((rows) => changePlan(rows, startedAt.toISOString(), change));
  const months = await readMonths(store.read, {
    clientId: lumen,
    kind: "training",
    now: startedAt,
    timeZone,
  });
  expect(months.map(({ month, balance }) => [month, balance.left])).toEqual([
    ["2026-03", 2],
    ["2026-04", 0],
  ]);
  const another = { by: dana, staffId: priya, startsAt: "2026-04-01T10:00:00.000Z" };
  await expect(book(store, another)).rejects.toMatchObject({ code: "conflict" });
  await tendAt("2026-04-01T00:00:00.000Z");
  expect(await balanceIn(store, lumen, "training", "2026-03")).toMatchObject({ granted: 2, expired: 2 });
  expect(await balanceIn(store, lumen, "training", "2026-04")).toMatchObject({
    granted: 1,
    held: 1,
    left: 0,
  });
});
