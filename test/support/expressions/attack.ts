// How long a regular expression takes on texts made to be hard for it. Writes nothing.
import { createContext, Script } from "node:vm";
import { cpuMsOf } from "../cpu-time.ts";

/** The slowest text of those tried, as its repeated part, and the time it took. */
export interface Attacked {
  slowestMs: number;
  pump: string;
}

/** Behind it nothing matches that has to end there. */
const unmatched = "\u0001";

/**
 * Runs the expression over texts of about so many characters, each one part over and over, made of what the expression speaks
 * of; also behind the words that it begins with. Ends at the first that takes longer than `enoughMs`.
 */
export function attack(expression: RegExp, characterCount: number, enoughMs: number): Attacked {
  const attacked: Attacked = { slowestMs: 0, pump: "" };
  const isDone = isDoneInTime(() => attackWith(attacked, expression, characterCount, enoughMs));
  return isDone ? attacked : { ...attacked, slowestMs: Infinity };
}

function attackWith(attacked: Attacked, expression: RegExp, characterCount: number, enoughMs: number): void {
  const leads = [...new Set(["", leadOf(expression.source)])];
  const pumps = pumpsFor(expression);
  for (const [lead, pump] of leads.flatMap((one) => pumps.map((other) => [one, other] as const))) {
    const text = lead + pump.repeat(Math.ceil(characterCount / pump.length)) + unmatched;
    const run = () => matchAll(expression, text);
    let ms = cpuMsOf(run);
    // Once may be another's fault.
    if (ms > attacked.slowestMs) ms = Math.min(ms, cpuMsOf(run));
    if (ms > attacked.slowestMs) Object.assign(attacked, { slowestMs: ms, pump });
    if (ms > enoughMs) break;
  }
}

/** Far longer than all texts for one expression take; what takes for ever is cut off then, and found slow. */
const attackMsMax = 4_000;

/** False when it was cut off. */
function isDoneInTime(work: () => void): boolean {
  try {
    new Script("work()").runInContext(createContext({ work }), { timeout: attackMsMax });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    return false;
  }
}

function matchAll(expression: RegExp, text: string): void {
  if (expression.global) text.replace(expression, "");
  else expression.test(text);
}

const charactersTriedMax = 16;
/** Long enough to fill a bounded run, and to cross it. */
const runLengths = [1, 60, 210];

/** One character, and one with a run of another. */
function pumpsFor(expression: RegExp): string[] {
  const characters = charactersOf(expression.source);
  const pairs = characters.flatMap((one) =>
    characters
      .filter((other) => other !== one)
      .flatMap((other) => runLengths.map((length) => one + other.repeat(length))),
  );
  return [...characters, ...pairs];
}

/** Those that stand in the pattern, signs before letters, and one of each class it names. */
function charactersOf(source: string): string[] {
  const named = [" ", "a", "1", "x"];
  const literal = source.replace(
    /\\[pP]\{[^}]*\}|\\u[0-9a-f]{4}|\\[sSdDwWbBnrt]|\{\d+(?:,\d*)?\}|\(\?[:=!]/giu,
    "",
  );
  const signs = literal.match(/[^\p{L}\p{N}\s|()?*+^$[\]\\{}]|\\[()[\]{}*+?.|\\]/gu) ?? [];
  const letters = literal.match(/\p{L}/gu) ?? [];
  const all = [...signs.map((sign) => sign.at(-1)!), ...named, ...letters];
  return [...new Set(all)].slice(0, charactersTriedMax);
}

/** A text that the pattern may begin with: its plain characters, and the first way of each group among them. */
function leadOf(source: string): string {
  let plain = source.replace(/^\^/u, "");
  for (let before = ""; before !== plain;) {
    before = plain;
    plain = plain.replace(/\((?:\?:)?([^()|[\]\\]*)(?:\|[^()]*)?\)(?![?*+{])/u, "$1");
  }
  return /^[^\\^$.*+?()[\]{}|]*/u.exec(plain)?.[0] ?? "";
}
