// What somebody types to search, as words and phrases to look for; and where these stand in a text. Case and accents do not
// matter. Any text is a search: no sign in it means anything but quotes around a phrase and # before a task's number.

/** Characters of a search that are read, and words of these that are looked for; what follows is left out. */
export const searchLengthMax = 200;
export const searchWordsMax = 10;
/** Characters of each text that are searched; the migration of the index has the same number. */
export const searchedLengthMax = 100_000;
/**
 * Letters of a last word that also stands for longer ones. Fewer would find everything. With more, who searches could find out
 * a secret link in somebody's message letter by letter, though pages mask it: the secret part is longer than this.
 */
export const beginningLengthMin = 2;
export const beginningLengthMax = 16;

/** Words that stand one after the other; of `isBeginning` the last one may go on. */
export interface SearchTerm {
  words: readonly string[];
  isBeginning: boolean;
}

export interface Search {
  /** All of them have to be there. Empty: there is nothing to look for. */
  terms: readonly SearchTerm[];
  /** Of `#12` and `12`. */
  taskId: number | undefined;
  /** Whether something of what was typed is not looked for. */
  isCut: boolean;
}

export function readSearch(typed: string): Search {
  const text = typed.toWellFormed().slice(0, searchLengthMax);
  const terms: SearchTerm[] = [];
  let left = searchWordsMax;
  let isCut = text.length < typed.length;
  const isOpenEnd = !/["“”„]\s*$/u.test(text);
  // Every second stretch stands between quotes.
  for (const [index, stretch] of text.split(/["“”„]/u).entries()) {
    const all = wordsIn(stretch).map(({ word }) => word);
    const words = all.slice(0, left);
    left -= words.length;
    isCut ||= words.length < all.length;
    if (words.length === 0) continue;
    if (index % 2 === 1) terms.push({ words, isBeginning: false });
    else terms.push(...words.map((word) => ({ words: [word], isBeginning: false })));
  }
  const last = terms.at(-1);
  if (last !== undefined && isOpenEnd && !isCut && last.words.length === 1) {
    const { length } = last.words[0]!;
    last.isBeginning = length >= beginningLengthMin && length <= beginningLengthMax;
  }
  return { terms, taskId: taskIdIn(text), isCut };
}

function taskIdIn(text: string): number | undefined {
  const id = Number(/^\s*#?\s*([1-9]\d{0,9})\s*$/u.exec(text)?.[1] ?? 0);
  return id > 0 && id <= 2_147_483_647 ? id : undefined;
}

interface WordThere {
  /** As it is compared: `Straße` and `STRASSE` are alike. */
  word: string;
  start: number;
  end: number;
}

/** The words of a text in order, where they stand. Everything but letters, numbers and the marks on them parts words. */
function* eachWord(text: string): Generator<WordThere> {
  for (const match of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)) {
    yield { word: folded(match[0]), start: match.index, end: match.index + match[0].length };
  }
}

function wordsIn(text: string): WordThere[] {
  return [...eachWord(text)].filter(({ word }) => word !== "");
}

/** As the indexes of both engines have it (see the migration): SQLite takes accents off Latin letters alone. */
function folded(word: string): string {
  // Most words are ASCII, and need none of what takes time.
  if (/^[A-Za-z0-9]*$/u.test(word)) return word.toLowerCase();
  return word
    .normalize("NFD")
    .replaceAll(/([A-Za-z])[\u0300-\u036f]+/gu, "$1")
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("ß", "ss");
}

/** Whether every term stands in these words, which are one text. */
export function isFoundIn({ terms }: Pick<Search, "terms">, text: string): boolean {
  const words = wordsIn(text);
  return terms.every((term) => words.some((_, index) => lengthAt(words, index, term) > 0));
}

/** A stretch of a text, and whether it is what was looked for. */
export interface Stretch {
  text: string;
  isFound: boolean;
}

/** Characters of a text that are shown of what was found, about; and before the first word found. */
const shownLength = 240;
const beforeLength = 60;

/** Characters behind those shown that are looked at, for a phrase that begins in them. */
const behindLength = 1_000;

/**
 * The text around the first words that were looked for, in stretches; its beginning when there are none. Spaces and lines are
 * run together. Of a long text only what is shown is taken apart.
 */
export function excerptOf({ terms }: Pick<Search, "terms">, text: string): Stretch[] {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  const first = firstIn(line, terms);
  const from = first <= beforeLength ? 0 : startAround(line, first);
  const isWhole = line.length <= from + shownLength;
  const words = wordsIn(line.slice(from, from + shownLength + behindLength)).map(({ word, start, end }) => ({
    word,
    start: start + from,
    end: end + from,
  }));
  const last = words.findLast(({ end }) => end <= from + shownLength)?.end;
  // A word that is longer than what is shown is cut, but not within a character.
  const to = isWhole ? line.length : last !== undefined && last > first ? last : from + shownLength;
  const stretches: Stretch[] = [];
  const add = (stretch: string, isFound: boolean) => {
    if (stretch !== "") stretches.push({ text: stretch.toWellFormed(), isFound });
  };
  let at = from;
  add(from > 0 ? "… " : "", false);
  for (const { start, end } of foundIn(words, terms)) {
    if (start >= to) break;
    add(line.slice(at, start), false);
    add(line.slice(start, Math.min(end, to)), true);
    at = Math.min(end, to);
  }
  add(line.slice(at, to), false);
  add(isWhole ? "" : " …", false);
  return stretches;
}

/** Where the first of the terms stands; 0 for none. Words that begin with other letters are not even read. */
function firstIn(line: string, terms: readonly SearchTerm[]): number {
  const letters = new Set(
    terms.map(({ words }) => words[0]![0]!).filter((letter) => /[a-z0-9]/u.test(letter)),
  );
  const begins = [...letters].map((letter) => letter + letter.toUpperCase()).join("");
  // What is not ASCII may be any letter with an accent.
  const begin = `(?:[${begins}]|(?![\\0-\\x7f])[\\p{L}\\p{N}])`;
  const candidate = new RegExp(`(?<![\\p{L}\\p{N}]\\p{M}*)${begin}[\\p{L}\\p{N}\\p{M}]*`, "gu");
  for (const { 0: match, index } of line.matchAll(candidate)) {
    const word = folded(match);
    if (!terms.some(({ words }) => word.startsWith(words[0]!))) continue;
    const words = wordsIn(line.slice(index, index + behindLength));
    if (terms.some((term) => lengthAt(words, 0, term) > 0)) return index;
  }
  return 0;
}

/** Where the first whole word begins that stands close enough before this one. */
function startAround(line: string, first: number): number {
  const least = first - beforeLength;
  // The word before may reach into what is looked at.
  const isWithin = /[\p{L}\p{N}]\p{M}*$/u.test(line.slice(Math.max(0, least - 20), least));
  const behind = line.slice(least, first + 1);
  const cut = isWithin ? /^[\p{L}\p{N}\p{M}]*/u.exec(behind)![0].length : 0;
  const [word] = eachWord(behind.slice(cut));
  return word === undefined ? first : least + cut + word.start;
}

/** Where the terms stand, in order, none within another. */
function foundIn(
  words: readonly WordThere[],
  terms: readonly SearchTerm[],
): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let index = 0; index < words.length;) {
    const length = Math.max(0, ...terms.map((term) => lengthAt(words, index, term)));
    if (length > 0) found.push({ start: words[index]!.start, end: words[index + length - 1]!.end });
    index += Math.max(1, length);
  }
  return found;
}

/** How many words from here on are this term: all of it or none. */
function lengthAt(
  words: readonly WordThere[],
  index: number,
  { words: wanted, isBeginning }: SearchTerm,
): number {
  const isThere = wanted.every((word, offset) => {
    const there = words[index + offset]?.word;
    if (there === word) return true;
    return isBeginning && offset === wanted.length - 1 && there?.startsWith(word) === true;
  });
  return isThere ? wanted.length : 0;
}
