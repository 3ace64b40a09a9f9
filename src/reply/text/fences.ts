// Code between two lines of ``` (CommonMark 0.31, section 4.5), whose lines are nobody's quote or signature.
import type { Line } from "../line.ts";

/** By line that stands in a pair of fences, these included, the number of the pair. A fence that nothing closes is none. Linear. */
export type Fences = ReadonlyMap<number, number>;

export function fencesOf(lines: readonly Line[]): Fences {
  const fences = new Map<number, number>();
  let open = -1;
  let count = 0;
  lines.forEach((line, index) => {
    if (line.depth > 0 || !/^ {0,3}```/.test(line.raw)) {
      return;
    }
    if (open < 0) {
      open = index;
      return;
    }
    for (let i = open; i <= index; i++) {
      fences.set(i, count);
    }
    count++;
    open = -1;
  });
  return fences;
}
