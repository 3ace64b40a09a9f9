// Prints what growth.ts measured, as a table or as JSON.
import type { Sizes } from "./sizes.ts";

/** `isHeld` is undefined for what has no goal. */
export interface Figure {
  name: string;
  empty: number | undefined;
  large: number;
  goal: string;
  isHeld: boolean | undefined;
}

export interface Measured {
  figures: Figure[];
  tasks: number;
  seedSeconds: number | undefined;
  sizes: Sizes;
  isShort: boolean;
}

/** Answers the exit code. */
export function report({ figures, tasks, seedSeconds, sizes, isShort }: Measured): number {
  const missed = figures.filter(({ isHeld }) => isHeld === false);
  if (process.argv.includes("--json")) {
    console.log(
      JSON.stringify({ tasks, seedSeconds: seedSeconds ?? null, sizes, missedCount: missed.length, figures }),
    );
  } else {
    const made = seedSeconds === undefined ? "as it was given" : `made in ${seedSeconds.toFixed(0)} s`;
    const megabytes = (sizes.fileBytes / 1_000_000).toFixed(0);
    console.log(
      `The large store: ${tasks} tasks, ${sizes.messages} messages, ${megabytes} MB, ${made}. The other one began empty.\n`,
    );
    printRow("figure", "empty", "large", "ratio", "goal", "held");
    for (const { name, empty, large, goal, isHeld } of figures) {
      const ratio = empty === undefined ? "-" : (large / empty).toFixed(2);
      const held = isHeld === undefined ? "-" : isHeld ? "yes" : isShort ? "no (short run)" : "no";
      printRow(name, empty === undefined ? "-" : shown(empty), shown(large), ratio, goal, held);
    }
    console.log(`\n${missed.length} of ${figures.length} figures miss their goal.`);
  }
  return missed.length > 0 && !isShort ? 1 : 0;
}

function shown(value: number): string {
  return value >= 1_000 ? value.toFixed(0) : value.toFixed(1);
}

function printRow(first: string, ...cells: string[]): void {
  console.log((first.padEnd(66) + cells.map((cell) => cell.padEnd(12)).join("")).trimEnd());
}
