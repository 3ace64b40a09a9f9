// Takes out of a reply the names that its author signs or addresses somebody with, so that only names of people who are known
// there may stand beside a command. Any other capitalised word may be a joke, an exception or a part of the work. Pure.
import { courtesyPhrases } from "./courtesy-phrases.ts";
import { isNameWord } from "./person-name.ts";
import { longestPhrase, phraseBook } from "./phrase-book.ts";
import { readTokens, type Token } from "./plain-tokens.ts";
import { reservationWords } from "./reservation-words.ts";

/** Words of names, and the letters that stand for a person's name, all folded. */
export interface KnownNames {
  words: ReadonlySet<string>;
  initials: ReadonlySet<string>;
}

/** Characters of one name that are looked at; whoever writes an email chooses the one in its From. */
const nameLengthMax = 100;

/** Of people, who may sign with initials, and of companies. */
export function knownNames(people: readonly string[], companies: readonly string[]): KnownNames {
  const persons = people.map(wordsOf);
  return {
    words: new Set([...persons, ...companies.map(wordsOf)].flat()),
    initials: new Set(
      persons.flatMap((words) => {
        const letters = words.map((word) => word.charAt(0));
        return [...letters, letters.join("")];
      }),
    ),
  };
}

function wordsOf(name: string): string[] {
  const tokens = readTokens(name.slice(0, nameLengthMax))?.tokens ?? [];
  return tokens.filter(({ isWord }) => isWord).map(({ text }) => text);
}

const courtesies = phraseBook(courtesyPhrases);
const breaks = new Set([",", ".", "!", "-", "–", "—", "\n"]);
const nameWordsMax = 4;
/** Lines of a signature: a name, a company, a name written out. */
const namesAtEndMax = 3;

/** The text with neither the known names at its end nor those right behind thanks, praise or a wish. */
export function withoutNames(kept: string, names: KnownNames): string {
  const read = readTokens(kept);
  if (read === undefined) return kept;
  const { text, tokens } = read;
  const end = endWithoutNames(tokens, names);
  const before = tokens.slice(0, end);
  const cut = before.flatMap((_, at) => addressedAt(before, at, names)).toReversed();
  if (cut.length === 0 && end === tokens.length) return kept;
  let rest = text.slice(0, tokens[end]?.start ?? text.length);
  for (const { from, to } of cut) rest = rest.slice(0, tokens[from]!.start) + rest.slice(tokens[to - 1]!.end);
  return rest.trim();
}

/** The index of the first of the names that close the text: each on a line of its own, or behind a mark. */
function endWithoutNames(tokens: readonly Token[], names: KnownNames): number {
  let end = tokens.length;
  for (let count = 0; count < namesAtEndMax; count++) {
    let last = end;
    while (last > 0 && breaks.has(tokens[last - 1]!.text)) last -= 1;
    const from = nameBefore(tokens, last, names);
    if (from === undefined || (from > 0 && !breaks.has(tokens[from - 1]!.text))) return end;
    end = from;
  }
  return end;
}

/** The index at which a name begins that ends before `end`, as long as it can be. */
function nameBefore(tokens: readonly Token[], end: number, names: KnownNames): number | undefined {
  for (let from = Math.max(0, end - nameWordsMax); from < end; from++)
    if (isName(tokens.slice(from, end), names)) return from;
  return undefined;
}

/** "Ann", "Ann de Vries", "A. Weber" or "AW". */
function isName(tokens: readonly Token[], { words, initials }: KnownNames): boolean {
  const isInitial = ({ text, written }: Token) =>
    /^\p{Lu}{1,3}$/u.test(written) && initials.has(text) && !reservationWords.has(text);
  const isWord = (token: Token) => words.has(token.text) && isNameWord(token);
  const [first, last] = [tokens[0], tokens.at(-1)];
  const isWhole = [first, last].every((token) => token !== undefined && (isWord(token) || isInitial(token)));
  return (
    isWhole &&
    tokens.every(
      (token, at) =>
        isWord(token) ||
        isInitial(token) ||
        // "de" of "Ann de Vries", and the dot behind an initial.
        (words.has(token.text) && !reservationWords.has(token.text)) ||
        (token.text === "." && at > 0 && isInitial(tokens[at - 1]!)),
    )
  );
}

/** "Thanks Priya", "great work, Priya": a name behind a courtesy that ends its clause. */
function addressedAt(
  tokens: readonly Token[],
  at: number,
  names: KnownNames,
): { from: number; to: number }[] {
  for (let to = Math.min(tokens.length, at + nameWordsMax); to > at; to--) {
    const isEnd = to === tokens.length || breaks.has(tokens[to]!.text);
    if (isEnd && isName(tokens.slice(at, to), names))
      return isAfterCourtesy(tokens, at) ? [{ from: at, to }] : [];
  }
  return [];
}

/** A clause with more words than this is no courtesy any more. */
const clauseTokensMax = 16;

/** Whether the clause before ends with thanks, praise or a wish, small words and one comma between them aside. */
function isAfterCourtesy(tokens: readonly Token[], at: number): boolean {
  const end = tokens[at - 1]?.text === "," ? at - 1 : at;
  for (let from = end - 1; from >= Math.max(0, end - clauseTokensMax); from--) {
    if (breaks.has(tokens[from]!.text)) return false;
    const kinds = kindsBetween(tokens, from, end);
    if (kinds?.some((kind) => kind === "thanks" || kind === "praise" || kind === "wish")) return true;
  }
  return false;
}

/** Undefined where anything but courtesies stands. */
function kindsBetween(tokens: readonly Token[], from: number, end: number): string[] | undefined {
  const within = tokens.slice(from, end);
  const kinds: string[] = [];
  for (let at = 0; at < within.length;) {
    const phrase = longestPhrase(courtesies, within, at);
    if (phrase === undefined) return undefined;
    kinds.push(phrase.kind);
    at += phrase.tokenCount;
  }
  return kinds;
}
