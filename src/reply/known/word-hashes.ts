// The words of a text as numbers, so that texts can be compared word by word without making a string of each. Pure.

/** FNV-1a over the words' own hashes, 32 bits. Two runs that collide by chance (1 in 4,000,000,000) weigh one line's evidence. */
export function hashOf(words: readonly number[], from = 0, to = words.length): number {
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
export function wordsOf(text: string): number[] {
  const plain = /:\/\/|mailto:/i.test(text) ? text.replace(linkPattern, " ") : text;
  const ascii = asciiWordsOf(plain);
  if (ascii !== undefined) {
    return ascii;
  }
  const pattern = wideLetter.test(plain) ? wideWordPattern : wordPattern;
  return plain.toLowerCase().match(pattern)?.map(hashOfWord) ?? [];
}

/** The same of a text that is all ASCII, as most lines are, several times as fast; undefined for others. */
function asciiWordsOf(text: string): number[] | undefined {
  const words: number[] = [];
  let hash = fnvOffset;
  let length = 0;
  for (let i = 0; i <= text.length; i++) {
    // Behind the end stands what is part of no word.
    const code = i === text.length ? 0 : text.charCodeAt(i);
    if (code > 0x7f) {
      return undefined;
    }
    const isUpper = code >= 0x41 && code <= 0x5a;
    if (isUpper || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)) {
      hash = Math.imul(hash ^ (isUpper ? code + 0x20 : code), fnvPrime);
      length++;
      if (length < wordLengthMax) {
        continue;
      }
    }
    if (length > 0) {
      words.push(hash);
    }
    hash = fnvOffset;
    length = 0;
  }
  return words;
}

const linkPattern = /<?(?:https?:\/\/|mailto:)[^\s<>]{1,2000}>?/gi;
/** What is longer counts as several words, as in the patterns. */
const wordLengthMax = 60;
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
