// Compares what an extractor shows of a reply with what its author wrote, by words. Pure. The figures are those of the public
// corpus' own scorer, to the digit.

/** What a reply must show. Lines of `optional` (a signature, quoted lines between answers) may be shown or not. */
export interface Expectation {
  expected: string;
  optional: readonly string[];
}

/** Counts are of words. `f1` is over the words, optional ones aside. */
export interface Score {
  /** Every required word is shown and no other. */
  isOk: boolean;
  f1: number;
  /** Words that the author wrote and that are not shown. */
  lost: number;
  /** Words that are shown and are not the author's. */
  leaked: number;
  /** Words that must be shown. */
  required: number;
  lostWords: string[];
  leakedWords: string[];
}

/** Scores one reply. Without an answer, `reply` is "". */
export function scoreReply({ expected, optional }: Expectation, reply: string): Score {
  const { required, allowed } = demand(wordsOf(expected), optional);
  const shown = countOf(wordsOf(reply));
  const lostWords = excess(required, shown);
  const leakedWords = excess(shown, allowed);
  const [lost, leaked] = [lostWords.length, leakedWords.length];
  const requiredCount = [...required.values()].reduce((sum, count) => sum + count, 0);
  const right = requiredCount - lost;
  const nothingAsked = requiredCount === 0 && leaked === 0;
  const f1 = nothingAsked ? 1 : right === 0 ? 0 : (2 * right) / (2 * right + lost + leaked);
  return {
    isOk: lost === 0 && leaked === 0,
    f1,
    lost,
    leaked,
    required: requiredCount,
    lostWords,
    leakedWords,
  };
}

/**
 * A run of letters, digits and marks, without case and compatibility forms; Han, kana and Thai characters and pictographs
 * count one by one, since nothing stands between their words.
 */
export function wordsOf(text: string): string[] {
  return text.normalize("NFKC").toLowerCase().replace(invisible, "").match(word) ?? [];
}

const invisible = /[\ufe0f\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\p{Extended_Pictographic}|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}])+/gu;

type Count = Map<string, number>;

/**
 * How often each word must and may be shown. An optional line that the expected text holds is no longer required; any other is
 * allowed on top.
 */
function demand(
  expected: readonly string[],
  optional: readonly string[],
): { required: Count; allowed: Count } {
  const required = countOf(expected);
  const allowed = countOf(expected);
  const taken = new Set<number>();
  for (const line of optional) {
    const words = wordsOf(line);
    if (words.length === 0) continue;
    const at = lastRun(expected, words, taken);
    words.forEach((one, index) => {
      if (at < 0) return void allowed.set(one, (allowed.get(one) ?? 0) + 1);
      taken.add(at + index);
      required.set(one, (required.get(one) ?? 0) - 1);
    });
  }
  return { required, allowed };
}

/** Where these words stand last in the text, outside of what is taken; -1 when nowhere. */
function lastRun(text: readonly string[], words: readonly string[], taken: ReadonlySet<number>): number {
  for (let at = text.length - words.length; at >= 0; at--) {
    if (words.every((one, index) => text[at + index] === one && !taken.has(at + index))) return at;
  }
  return -1;
}

function countOf(words: readonly string[]): Count {
  const count: Count = new Map();
  for (const one of words) count.set(one, (count.get(one) ?? 0) + 1);
  return count;
}

/** The words of which there are more than `limit` has, as often as that. */
function excess(count: Count, limit: Count): string[] {
  return [...count].flatMap(([one, times]) =>
    Array.from({ length: Math.max(0, times - (limit.get(one) ?? 0)) }, () => one),
  );
}
