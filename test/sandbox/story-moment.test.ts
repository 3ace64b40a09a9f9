import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { orders, tasks } from "../../fixtures/story.ts";
import { storyMoment } from "../../src/sandbox/story-moment.ts";

test("working days are counted back over weekends", () => {
  const monday = new Date("2026-03-09T00:10:00.000Z");
  expect(storyMoment({ workingDaysAgo: 1, time: "08:30" }, monday).toISOString()).toBe(
    "2026-03-06T08:30:00.000Z",
  );
  expect(storyMoment({ workingDaysAgo: 6, time: "23:05" }, monday).toISOString()).toBe(
    "2026-02-27T23:05:00.000Z",
  );
  expect(storyMoment({ minutesAgo: 20 }, monday).toISOString()).toBe("2026-03-08T23:50:00.000Z");
});

test("on any day at any hour, every task's steps happen in their order and before now", () => {
  for (let hours = 0; hours < 9 * 24; hours += 5) {
    const now = new Date(Date.UTC(2026, 2, 2, hours, 1));
    for (const { title, steps } of tasks) {
      const times = steps.map(({ when }) => storyMoment(when, now).getTime());
      expect(times, title).toEqual(times.toSorted((one, other) => one - other));
      expect(times.at(-1), title).toBeLessThan(now.getTime());
    }
    for (const { when, first } of orders) {
      const ordered = tasks.filter(({ title }) => first.includes(title));
      expect(ordered).toHaveLength(first.length);
      const begun = ordered.map(({ steps }) => storyMoment(steps[0]!.when, now).getTime());
      expect(storyMoment(when, now).getTime()).toBeGreaterThan(Math.max(...begun));
    }
  }
});

test("every file of the story is there", () => {
  const files = tasks.flatMap(({ steps }) =>
    steps.flatMap((step) => ("file" in step && step.file !== undefined ? [step.file.filename] : [])),
  );
  expect(files).toHaveLength(2);
  for (const file of files) {
    expect(existsSync(new URL(`../../fixtures/story/${file}`, import.meta.url)), file).toBe(true);
  }
});
