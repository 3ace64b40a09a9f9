// Sessions by email over the night in which clocks change, forward and back: free times, the number that chooses one, what both
// sides read of it, and what their calendars are told.
import { describe, expect, it, vi } from "vitest";
import { addressOf } from "../../support/world.ts";
import { openSessionDesk } from "./session-desk.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Berlin and London go forward on 29 March 2026, and back on 25 October; Tokyo does neither. */
const changes = [
  {
    way: "forward",
    now: "2026-03-26T09:00:00.000Z",
    before: { day: "Sat, 28 Mar 2026", zones: ["Central European Standard Time", "Greenwich Mean Time"] },
    after: { day: "Sun, 29 Mar 2026", zones: ["Central European Summer Time", "British Summer Time"] },
    startsAt: ["2026-03-28T09:00:00.000Z", "2026-03-29T08:00:00.000Z"],
    tokyo: ["18:00", "17:00"],
  },
  {
    way: "back",
    now: "2026-10-22T08:00:00.000Z",
    before: { day: "Sat, 24 Oct 2026", zones: ["Central European Summer Time", "British Summer Time"] },
    after: { day: "Sun, 25 Oct 2026", zones: ["Central European Standard Time", "Greenwich Mean Time"] },
    startsAt: ["2026-10-24T08:00:00.000Z", "2026-10-25T09:00:00.000Z"],
    tokyo: ["17:00", "18:00"],
  },
] as const;

describe("Rule 9: time zones are each person's own, both shown in words, when clocks go", () => {
  it.each(changes)("$way: a reply books and moves to the hour that its email listed", async (change) => {
    const { now, before, after, startsAt } = change;
    const desk = await openSessionDesk(now, { weeklyHours: "Mon-Sun 9-10" });
    const { write, answer, newestTo, news, sessions } = desk;
    await write("ann", "free times for training 60", "");
    const times = newestTo("ann").text;
    const line = ({ day, zones: [berlin, london] }: (typeof change)["before" | "after"]) =>
      `${day}, 10:00 ${berlin}, with Priya Nair (09:00 ${london} for Priya Nair)`;
    const numberOf = (listed: string, words: string) => {
      const [number] = listed.split("\n").filter((one) => one.endsWith(`. ${words}`));
      return Number.parseInt(number!, 10);
    };
    await news();
    expect(await answer("ann", newestTo("ann"), String(numberOf(times, line(after))))).toMatchObject({
      reason: "session_booked",
    });
    expect(await sessions()).toMatchObject([{ startsAt: startsAt[1], state: "booked" }]);
    const told = await news();
    expect(told.map(({ to }) => to.address)).toEqual([addressOf("ann"), addressOf("priya")]);
    const own = (side: typeof before | typeof after) => `${side.day}, 10:00 ${side.zones[0]}`;
    const other = (side: typeof before | typeof after) => `${side.day}, 09:00 ${side.zones[1]}`;
    expect(told[0]!.text).toContain(`When: ${own(after)}\nFor Priya Nair: ${other(after)}\n`);
    expect(told[1]!.text).toContain(`When: ${other(after)}\nFor Ann Weber: ${own(after)}\n`);
    expect(told[0]!.calendar!.content).toContain(`DTSTART:${basic(startsAt[1])}`);

    // And over the change the other way round.
    await answer("ann", told[0]!, "move");
    const number = numberOf(newestTo("ann").text, line(before));
    expect(await answer("ann", newestTo("ann"), String(number))).toMatchObject({ reason: "session_moved" });
    expect(await sessions()).toMatchObject([{ startsAt: startsAt[0], sequence: 1 }]);
    const moved = await news();
    const toAnn = moved.findLast(({ to }) => to.address === addressOf("ann"))!;
    expect(toAnn.text).toContain(`When: ${own(before)}\nFor Priya Nair: ${other(before)}\n`);
    expect(toAnn.text).toContain(`Before: ${own(after)}\n`);
    expect(toAnn.calendar!.content).toContain(`DTSTART:${basic(startsAt[0])}`);
  });

  it.each(changes)(
    "$way: a reader whose clocks do not change is told of another hour on each side of it",
    async ({ now, before, after, startsAt, tokyo }) => {
      const desk = await openSessionDesk(now, { weeklyHours: "Mon-Sun 9-10" });
      const { write, answer, newestTo, sessions } = desk;
      await write("kenji", "free times for training 60", "");
      const { text } = newestTo("kenji");
      const japan = "Japan Standard Time";
      for (const [index, { day, zones }] of [before, after].entries()) {
        const words = `${day}, ${tokyo[index]} ${japan}, with Priya Nair (09:00 ${zones[1]} for Priya Nair)`;
        expect(text).toContain(words);
      }
      const listed = text.split("\n").find((line) => line.includes(`${after.day}, ${tokyo[1]} ${japan}`))!;
      await answer("kenji", newestTo("kenji"), String(Number.parseInt(listed, 10)));
      expect(await sessions()).toMatchObject([{ startsAt: startsAt[1] }]);
      expect(newestTo("kenji").text).toContain(`When: ${after.day}, ${tokyo[1]} ${japan}`);
    },
  );
});

/** As calendars write a moment in UTC (RFC 5545 section 3.3.5). */
function basic(at: string): string {
  return at.replaceAll(/[-:]|\.000/gu, "");
}
