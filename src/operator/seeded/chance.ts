// Chance that is the same at every run: numbers that follow from a seed alone. Pure.

/** A stream of chance. Two of the same seed give the same. */
export interface Chance {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number from 0 up to but not including `count`. */
  below(count: number): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True in this share of all cases. */
  is(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One from the list; the first ones by far the most often, as words are in a language. */
  pickSkewed<T>(list: readonly T[]): T;
  /** Lower-case letters and the digits 2 to 7, as codes have them. */
  code(length: number): string;
}

/**
 * Chris Doty-Humphrey's sfc32: 128 bits of state, so that the streams of a hundred thousand tasks do not meet. `number` tells
 * streams of one seed apart.
 */
export function chanceOf(seed: number, number = 0): Chance {
  let [one, two, three, counter] = [seed >>> 0, number >>> 0, 0x9e3779b9, 1];
  const bits = (): number => {
    const sum = (one + two + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    one = two ^ (two >>> 9);
    two = (three + (three << 3)) >>> 0;
    three = (((three << 21) | (three >>> 11)) + sum) >>> 0;
    return sum;
  };
  // What begins alike differs in all bits only after some rounds.
  for (let round = 0; round < 15; round++) bits();
  const next = () => bits() / 4_294_967_296;
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    is: (share) => next() < share,
    pick: (list) => list[below(list.length)]!,
    pickSkewed: (list) => list[Math.floor((list.length + 1) ** next()) - 1]!,
    code: (length) => {
      let code = "";
      while (code.length < length) {
        for (let rest = bits(), count = 0; count < 6; count++, rest >>>= 5) code += letters[rest & 31];
      }
      return code.slice(0, length);
    },
  };
}

const letters = "abcdefghijklmnopqrstuvwxyz234567";

/** A number like many things in life: most are around `middle`, a few are very many times as large. */
export function skewedAround(chance: Chance, middle: number, spread: number): number {
  // Box and Muller's way to a normal distribution; 1 - x, since the logarithm of 0 has no end.
  const normal = Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
  return middle * Math.exp(spread * normal);
}
