// The sandbox's clock: it stands where it is put while a story of the past is told, and else runs, as far ahead of the
// present as somebody moved it. It is never moved back.
import type { Clock } from "../domain/clock.ts";

export interface MovableClock {
  now: Clock;
  /** Stops the clock at a moment. */
  moveTo: (moment: Date) => void;
  /** Lets a stopped clock run again, from the present or from as far ahead of it as the clock was. */
  letGo: () => void;
  /** Moves a running clock ahead by milliseconds. Answers false when that is not ahead. */
  advanceBy: (ms: number) => boolean;
  /** Moves a running clock ahead to a moment, from which it runs on. Answers false when that moment is past. */
  advanceTo: (moment: Date) => boolean;
  /** Milliseconds by which the running clock is ahead of the present; 0 or more. */
  aheadMs: () => number;
}

export function movableClock(present: Clock): MovableClock {
  let stoppedAt: Date | undefined;
  let aheadMs = 0;
  const running = () => new Date(present().getTime() + aheadMs);
  const advanceBy = (ms: number): boolean => {
    if (!(ms > 0)) return false;
    aheadMs += ms;
    return true;
  };
  return {
    now: () => stoppedAt ?? running(),
    moveTo: (moment) => {
      stoppedAt = moment;
    },
    letGo: () => {
      stoppedAt = undefined;
    },
    advanceBy,
    advanceTo: (moment) => advanceBy(moment.getTime() - running().getTime()),
    aheadMs: () => aheadMs,
  };
}
