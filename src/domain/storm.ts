// When emails of one sender on one task, or all emails about inbound mail together, are too many. Pure: what came before and
// what comes now in, a verdict out. It looks at no header, since a program may write what a person's program writes.

/** How far back emails of one sender count. FreeScout looks back as far (`SendAutoReply`). */
export const stormWindowMs = 180 * 60_000;
/** One email counts one; one that is much like an earlier one counts more. A storm begins when the sum is above this. */
export const stormPointsMax = 20;
export const alikePoints = 4;
/** The same for emails that open a task each: all of a sender's emails on whatever task count. */
export const openingPointsMax = 40;
/** After so long without an email a storm of one sender is over by itself. */
export const stormQuietMs = 60 * 60_000;
/** How far back the very same words are not said to anybody again. */
export const sameWordsWindowMs = 24 * 60 * 60_000;
/** Letters, where a Chinese, Japanese or Korean one counts three. Below, people do say the same again: "Yes, please go ahead." */
export const sameWordsLengthMin = 40;
/**
 * An email so soon after one of ours is hardly a person's: ours had to arrive and be read first. What says the same as before
 * but for its numbers is a program's then ("We have your request 8812").
 */
export const promptAnswerMs = 30_000;
/** Earlier emails that are looked at, the newest. */
export const earlierMax = 60;
/** Emails about inbound mail within an hour, over all tasks; above, the rest wait for staff. */
export const allWindowMs = 60 * 60_000;

/** An email of the same sender; `files` counts what was attached. */
export interface Said {
  words: string;
  at: string;
  files: number;
}

/** Whether "same_but_numbers" is a program's or a person's depends on when it came; see `promptAnswerMs`. */
export type StormVerdict = "calm" | "same_words" | "same_but_numbers" | "storm";

/**
 * `earlier` are emails of this sender, in any order; only those within the windows before `now` count. The same words again
 * tell nobody anything, unless files came with them.
 */
export function judgeStorm(earlier: readonly Said[], now: Said, pointsMax = stormPointsMax): StormVerdict {
  const plain = plainWords(ownWords(now.words));
  const within = (said: Said, windowMs: number) => Date.parse(said.at) > Date.parse(now.at) - windowMs;
  const recent = earlier.filter((said) => within(said, stormWindowMs));
  if (pointsOf([...recent, now], pointsMax) > pointsMax) return "storm";
  if (now.files > 0 || weightOf(plain) < sameWordsLengthMin) return "calm";
  const before = earlier
    .filter((said) => within(said, sameWordsWindowMs))
    .map(({ words }) => plainWords(ownWords(words)));
  if (before.includes(plain)) return "same_words";
  return before.map(withoutNumbers).includes(withoutNumbers(plain)) ? "same_but_numbers" : "calm";
}

/** What these emails count together. They are compared only where that decides whether it is more than `pointsMax`. */
function pointsOf(all: readonly Said[], pointsMax: number): number {
  const whenAllAlike = 1 + (all.length - 1) * alikePoints;
  if (whenAllAlike <= pointsMax || all.length > pointsMax) return all.length;
  const texts = all.map(({ words, files }) => ({ ...toCompared(words), files }));
  return texts.reduce((sum, text, index) => {
    // Photos sent one by one, without a word, are a person's: no program answers with nothing but a file.
    const isBareFile = text.files > 0 && text.counts.size === 0;
    const isRepeat = !isBareFile && texts.slice(0, index).some((before) => isAlike(before, text));
    return sum + (isRepeat ? alikePoints : 1);
  }, 0);
}

/**
 * What stands above or between quoted lines: a responder quotes each mail that it answers below the same words, and may head
 * the quote as nobody else does. All of it where nothing else is there.
 */
export function ownWords(words: string): string {
  const lines = words.split("\n");
  const first = lines.findIndex(isQuoted);
  if (first === -1) return words;
  const above = lines.slice(0, first).join("\n").trimEnd();
  const headless = above.endsWith(":") ? above.slice(0, above.lastIndexOf("\n") + 1) : above;
  const own = [headless, ...lines.slice(first).filter((line) => !isQuoted(line))].join("\n").trim();
  return own === "" ? words : own;
}

function isQuoted(line: string): boolean {
  return line.trimStart().startsWith(">");
}

/** Whether two subjects say the same; numbers and dates may differ, since programs put new ones into each. */
export function isSameSubject(one: string, other: string): boolean {
  return withoutNumbers(plainWords(one)) === withoutNumbers(plainWords(other));
}

function withoutNumbers(plain: string): string {
  return plain.replaceAll(/\p{N}+/gu, "0");
}

/** Characters of one text that are looked at, and words of it that are compared, at most. */
export const comparedLengthMax = 20_000;
const comparedMax = 400;

/** Lower case, and nothing but letters and numbers, with one blank between words. */
function plainWords(text: string): string {
  // The same, many times faster, where all is ASCII.
  if (!/[^\0-\x7f]/u.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/gu, " ")
      .trim();
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function weightOf(plain: string): number {
  const wide =
    plain.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  return plain.replaceAll(" ", "").length + 2 * wide;
}

/** A text as it is compared: how often each word stands in it, and its first paragraph when that is long. */
interface Compared {
  counts: ReadonlyMap<string, number>;
  opening: string | undefined;
}

function toCompared(words: string): Compared {
  const own = ownWords(words);
  const opening = plainWords(/^[^]*?(?=\n[ \t]*\n|$)/u.exec(own)?.[0] ?? "");
  return { counts: wordCounts(own), opening: weightOf(opening) >= sameWordsLengthMin ? opening : undefined };
}

/** How often each word stands there; numbers count as one, since programs number and date what they write. */
function wordCounts(text: string): Map<string, number> {
  const words = plainWords(text)
    .split(/\s+|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u)
    .filter((word) => word !== "")
    .slice(0, comparedMax);
  const counts = new Map<string, number>();
  for (const word of words) {
    const key = /\p{N}/u.test(word) ? "0" : word;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Nine words in ten are shared (Dice's coefficient), or a long first paragraph, as above a quote that was not told from it. */
function isAlike(one: Compared, other: Compared): boolean {
  if (one.opening !== undefined && one.opening === other.opening) return true;
  const size = (counts: ReadonlyMap<string, number>) =>
    [...counts.values()].reduce((sum, count) => sum + count, 0);
  let shared = 0;
  for (const [word, count] of one.counts) shared += Math.min(count, other.counts.get(word) ?? 0);
  const both = size(one.counts) + size(other.counts);
  return both === 0 || (2 * shared) / both >= 0.9;
}
