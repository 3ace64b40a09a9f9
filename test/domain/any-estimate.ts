// Any estimate, for what must hold of all.
import fc from "fast-check";
import { estimateMinutesMin, type Estimate } from "../../src/domain/working-time.ts";

/** In multiples of so many minutes, up to so many. */
export function anyEstimate(stepMinutes: number, minutesMax: number): fc.Arbitrary<Estimate> {
  const minutes = fc
    .integer({ min: Math.ceil(estimateMinutesMin / stepMinutes), max: Math.floor(minutesMax / stepMinutes) })
    .map((steps) => steps * stepMinutes);
  const single = minutes.map((both) => ({ minMinutes: both, maxMinutes: both }));
  const range = fc.tuple(minutes, minutes).map(([one, other]) => ({
    minMinutes: Math.min(one, other),
    maxMinutes: Math.max(one, other),
  }));
  return fc.oneof(single, range);
}
