// When mail that DNS kept from being checked is read again, and when that is given up.
import { expect, it } from "vitest";
import { nextCheckAt } from "../../src/inbox/check-again.ts";

it("each wait is longer, a day and a half in all, then it is for a person", () => {
  const now = new Date("2026-03-02T10:00:00.000Z");
  const waits = Array.from(
    { length: 8 },
    (_, checks) => Date.parse(nextCheckAt(now, checks)!) - now.getTime(),
  );
  expect(waits).toEqual(waits.toSorted((one, other) => one - other));
  expect(waits[0]).toBe(60_000);
  const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(24);
  expect(hours).toBeLessThan(48);
  expect(nextCheckAt(now, 8)).toBeUndefined();
});
