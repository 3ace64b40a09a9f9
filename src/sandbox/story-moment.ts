// When a step of the story happened, counted back from now, so that the story is always fresh. Pure.
import type { When } from "../../fixtures/story-step.ts";

const dayMs = 86_400_000;

/** Saturdays and Sundays are skipped when counting days back; times are in UTC. */
export function storyMoment(when: When, now: Date): Date {
  if ("minutesAgo" in when) return new Date(now.getTime() - when.minutesAgo * 60_000);
  let day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  for (let left = when.workingDaysAgo; left > 0;) {
    day = new Date(day.getTime() - dayMs);
    if (!isWeekend(day)) left--;
  }
  const [hours = 0, minutes = 0] = when.time.split(":").map(Number);
  return new Date(day.getTime() + (hours * 60 + minutes) * 60_000);
}

function isWeekend(day: Date): boolean {
  return day.getUTCDay() === 0 || day.getUTCDay() === 6;
}
