// Collects one line of figures a fault and prints them all when the run is over. Vitest calls setup and teardown.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folder = "";

/** Workers find the file by `FAULT_FIGURES`. */
export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), "inreply-figures-"));
  process.env["FAULT_FIGURES"] = join(folder, "lines");
}

export function teardown(): void {
  const file = join(folder, "lines");
  const lines = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (lines !== "") process.stdout.write(`\nFigures, a line a fault\n${lines}\n`);
  rmSync(folder, { recursive: true, force: true });
}

/** Puts a fault's figures down: `{ kills: 4, mails: { sent: 40 } }` is printed as `kills 4, mails (sent 40)`. */
export function tellFigures(fault: string, figures: Record<string, unknown>): void {
  const file = process.env["FAULT_FIGURES"];
  if (file !== undefined) appendFileSync(file, `${fault}: ${inWords(figures)}\n`);
}

function inWords(figures: object): string {
  return Object.entries(figures)
    .map(([name, value]) =>
      typeof value === "object" && value !== null
        ? `${name} (${inWords(value as object)})`
        : `${name} ${String(value)}`,
    )
    .join(", ");
}
