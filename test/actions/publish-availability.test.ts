// Staff say when they can be booked.
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  exceptionsLengthMax,
  publishAvailability,
  replaceSessionFeed,
  weeklyHoursLengthMax,
} from "../../src/actions/publish-availability.ts";
import { addDays } from "../../src/domain/day.ts";
import { Problem } from "../../src/domain/problem.ts";
import { findAvailability, toStaffAvailability } from "../../src/store/availability.ts";
import { book, hours, openSessions, startedAt } from "../support/sessions.ts";

async function openPublishing() {
  const opened = await openSessions();
  const { store, priya } = opened;
  return {
    ...opened,
    publish: (changed: Partial<typeof hours>) =>
      store.write((rows) => publishAvailability(rows, startedAt, { ...hours, staffId: priya, ...changed })),
    now: () => findAvailability(store.read, priya),
  };
}

it("what they type is kept in one form, without days that are past; the same again changes nothing", async () => {
  const { publish, now, store } = await openPublishing();
  const typed = {
    weeklyHours: "monday 9-12; Mon 14:00-17:00 training",
    exceptions: "2026-03-01 off\n2026-03-09 10-11",
    callLink: "  https://meet.example/priya\n",
  };
  expect(await publish(typed)).toEqual({ kind: "done" });
  expect(await now()).toMatchObject({
    weeklyHours: "Mon 9:00-12:00, 14:00-17:00 training",
    exceptions: "2026-03-09 10:00-11:00",
    callLink: "https://meet.example/priya",
  });
  expect(await publish(typed)).toEqual({ kind: "unchanged" });
  const told = await store.read.all("select id from events where type = 'availability.published'");
  expect(told).toHaveLength(2);
});

const halfHour = (minute: number) => `${Math.floor(minute / 60)}:${minute % 60 === 0 ? "00" : "30"}`;
const everyHalfHour = Array.from(
  { length: 48 },
  (_, index) => `${halfHour(index * 30)}-${halfHour(index * 30 + 30)}`,
).join(",");

it.each([
  [{ weeklyHours: "Someday 9-12" }, "no day of the week"],
  [{ exceptions: "Christmas" }, "does not begin with a day"],
  [{ noticeMinutes: 15 * 24 * 60 }, "14 days"],
  [{ noticeMinutes: -1 }, "whole number"],
  [{ bufferMinutes: 0.5 }, "whole number"],
  [{ bufferMinutes: 300 }, "4 hours"],
  [{ weeklyHours: " ".repeat(weeklyHoursLengthMax + 1) }, "4000 characters"],
  [{ weeklyHours: `Mon-Sun ${everyHalfHour}` }, "written out day by day"],
  [{ exceptions: " ".repeat(exceptionsLengthMax + 1) }, "16000 characters"],
  [{ exceptions: `2026-07-01 to 2026-12-31 ${everyHalfHour}` }, "written out day by day"],
  [{ exceptions: "2026-04-01 to 2026-10-01 off; 2027-04-01 to 2027-10-01 off" }, "200 days with other hours"],
  [{ callLink: " " }, "where sessions happen"],
  [{ callLink: "x".repeat(501) }, "500 characters"],
])("what cannot be is refused in words: %o", async (changed, words) => {
  const { publish, now } = await openPublishing();
  const before = await now();
  await expect(publish(changed)).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining(words) as string,
  });
  expect(await now()).toEqual(before);
});

it("whatever is published can be read by whoever looks for a time, and published again as it is kept", async () => {
  const { publish, now } = await openPublishing();
  const hoursOfDay = fc
    .uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 2, maxLength: 24 })
    .map((ends) => {
      const sorted = ends.toSorted((one, other) => one - other);
      return sorted
        .slice(1)
        .map((end, index) => `${sorted[index]}-${end}`)
        .join(",");
    });
  const days = fc
    .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 210 }))
    .map(([from, count]) => `${addDays("2026-02-20", from)} to ${addDays("2026-02-20", from + count)}`);
  const exceptions = fc
    .array(fc.tuple(days, fc.oneof(fc.constant("off"), hoursOfDay)), { maxLength: 3 })
    .map((lines) => lines.map(([range, typed]) => `${range} ${typed}`).join("\n"));
  let publishedCount = 0;
  await fc.assert(
    fc.asyncProperty(hoursOfDay, exceptions, async (typed, other) => {
      try {
        await publish({ weeklyHours: `Mon-Sun ${typed}`, exceptions: other });
      } catch (fault) {
        expect(fault).toBeInstanceOf(Problem);
        return;
      }
      publishedCount += 1;
      const kept = (await now())!;
      const read = toStaffAvailability(kept, []);
      expect(read.weeklyHours.length).toBe(7 * typed.split(",").length);
      expect(await publish({ weeklyHours: kept.weeklyHours, exceptions: kept.exceptions })).toEqual({
        kind: "unchanged",
      });
    }),
    {
      numRuns: 40,
      // A range whose days are longer as kept than as typed.
      examples: [["9-17", "2026-07-01 to 2026-12-31 9-11, 12-14, 15-17"]],
    },
  );
  expect(publishedCount).toBeGreaterThan(5);
});

it("what is booked stays booked when hours change", async () => {
  const { publish, store, ann, dana, priya } = await openPublishing();
  await book(store, { by: ann, staffId: priya });
  await publish({ weeklyHours: "Fri 9-12" });
  expect(await store.read.all("select id from sessions where state = 'booked'")).toHaveLength(1);
  await expect(
    book(store, { by: dana, staffId: priya, startsAt: "2026-03-03T11:00:00.000Z" }),
  ).rejects.toMatchObject({ code: "conflict" });
});

it("the link of a feed is replaced by the next version, as often as one likes", async () => {
  const { now, store, priya, world } = await openPublishing();
  const replace = () => store.write((rows) => replaceSessionFeed(rows, startedAt.toISOString(), priya));
  for (let time = 0; time < 257; time++) await replace();
  expect((await now())?.feedVersion).toBe(1);
  const tom = world.people.tom.id;
  await expect(
    store.write((rows) => replaceSessionFeed(rows, startedAt.toISOString(), tom)),
  ).rejects.toMatchObject({ code: "conflict" });
});
