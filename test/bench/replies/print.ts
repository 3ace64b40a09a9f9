// The bench of replies as tables for people. Writes to the console.
import { parentModes } from "../../support/replies/simulated.ts";
import type { Goal } from "./goals.ts";
import { libraryNames, type LibraryName } from "./library.ts";
import { shareRight, type Matrix } from "./matrix.ts";
import type { Speed } from "./speed.ts";
import { percent, tallyBy, tallyOf, type Result, type Tally } from "./tally.ts";

const nameWidth = 24;
const wordsShownMax = 12;
const wrongShownMax = 30;

/** The results of all programs on one set of replies. */
export type Results = Record<LibraryName, Result[]>;

/** A row a source and a kind, with the figures of each program side by side; then what is wrong with ours, by id. */
export function printResults(title: string, results: Results): void {
  console.log(`\n${title}: ${results.inreply.length} replies (ok, lost, leak: % of them)`);
  console.log("".padEnd(nameWidth + 5) + libraryNames.map((name) => name.padEnd(29)).join(""));
  console.log("".padEnd(nameWidth) + "n".padStart(4) + libraryNames.map(() => heads).join(" "));
  for (const group of ["source", "kind"] as const) {
    const tallies = libraryNames.map((name) => tallyBy(results[name], group));
    for (const name of tallies[0]?.keys() ?? []) {
      printRow(
        name,
        tallies.map((tally) => tally.get(name)!),
      );
    }
  }
  printRow(
    "all",
    libraryNames.map((name) => tallyOf(results[name])),
  );
  for (const name of libraryNames) {
    const faults = results[name].filter(({ fault }) => fault !== undefined);
    if (faults.length > 0) {
      console.log(`${name} has no answer: ${faults.map(({ id, fault }) => `${id} (${fault})`).join(", ")}`);
    }
  }
  for (const { id, lostWords, leakedWords } of results.inreply.filter(({ isOk }) => !isOk)) {
    console.log(`  wrong: ${id}${shownWords("lost", lostWords)}${shownWords("leaked", leakedWords)}`);
  }
}

const heads = ["ok", "lost", "leak", "F1"].map((head) => head.padStart(7)).join("");

function printRow(name: string, tallies: Tally[]): void {
  const cells = tallies.map(
    (tally) =>
      [tally.okCount, tally.lostCount, tally.leakedCount]
        .map((part) => percent(part, tally).toFixed(1).padStart(7))
        .join("") + tally.f1.toFixed(3).padStart(7),
  );
  console.log(name.padEnd(nameWidth) + String(tallies[0]?.count ?? 0).padStart(4) + cells.join(" "));
}

function shownWords(label: string, words: string[]): string {
  if (words.length === 0) return "";
  const rest = words.length > wordsShownMax ? " …" : "";
  return ` · ${label} ${words.length}: ${words.slice(0, wordsShownMax).join(" ")}${rest}`;
}

/** How many simulated replies came out exactly as typed, by what was told of the email they answer; then some that did not. */
export function printMatrix(matrix: Matrix): void {
  console.log(`\nSimulated replies, every program, language and posting: ${matrix.count}`);
  for (const mode of parentModes) {
    const wrong = matrix.wrong[mode];
    console.log(
      `${`email ${mode}`.padEnd(nameWidth)}${shareRight(matrix, mode).toFixed(2).padStart(7)} % right`,
    );
    const shown = mode === "known" || mode === "invented" ? wrong.slice(0, wrongShownMax) : [];
    for (const { id, kept } of shown) console.log(`  wrong: ${id} · ${kept.slice(0, 160)}`);
  }
}

export function printSpeed(speed: Speed): void {
  const { textCount, textMs, parserTextMs, htmlCount, htmlMs, mailparserMs } = speed;
  console.log(`\nTime of the processor for one pass over all, ms`);
  const row = (name: string, count: number, ours: number, other: string, theirs: number) =>
    console.log(
      `${name.padEnd(nameWidth)}${String(count).padStart(4)}  inreply ${ours.toFixed(1)}  ${other} ${theirs.toFixed(1)}`,
    );
  row("plain texts", textCount, textMs, "email-reply-parser", parserTextMs);
  row("html mails", htmlCount, htmlMs, "mailparser", mailparserMs);
}

/** `isShort`: a goal that is missed is told and not held against the run. */
export function printGoals(goals: readonly Goal[], isShort: boolean): void {
  const missed = isShort ? "no (short run)" : "no";
  console.log(`\n${"goal".padEnd(56)}${"measured".padEnd(36)}held`);
  for (const { goal, measured, isHeld } of goals) {
    console.log(`${goal.padEnd(56)}${measured.padEnd(36)}${isHeld ? "yes" : missed}`);
  }
}
