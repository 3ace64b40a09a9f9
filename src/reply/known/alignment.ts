// Compares a reply with the email that it answers, word by word: which words of which line stand in that email, in runs of four.
// Wrapping, quote marks, punctuation, case, entities and links do not matter. Reads lines and texts; decides nothing. Linear.
import type { Line } from "../line.ts";
import { hashOf, wordsOf } from "./word-hashes.ts";

const runWords = 4;
/** Share of a line's words that must stand in the parent for it to be known. */
const knownShare = 0.75;
/** Characters of the parent that are read. */
const parentCharactersMax = 400_000;

/**
 * known: its words stand in the parent. foreign: none of them does. mixed: some do; `tail` are the words at its end that do not.
 * none: it has no words. `first` and `last` are the places in the parent, in words, of what stands there; -1 where unknown.
 */
export interface LineMatch {
  kind: "known" | "foreign" | "mixed" | "none";
  words: number;
  covered: number;
  tail: number;
  first: number;
  last: number;
}

/** What each line has of the parent. */
export interface Alignment {
  matches: LineMatch[];
  /** Words of the parent. */
  length: number;
  /** Whether a text has one of the words that the parent opens with, where people are named. */
  namesOpening: (text: string) => boolean;
}

/** Words at the beginning of the parent, where it says who writes. */
const openingWords = 12;

/** Undefined when the parent has no words to compare with. `parents` are the renderings of one email. */
export function align(lines: readonly Line[], parents: readonly string[]): Alignment | undefined {
  const known = parents.map(knownRuns).filter((parent) => parent.words > 0);
  const words: number[] = [];
  const starts: number[] = [];
  for (const line of lines) {
    starts.push(words.length);
    // One line may hold more words than a call takes arguments.
    for (const word of wordsOf(line.text)) {
      words.push(word);
    }
  }
  starts.push(words.length);
  // Each program quotes the html or the text: the rendering that it has most of is the one.
  const places = known.map((parent) => placesOf(words, parent));
  const most = Math.max(...places.map((found) => found.hits));
  const best = places.findIndex((found) => found.hits === most);
  const [parent, found] = [known[best], places[best]];
  if (!parent || !found) {
    return undefined;
  }
  return {
    matches: lines.map((_, i) => matchOf(words, found.place, starts[i] ?? 0, starts[i + 1] ?? 0, parent)),
    length: parent.words,
    namesOpening: (text) => wordsOf(text).some((word) => parent.opening.has(word)),
  };
}

/** For each word its place in the parent where it stands in a run of the parent's, else -1. */
function placesOf(words: readonly number[], parent: Parent): { place: Int32Array; hits: number } {
  const place = new Int32Array(words.length).fill(-1);
  let hits = 0;
  for (let i = 0; i + runWords <= words.length; i++) {
    const at = parent.runs.get(hashOf(words, i, i + runWords));
    if (at !== undefined) {
      hits++;
      for (let k = 0; k < runWords; k++) {
        place[i + k] = at + k;
      }
    }
  }
  return { place, hits };
}

function matchOf(
  words: readonly number[],
  place: Int32Array,
  from: number,
  to: number,
  parent: Parent,
): LineMatch {
  const count = to - from;
  const none = { words: count, covered: 0, tail: 0, first: -1, last: -1 };
  if (count === 0) {
    return { ...none, kind: "none" };
  }
  let covered = 0;
  let [first, last] = [-1, -1];
  for (let i = from; i < to; i++) {
    const at = place[i] ?? -1;
    if (at >= 0) {
      covered++;
      first = first < 0 ? at : first;
      last = at;
    }
  }
  let tail = 0;
  while (tail < count && place[to - 1 - tail] === -1) {
    tail++;
  }
  if (count < runWords && covered === 0 && parent.lines.has(hashOf(words, from, to))) {
    return { ...none, kind: "known", covered: count };
  }
  const kind = covered >= count * knownShare ? "known" : covered === 0 ? "foreign" : "mixed";
  return { kind, words: count, covered, tail, first, last };
}

/** Runs of four words, over line ends too, and short lines whole; as hashes, since joining words costs more than all the rest. */
interface Parent {
  /** Where each run stands first. */
  runs: ReadonlyMap<number, number>;
  lines: ReadonlySet<number>;
  opening: ReadonlySet<number>;
  words: number;
}

function knownRuns(whole: string): Parent {
  const text = whole.slice(0, parentCharactersMax);
  const words = wordsOf(text);
  const runs = new Map<number, number>();
  for (let i = words.length - runWords; i >= 0; i--) {
    runs.set(hashOf(words, i, i + runWords), i);
  }
  const lines = new Set<number>();
  for (const line of text.split("\n")) {
    const short = line.length < 80 ? wordsOf(line) : [];
    if (short.length > 0 && short.length < runWords) {
      lines.add(hashOf(short));
    }
  }
  return { runs, lines, opening: new Set(words.slice(0, openingWords)), words: words.length };
}
