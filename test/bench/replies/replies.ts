// How replies are read: ours beside email-reply-parser and planer on the cases of fixtures/replies and, when it is there, of
// the collection beside the repository; how fast; and whether the goals hold.
// Flags: --corpus DIR (another collection), --short (less time; goals are told and not enforced), --json.
// Exit 1: a goal missed, or a reply for which ours had no answer.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadCases, type ReplyCase } from "../../support/replies/case.ts";
import { askLibrary } from "./ask.ts";
import { foreignGoals, ownGoals, speedGoals } from "./goals.ts";
import { libraryNames } from "./library.ts";
import { matrixGoals, readMatrix } from "./matrix.ts";
import { printGoals, printMatrix, printResults, printSpeed, type Results } from "./print.ts";
import { measureSpeed } from "./speed.ts";
import { resultsOf } from "./tally.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    corpus: { type: "string", default: `${root}../shared/corpus/replies` },
    short: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
/** For one reply. A program that needs longer has no answer, and its time is not compared: it would hide all others. */
const answerTimeMs = 2_000;
const roundCount = values.short ? 5 : 30;

const own = loadCases(`${root}fixtures/replies`);
const foreign = existsSync(values.corpus) ? loadCases(values.corpus) : [];
if (!values.json && foreign.length === 0) console.log(`There is no collection at ${values.corpus}.`);
const [ownResults, foreignResults] = [await askAll(own), await askAll(foreign)];
const speed = await measureSpeed(answeredTexts(), [...own, ...foreign], roundCount);
const matrix = await readMatrix(values.short ? 13 : 1);
const goals = [
  ...ownGoals(ownResults.inreply),
  ...(foreign.length === 0 ? [] : foreignGoals(foreignResults.inreply)),
  ...matrixGoals(matrix),
  ...speedGoals(speed),
];
report();
const unanswered = [...ownResults.inreply, ...foreignResults.inreply].some(
  ({ fault }) => fault !== undefined,
);
const isMissed = goals.some(({ isHeld }) => !isHeld);
process.exitCode = unanswered || (isMissed && !values.short) ? 1 : 0;

function report(): void {
  if (values.json) {
    console.log(JSON.stringify({ fixtures: ownResults, corpus: foreignResults, matrix, speed, goals }));
    return;
  }
  printResults("fixtures/replies", ownResults);
  if (foreign.length > 0) printResults(values.corpus.split("/").slice(-3).join("/"), foreignResults);
  printMatrix(matrix);
  printSpeed(speed);
  printGoals(goals, values.short);
}

/** One program after the other, so that none waits for the processor because of another. */
async function askAll(cases: readonly ReplyCase[]): Promise<Results> {
  const entries = [];
  for (const name of libraryNames) {
    entries.push([name, resultsOf(cases, await askLibrary(name, cases, answerTimeMs))] as const);
  }
  return Object.fromEntries(entries) as Results;
}

/** The texts for which email-reply-parser had an answer. */
function answeredTexts(): string[] {
  const answered = [...ownResults["email-reply-parser"], ...foreignResults["email-reply-parser"]]
    .filter(({ fault }) => fault === undefined)
    .map(({ id }) => id);
  const isAnswered = new Set(answered);
  return [...own, ...foreign].flatMap(({ id, kind, text }) =>
    kind === "text" && text !== undefined && isAnswered.has(id) ? [text] : [],
  );
}
