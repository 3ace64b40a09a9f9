// Compares a reply with the email that it answers, word by word: which words of which line stand in that email, in runs of four.
// Wrapping, quote marks, punctuation, case, entities and links do not matter. Reads lines and texts; decides nothing. Linear.
import type { Line } from "../line.ts";

const runWords = 4;
/** Share of a line's words that must stand in the parent for it to be known. */
const knownShare = 0.75;
/** Characters of the parent that are read. */
const parentCharactersMax = 400_000;

/**
 * known: its words stand in the parent. foreign: none of them does. mixed: some do; `tail` of a mixed line are the words at its
 * end that do not. none: it has no words.
 */
export interface LineMatch {
  kind: "known" | "foreign" | "mixed" | "none";
  words: number;
  covered: number;
  tail: number;
}

export interface Alignment {
  matches: LineMatch[];
  /** Share of the parent's words that stand in the lines [from, to), 0 to 1. */
  share: (from: number, to: number) => number;
  /** Whether a text has one of the words that the parent opens with, where people are named. */
  namesOpening: (text: string) => boolean;
}

/** Words at the beginning of the parent, where it says who writes. */
const openingWords = 12;

/** Undefined when the parent has no run of words to compare with. `parents` are the renderings of one email. */
export function align(lines: readonly Line[], parents: readonly string[]): Alignment | undefined {
  const known = knownRuns(parents);
  if (known.runs.size === 0 && known.lines.size === 0) {
    return undefined;
  }
  const opening = new Set(
    parents.flatMap((parent) => wordsOf(parent.slice(0, 1_000)).slice(0, openingWords)),
  );
  const words: number[] = [];
  const starts: number[] = [];
  for (const line of lines) {
    starts.push(words.length);
    words.push(...wordsOf(line.text));
  }
  starts.push(words.length);
  const covered = new Uint8Array(words.length);
  const hits: number[] = [];
  for (let i = 0; i + runWords <= words.length; i++) {
    const run = hashOf(words, i, i + runWords);
    const isHit = known.runs.has(run);
    hits.push(isHit ? run : 0);
    if (isHit) {
      covered.fill(1, i, i + runWords);
    }
  }
  const matches = lines.map((_, i) =>
    matchOf(words, covered, starts[i] ?? 0, starts[i + 1] ?? 0, known.lines),
  );
  return {
    matches,
    share: (from, to) =>
      new Set(hits.slice(starts[from], starts[to]).filter((run) => run !== 0)).size /
      Math.max(1, known.longest),
    namesOpening: (text) => wordsOf(text).some((word) => opening.has(word)),
  };
}

function matchOf(
  words: readonly number[],
  covered: Uint8Array,
  from: number,
  to: number,
  shortLines: ReadonlySet<number>,
): LineMatch {
  const count = to - from;
  if (count === 0) {
    return { kind: "none", words: 0, covered: 0, tail: 0 };
  }
  let hits = 0;
  for (let i = from; i < to; i++) {
    hits += covered[i] ?? 0;
  }
  let tail = 0;
  while (tail < count && covered[to - 1 - tail] === 0) {
    tail++;
  }
  const whole = count < runWords && shortLines.has(hashOf(words, from, to));
  const kind = whole || hits >= count * knownShare ? "known" : hits === 0 ? "foreign" : "mixed";
  return { kind, words: count, covered: whole ? count : hits, tail };
}

/** Runs of four words, over line ends too, and short lines whole; as hashes, since joining words costs more than all the rest. */
interface KnownRuns {
  runs: ReadonlySet<number>;
  lines: ReadonlySet<number>;
  /** Runs of the rendering that has most of them. */
  longest: number;
}

function knownRuns(parents: readonly string[]): KnownRuns {
  const runs = new Set<number>();
  const lines = new Set<number>();
  let longest = 0;
  for (const parent of parents) {
    const text = parent.slice(0, parentCharactersMax);
    const words = wordsOf(text);
    const own = new Set<number>();
    for (let i = 0; i + runWords <= words.length; i++) {
      own.add(hashOf(words, i, i + runWords));
    }
    own.forEach((run) => runs.add(run));
    longest = Math.max(longest, own.size);
    for (const line of text.split("\n")) {
      const short = line.length < 80 ? wordsOf(line) : [];
      if (short.length > 0 && short.length < runWords) {
        lines.add(hashOf(short));
      }
    }
  }
  return { runs, lines, longest };
}

/** FNV-1a over the words' own hashes, 32 bits. Two runs that collide by chance (1 in 4,000,000,000) weigh one line's evidence. */
function hashOf(words: readonly number[], from = 0, to = words.length): number {
  let hash = fnvOffset;
  for (let i = from; i < to; i++) {
    hash = Math.imul(hash ^ (words[i] ?? 0), fnvPrime);
    hash ^= hash >>> 15;
  }
  return hash;
}

const fnvOffset = 0x811c9dc5 | 0;
const fnvPrime = 0x01000193;

/** The words of a text, each as the FNV-1a hash of its lower-case letters and digits; links are left out. */
function wordsOf(text: string): number[] {
  const plain = /:\/\/|mailto:/i.test(text) ? text.replace(linkPattern, " ") : text;
  const pattern = wideLetter.test(plain) ? wideWordPattern : wordPattern;
  return plain.toLowerCase().match(pattern)?.map(hashOfWord) ?? [];
}

const linkPattern = /<?(?:https?:\/\/|mailto:)[^\s<>]{1,2000}>?/gi;
const wordPattern = /[\p{L}\p{N}\p{M}]{1,60}/gu;
// Writing without blanks between words is wrapped anywhere: there each character counts as a word.
const wideLetter = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]/;
const wideWordPattern =
  /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff])[\p{L}\p{N}\p{M}]){1,60}/gu;

function hashOfWord(word: string): number {
  let hash = fnvOffset;
  for (let i = 0; i < word.length; i++) {
    hash = Math.imul(hash ^ word.charCodeAt(i), fnvPrime);
  }
  return hash;
}
