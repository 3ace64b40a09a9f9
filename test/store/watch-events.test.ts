// Looking for news while people come and go: nobody misses any, and there is never more than one look at a time.
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Rows } from "../../src/store/rows.ts";
import { watchByLooking } from "../../src/store/watch-events.ts";

/** A database that takes its time, as far as looking goes. */
function slowRows({ firstMs, allMs }: { firstMs: (count: number) => number; allMs: number }) {
  const seen = { afterIds: [] as unknown[], looking: 0, lookingMax: 0 };
  let asked = 0;
  const rows = {
    engine: "sqlite",
    first: async () => {
      asked += 1;
      const id = asked;
      await wait(firstMs(id));
      return { id };
    },
    all: async (_: string, ...values: unknown[]) => {
      seen.afterIds.push(values.at(-3));
      seen.looking += 1;
      seen.lookingMax = Math.max(seen.lookingMax, seen.looking);
      await wait(allMs);
      seen.looking -= 1;
      return [];
    },
  } as unknown as Rows;
  return { rows, seen };
}

it("of two who begin at the same moment neither misses what happened since", async () => {
  const { rows, seen } = slowRows({ firstMs: (count) => count * 20, allMs: 1 });
  const { watch, close } = watchByLooking(rows, 50);
  await Promise.all([watch(() => undefined), watch(() => undefined)]);
  await expect.poll(() => seen.afterIds.length).toBeGreaterThan(0);
  await close();
  expect(seen.afterIds[0]).toBe(1);
});

it("whoever begins while the last look of others still goes on begins no second round of looks", async () => {
  const { rows, seen } = slowRows({ firstMs: () => 1, allMs: 40 });
  const { watch, close } = watchByLooking(rows, 5);
  for (let count = 0; count < 3; count++) {
    const stop = await watch(() => undefined);
    await expect.poll(() => seen.looking, { interval: 1 }).toBeGreaterThan(0);
    stop();
  }
  await watch(() => undefined);
  await wait(200);
  await close();
  expect(seen.lookingMax).toBe(1);
});
