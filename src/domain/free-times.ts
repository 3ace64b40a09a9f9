// Chooses, of many free times, a few that an email or a page can list. Pure.
import type { Slot } from "./availability.ts";
import { dayOf } from "./day.ts";

/** Each time once, whoever is free then, in order. */
export function uniqueTimes(slots: readonly Slot[]): Slot[] {
  const times = new Map<string, Slot>();
  for (const slot of slots) if (!times.has(slot.startsAt)) times.set(slot.startsAt, slot);
  return [...times.values()].toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
}

/** The times nearest to the one that was wanted, each time once whoever is free then, in the order of the clock. */
export function nearestFree(slots: readonly Slot[], wantedAt: string, count: number): Slot[] {
  const wanted = Date.parse(wantedAt);
  const distance = (slot: Slot) => Math.abs(Date.parse(slot.startsAt) - wanted);
  return uniqueTimes(
    uniqueTimes(slots)
      .toSorted((one, other) => distance(one) - distance(other))
      .slice(0, count),
  );
}

/**
 * The first `countMax` times, of each day in the reader's zone at most `perDayMax`, spread over what is free on it, so that
 * nobody is offered a single morning.
 */
export function sampleTimes(
  slots: readonly Slot[],
  timeZone: string,
  { perDayMax, countMax }: { perDayMax: number; countMax: number },
): Slot[] {
  const byDay = new Map<string, Slot[]>();
  for (const slot of uniqueTimes(slots)) {
    const day = dayOf(new Date(slot.startsAt), timeZone);
    byDay.set(day, [...(byDay.get(day) ?? []), slot]);
  }
  return [...byDay.values()].flatMap((day) => spread(day, perDayMax)).slice(0, countMax);
}

function spread(slots: readonly Slot[], countMax: number): Slot[] {
  if (slots.length <= countMax) return [...slots];
  if (countMax === 1) return slots.slice(0, 1);
  const step = (slots.length - 1) / (countMax - 1);
  return Array.from({ length: countMax }, (_, index) => slots[Math.round(index * step)]!);
}
