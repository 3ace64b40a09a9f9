// A clock that stands where it is put, for telling a story of the past; let go, it is the present again.
import type { Clock } from "../domain/clock.ts";

export interface MovableClock {
  now: Clock;
  /** Stops the clock at a moment. */
  moveTo: (moment: Date) => void;
  /** Back to the present, for good. */
  letGo: () => void;
}

export function movableClock(present: Clock): MovableClock {
  let stoppedAt: Date | undefined;
  return {
    now: () => stoppedAt ?? present(),
    moveTo: (moment) => {
      stoppedAt = moment;
    },
    letGo: () => {
      stoppedAt = undefined;
    },
  };
}
