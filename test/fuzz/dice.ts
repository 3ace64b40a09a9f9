// Chance that repeats: the same seed and number throw the same dice on every machine.
import { createHash } from "node:crypto";

export interface Dice {
  /** A whole number from 0 to `count` - 1. */
  below: (count: number) => number;
  chance: (probability: number) => boolean;
  pick: <Thing>(things: readonly Thing[]) => Thing;
  bytes: (length: number) => Buffer;
  /** Small most of the time and large at times, at most `max`. */
  length: (max: number) => number;
}

export function throwDice(seed: number, number: number): Dice {
  const hash = createHash("sha256").update(`${seed} ${number}`).digest();
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => hash.readUInt32LE(at)) as [number, number, number, number];
  // sfc32, of Chris Doty-Humphrey's PractRand.
  const next = (): number => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t + c) >>> 0;
  };
  const below = (count: number) => next() % Math.max(1, count);
  return {
    below,
    chance: (probability) => next() / 2 ** 32 < probability,
    pick: (things) => things[below(things.length)]!,
    bytes: (length) => Buffer.from(Array.from({ length }, () => next() & 0xff)),
    length: (max) => 1 + Math.floor(max * (next() / 2 ** 32) ** 4),
  };
}
