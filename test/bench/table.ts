// The table that a bench prints: each figure, its peer or limit in the same run, their ratio, the goal, and whether it is held.

export interface Row {
  figure: string;
  ours: number | string;
  /** What the same run measured of the peer, or the limit. */
  peer: number | string;
  /** What `peer` is. */
  peerName: string;
  /** Ours by the peer's; undefined where there is no such number. */
  ratio: number | undefined;
  goal: string;
  /** Undefined for what has no goal. */
  isHeld: boolean | undefined;
}

/** A row whose ratio to its peer is to be at least or at most a number. */
export function ratioRow(
  figure: string,
  ours: number,
  peer: number,
  peerName: string,
  goal?: { atLeast: number } | { atMost: number },
): Row {
  const ratio = ours / peer;
  const row = { figure, ours, peer, peerName, ratio };
  if (goal === undefined) return { ...row, goal: "-", isHeld: undefined };
  return "atLeast" in goal
    ? { ...row, goal: `at least ${goal.atLeast}`, isHeld: ratio >= goal.atLeast }
    : { ...row, goal: `at most ${goal.atMost}`, isHeld: ratio <= goal.atMost };
}

/** Mails that became what they should, of all that were posted. */
export function rightRow(wrong: readonly string[], posted: number): Row {
  const right = posted - wrong.length;
  const ratio = right / posted;
  const peer = { peer: posted, peerName: "mails posted" };
  return { figure: "mails right", ours: right, ...peer, ratio, goal: "all", isHeld: wrong.length === 0 };
}

/** A row whose number is to stay below or at a limit. */
export function limitRow(figure: string, ours: number, limit: number): Row {
  return {
    figure,
    ours,
    peer: limit,
    peerName: "limit",
    ratio: ours / limit,
    goal: `at most ${limit}`,
    isHeld: ours <= limit,
  };
}

/**
 * Prints the rows, or with `--json` one object, and answers the exit code: 1 for a goal that is missed, unless the run was
 * short (`--short`) and proves little.
 */
export function report(name: string, rows: readonly Row[], facts: Record<string, unknown> = {}): number {
  const isShort = process.argv.includes("--short");
  const missed = rows.filter(({ isHeld }) => isHeld === false);
  if (process.argv.includes("--json")) {
    console.log(JSON.stringify({ bench: name, isShort, ...facts, missedCount: missed.length, rows }));
  } else {
    printRow("figure", "ours", "peer or limit", "", "ratio", "goal", "held");
    for (const { figure, ours, peer, peerName, ratio, goal, isHeld } of rows) {
      const held = isHeld === undefined ? "-" : isHeld ? "yes" : isShort ? "no (short run)" : "no";
      printRow(figure, shown(ours), shown(peer), peerName, ratio?.toFixed(2) ?? "-", goal, held);
    }
    console.log(`\n${missed.length} of ${rows.length} figures miss their goal.`);
  }
  return missed.length > 0 && !isShort ? 1 : 0;
}

function shown(value: number | string): string {
  if (typeof value === "string") return value;
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
}

const widths = [62, 10, 15, 22, 8, 14];

function printRow(...cells: string[]): void {
  console.log(
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("")
      .trimEnd(),
  );
}
