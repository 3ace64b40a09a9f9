// Staff say when they can be booked.
import { expect, it } from "vitest";
import { publishAvailability, replaceSessionFeed } from "../../src/actions/publish-availability.ts";
import { findAvailability } from "../../src/store/availability.ts";
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

it.each([
  [{ weeklyHours: "Someday 9-12" }, "no day of the week"],
  [{ exceptions: "Christmas" }, "does not begin with a day"],
  [{ noticeMinutes: 15 * 24 * 60 }, "14 days"],
  [{ noticeMinutes: -1 }, "whole number"],
  [{ bufferMinutes: 0.5 }, "whole number"],
  [{ bufferMinutes: 300 }, "4 hours"],
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
