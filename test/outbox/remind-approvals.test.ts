// Reminders to approve, when the agency adds a holiday while the work waits.
import { expect, it } from "vitest";
import { acceptTask } from "../../src/actions/accept-task.ts";
import { handOverTask } from "../../src/actions/hand-over-task.ts";
import { openTask } from "../../src/actions/open-task.ts";
import { startTask } from "../../src/actions/start-task.ts";
import type { Person } from "../../src/domain/person.ts";
import { remindApprovals } from "../../src/outbox/remind-approvals.ts";
import { calendar } from "../support/calendar.ts";
import { openOutbox } from "../support/outgoing.ts";
import { openWorld } from "../support/world.ts";

const monday = new Date("2026-03-02T10:00:00.000Z");

/** Handed over on Monday, when no holiday was known. */
async function openWaiting() {
  const { store, world } = await openWorld();
  const by = world.people.priya as Extract<Person, { kind: "staff" }>;
  const at = monday.toISOString();
  const clientId = world.clients.harbor;
  await store.write(async (rows) => {
    const words = { channel: "portal", text: "Please look.", postedAt: at } as const;
    const request = { clientId, title: "Booking form", author: world.people.ann, ...words };
    const { taskId } = await openTask(rows, at, request);
    await acceptTask(rows, at, { taskId, by, estimate: { minMinutes: 480, maxMinutes: 480 } });
    await startTask(rows, at, { taskId, by, deliveryOn: "2026-03-05", today: "2026-03-02" });
    const handOver = { ...words, isByLink: false, submissionKey: "hand-over", uploads: [] };
    await handOverTask(rows, monday, { taskId, by, words: handOver, calendar: calendarWith() });
  });
  const outbox = openOutbox(store);
  return {
    remind: (moment: string, ...holidays: string[]) =>
      remindApprovals({
        ...outbox,
        clock: () => new Date(moment),
        installation: { ...outbox.installation, calendar: calendarWith(...holidays) },
      }),
    told: async () =>
      (
        await store.read.all<{ payload: string }>(
          "select payload from events where type = 'approval.reminder_due' order by id",
        )
      ).map(({ payload }) => (JSON.parse(payload) as { count: number }).count),
  };
}

const calendarWith = (...holidays: string[]) => ({
  ...calendar,
  timeZone: "Europe/Berlin",
  holidays: new Set(holidays),
});

it("a holiday before the first one puts it off, and there are two in all", async () => {
  const { remind, told } = await openWaiting();
  const tuesday = "2026-03-03";
  expect(await remind("2026-03-04T10:01:00.000Z", tuesday)).toBe(0);
  expect(await told()).toEqual([]);
  expect(await remind("2026-03-05T10:01:00.000Z", tuesday)).toBe(1);
  expect(await remind("2026-03-10T10:01:00.000Z", tuesday)).toBe(1);
  expect(await remind("2026-03-20T10:01:00.000Z", tuesday)).toBe(0);
  expect(await told()).toEqual([1, 2]);
});

it("a holiday between them puts off the second one, and the first is not sent again", async () => {
  const { remind, told } = await openWaiting();
  const friday = "2026-03-06";
  expect(await remind("2026-03-04T10:01:00.000Z")).toBe(1);
  expect(await remind("2026-03-09T10:01:00.000Z", friday)).toBe(0);
  expect(await remind("2026-03-10T10:01:00.000Z", friday)).toBe(1);
  expect(await told()).toEqual([1, 2]);
});
