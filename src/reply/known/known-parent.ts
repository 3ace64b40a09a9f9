// Uses what is known: the email that the reply answers is ours, so lines of the reply that stand in it are quote, in any language
// and from any mail program. Compares runs of four words, so that wrapping, marks and blanks do not matter. Linear.
import type { Decision } from "../decide.ts";
import { isRule, labelOf } from "../text/header-block.ts";
import { type Line, isBlank } from "../line.ts";

const shingleWords = 4;
/** Share of a line's words that must stand in the parent, and words a line needs to say anything alone. */
const alignedShare = 0.75;
/** Characters of the parent that are read. */
const parentCharactersMax = 400_000;

type Match = "known" | "foreign" | "unsure";

/** The decision with the parent as a further witness: quotes nobody marked are found, answers below unmarked quotes are given back. */
export function withParent(lines: readonly Line[], decision: Decision, parent: string): Decision {
  const known = shinglesOf(parent.slice(0, parentCharactersMax));
  if (known.runs.size + known.lines.size === 0) {
    return decision;
  }
  const matches = lines.map((line) => matchOf(line, known));
  const labels = [...decision.labels];
  let changed = false;
  if (!labels.includes("quoted")) {
    changed = cutAtKnownRun(lines, matches, labels);
  } else {
    changed = giveBackAnswers(lines, matches, labels);
  }
  const supported = labels.some((label, index) => label === "quoted" && matches[index] === "known");
  if (!changed && !supported) {
    return decision;
  }
  const evidence = labels.map((label, i) =>
    label === decision.labels[i] ? (decision.evidence[i] ?? "") : label === "kept" ? "" : "known parent",
  );
  return {
    labels,
    evidence,
    confidence: changed ? 0.85 : Math.max(decision.confidence, 0.97),
  };
}

/** No quote was found: a run of the parent's lines is one, with the line above it that looks like its header in any language. */
function cutAtKnownRun(
  lines: readonly Line[],
  matches: readonly Match[],
  labels: Decision["labels"],
): boolean {
  const first = matches.indexOf("known");
  if (first < 0) {
    return false;
  }
  let known = 0;
  let foreign = 0;
  let last = first;
  for (let i = first; i < lines.length; i++) {
    if (matches[i] === "known") {
      known++;
      last = i;
    } else if (matches[i] === "foreign" && labels[i] === "kept") {
      foreign++;
    }
  }
  const from = headerAbove(lines, first);
  const headed = from < first;
  // One line of ours without a header above may be pasted on purpose; three in a row are a quote.
  if ((!headed && known < 3) || foreign > known || !lines.slice(0, from).some((line) => !isBlank(line))) {
    return false;
  }
  for (let i = from; i <= last; i++) {
    if (i < first || matches[i] !== "foreign") {
      labels[i] = "quoted";
    }
  }
  return true;
}

/** Up to eight lines above that are blank, rules, header lines, or an attribution by its look: a colon at the end, an address, a time. */
function headerAbove(lines: readonly Line[], first: number): number {
  let from = first;
  for (let i = first - 1; i >= 0 && first - i <= 8; i--) {
    const line = lines[i];
    if (!line || isBlank(line)) {
      continue;
    }
    const header =
      isRule(line) ||
      labelOf(line.text) !== undefined ||
      /^[^:：]{1,30}[:：]\s.*(?:@|\d{1,2}[:.]\d{2})/u.test(line.text.slice(0, 200)) ||
      (line.text.length < 300 && /[:：]$/.test(line.text) && /[@\d]/.test(line.text)) ||
      (from === first && /[:：]$/.test(line.text) && isBlank(lines[i - 1]) && line.text.length < 120);
    if (!header && !(from < first && /^[^\s:：]{2,20}\s?[:：]\s/u.test(line.text.slice(0, 60)))) {
      break;
    }
    from = i;
  }
  return from;
}

/** In a quote without marks that is mostly the parent's, lines below its first known one that the parent lacks are an answer. */
function giveBackAnswers(
  lines: readonly Line[],
  matches: readonly Match[],
  labels: Decision["labels"],
): boolean {
  const unmarked = (i: number) =>
    labels[i] === "quoted" && lines[i]?.depth === 0 && lines[i]?.container === "";
  const first = matches.findIndex((match, i) => match === "known" && unmarked(i));
  if (first < 0) {
    return false;
  }
  let known = 0;
  const foreign: number[] = [];
  for (let i = first; i < lines.length; i++) {
    if (unmarked(i) && matches[i] === "known") {
      known++;
    } else if (unmarked(i) && matches[i] === "foreign") {
      foreign.push(i);
    }
  }
  if (foreign.length === 0 || foreign.length > known) {
    return false;
  }
  for (const i of foreign) {
    labels[i] = "kept";
  }
  return true;
}

function matchOf(line: Line, known: Shingles): Match {
  const words = wordsOf(line.text);
  if (words.length < shingleWords) {
    return words.length > 0 && known.lines.has(hashOf(words)) ? "known" : "unsure";
  }
  let hits = 0;
  const total = words.length - shingleWords + 1;
  for (let i = 0; i < total; i++) {
    hits += known.runs.has(hashOf(words, i, i + shingleWords)) ? 1 : 0;
  }
  if (hits >= total * alignedShare) {
    return "known";
  }
  return hits === 0 ? "foreign" : "unsure";
}

/** Runs of four words, over line ends too, and short lines whole; as hashes, since joining words costs more than all the rest. */
interface Shingles {
  runs: ReadonlySet<number>;
  lines: ReadonlySet<number>;
}

function shinglesOf(text: string): Shingles {
  const runs = new Set<number>();
  const words = wordsOf(text);
  for (let i = 0; i + shingleWords <= words.length; i++) {
    runs.add(hashOf(words, i, i + shingleWords));
  }
  const lines = new Set<number>();
  for (const line of text.split("\n")) {
    const short = line.length < 80 ? wordsOf(line) : [];
    if (short.length > 1 && short.length < shingleWords) {
      lines.add(hashOf(short));
    }
  }
  return { runs, lines };
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
  return plain.toLowerCase().match(wordPattern)?.map(hashOfWord) ?? [];
}

const linkPattern = /<?(?:https?:\/\/|mailto:)[^\s<>]{1,2000}>?/g;
const wordPattern = /[\p{L}\p{N}]{1,60}/gu;

function hashOfWord(word: string): number {
  let hash = fnvOffset;
  for (let i = 0; i < word.length; i++) {
    hash = Math.imul(hash ^ word.charCodeAt(i), fnvPrime);
  }
  return hash;
}
