// Reads the order in which a client wants the numbered tasks of the backlog: "2, 1, 4". Pure.
import { commandBook, readPieces } from "./courteous-pieces.ts";
import { asAnyNumeral, numeralOf } from "./numerals.ts";
import { orderPhrases, separatorPhrases } from "./order-phrases.ts";
import { longestPhrase, phraseBook } from "./phrase-book.ts";
import { readTokens, type Token } from "./plain-tokens.ts";

export type Order = { order: number[] } | { problem: "unknown_number" | "repeated_number"; number: number };

type Kind = keyof typeof orderPhrases;

const book = commandBook<Kind>(orderPhrases);
const separators = phraseBook({ separator: separatorPhrases });
const labels = phraseBook({
  label: ["# / no. / nr. / n° / nr / number / nummer / numéro / número / task / aufgabe / tarea / tâche"],
});

/**
 * The numbers in their order, of a reply's kept text in English, German, French or Spanish to an email that numbered tasks
 * from 1 to `countMax`; also the first number that was not listed, or stands there twice. Undefined where the reply says
 * anything else beside courtesies.
 */
export function readOrder(kept: string, countMax: number): Order | undefined {
  // Between numbers a hyphen makes no word.
  const tokens = readTokens(kept.replaceAll(/(?<=\d)[-–](?=\d)/gu, " - "))?.tokens;
  if (tokens === undefined) return undefined;
  const from = tokens.findIndex((_, at) => numeralAt(tokens, at) !== undefined);
  if (from === -1) return undefined;
  const loose = [dashLength, dotLength].map((separator) => readRun(tokens, from, separator));
  // Two numbers with a dash or a dot between them may be a span of tasks, a day or an hour.
  const isList = ({ numbers }: Run) => numbers.length >= looseCountMin;
  const { numbers, end } = loose.find(isList) ?? readRun(tokens, from, separatorLength);
  const run = asAnyNumeral({ ...tokens[from]!, end: tokens[end - 1]!.end });
  const around = [...tokens.slice(0, from), run, ...tokens.slice(end)];
  const pieces = readPieces<Kind>(around, book, (kind) => kind === "order" || kind === "first");
  const said = pieces?.filter(({ kind }) => kind === "order" || kind === "first") ?? [];
  if (said.length !== 1 || (said[0]?.kind === "first" && numbers.length > 1)) return undefined;
  return checked(numbers, countMax);
}

function checked(numbers: readonly number[], countMax: number): Order {
  const unknown = numbers.find((number) => number < 1 || number > countMax);
  if (unknown !== undefined) return { problem: "unknown_number", number: unknown };
  const repeated = numbers.find((number, at) => numbers.indexOf(number) < at);
  if (repeated !== undefined) return { problem: "repeated_number", number: repeated };
  return { order: [...numbers] };
}

/** Numbers of a list that is parted with dashes or dots alone: "2-1-4", "2. 1. 4." */
const looseCountMin = 3;

interface Run {
  numbers: number[];
  end: number;
}

/** Numbers with one separator or a blank between them, and the index behind the last. */
function readRun(
  tokens: readonly Token[],
  from: number,
  lengthAt: (tokens: readonly Token[], at: number) => number | undefined,
): Run {
  const numbers: number[] = [];
  let end = from;
  for (let at = from; ;) {
    const numeral = numeralAt(tokens, at);
    if (numeral === undefined) return { numbers, end };
    numbers.push(numeral.number);
    end = numeral.end;
    const length = lengthAt(tokens, end);
    if (length === undefined) return { numbers, end };
    at = end + length;
  }
}

/** A new line, also behind a comma or a dot, or one of the listed; none is a blank. A dot alone may be within a date. */
function separatorLength(tokens: readonly Token[], at: number): number {
  const text = tokens[at]?.text ?? "";
  if (text === "\n") return 1;
  if ((text === "." || text === ",") && tokens[at + 1]?.text === "\n") return 2;
  return longestPhrase(separators, tokens, at)?.tokenCount ?? 0;
}

function dashLength(tokens: readonly Token[], at: number): number | undefined {
  return /^[-–—]$/u.test(tokens[at]?.text ?? "") ? 1 : undefined;
}

/** With a blank behind it; without one it is a version's or a date's. */
function dotLength(tokens: readonly Token[], at: number): number | undefined {
  const [dot, next] = [tokens[at], tokens[at + 1]];
  return dot?.text === "." && next !== undefined && next.start > dot.end ? 1 : undefined;
}

/** The number at a place, perhaps behind "#" or "task", and the index behind it. */
function numeralAt(tokens: readonly Token[], at: number): { number: number; end: number } | undefined {
  const numeralIndex = at + (longestPhrase(labels, tokens, at)?.tokenCount ?? 0);
  const token = tokens[numeralIndex];
  const number = token === undefined ? undefined : numeralOf(token);
  return number === undefined ? undefined : { number, end: numeralIndex + 1 };
}
