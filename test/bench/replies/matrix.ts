// Replies to an email of ours as every simulated mail program writes them, read with that email known, withheld, mistaken for
// another, and known below headers in an invented language. Writes a temporary folder and removes it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  composeAnswered,
  listCombinations,
  parentModes,
  readSimulated,
  type ParentMode,
} from "../../support/replies/simulated.ts";
import type { Goal } from "./goals.ts";

export interface Matrix {
  count: number;
  /** For each way to tell of the email, the replies that did not come out as typed: id and what was kept. */
  wrong: Record<ParentMode, { id: string; kept: string }[]>;
}

/** All combinations of program, language and posting, or each `step`-th of them. */
export async function readMatrix(step: number): Promise<Matrix> {
  const folder = mkdtempSync(join(tmpdir(), "inreply-bench-"));
  try {
    const answered = await composeAnswered(folder);
    const combinations = listCombinations().filter((_, index) => index % step === 0);
    const wrong: Matrix["wrong"] = { known: [], withheld: [], wrong: [], invented: [] };
    for (const combination of combinations) {
      const kept = await readSimulated(answered, combination);
      for (const mode of parentModes) {
        const words = kept[mode];
        if (words !== undefined) wrong[mode].push({ id: combination.id, kept: words });
      }
    }
    return { count: combinations.length, wrong };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function matrixGoals(matrix: Matrix): Goal[] {
  const [known, invented] = [shareRight(matrix, "known"), shareRight(matrix, "invented")];
  return [
    { goal: "simulated, email known: all right", measured: `${known.toFixed(2)} %`, isHeld: known === 100 },
    {
      goal: "simulated, headers in an invented language: at least 99 %",
      measured: `${invented.toFixed(2)} %`,
      isHeld: invented >= 99,
    },
  ];
}

/** In percent. */
export function shareRight({ count, wrong }: Matrix, mode: ParentMode): number {
  return (100 * (count - wrong[mode].length)) / count;
}
