// Writes titles and messages of words that chance picks: a few words are in most of them, and many in hardly any. Pure.
import type { Locale } from "../../domain/locale.ts";
import type { Chance } from "./chance.ts";
import { german } from "./words-de.ts";
import { english } from "./words-en.ts";

/** Words by their kind, and what is made of them. Those of `part` and `ending` together are compounds. */
export interface Vocabulary {
  noun: string[];
  verb: string[];
  adjective: string[];
  place: string[];
  day: string[];
  part?: string[];
  ending?: string[];
  greeting: string[];
  closing: string[];
  title: string[];
  sentence: string[];
}

const vocabularies: Record<Locale, Vocabulary> = { en: english, de: german };

/** Sentences of one paragraph, at most. */
const paragraphMax = 4;

export function writeTitle(chance: Chance, locale: Locale): string {
  const { title } = vocabularies[locale];
  const filled = fill(chance, vocabularies[locale], chance.pick(title));
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}

/** A letter of so many sentences, in paragraphs; a short one has neither greeting nor closing. */
export function writeMessage(
  chance: Chance,
  locale: Locale,
  { sentences, name }: { sentences: number; name: string },
): string {
  const vocabulary = vocabularies[locale];
  const paragraphs: string[] = [];
  for (let left = sentences; left > 0;) {
    const count = Math.min(left, chance.between(1, paragraphMax));
    const written = Array.from({ length: count }, () =>
      fill(chance, vocabulary, chance.pick(vocabulary.sentence)),
    );
    paragraphs.push(written.join(" "));
    left -= count;
  }
  if (sentences > 2) {
    paragraphs.unshift(chance.pick(vocabulary.greeting));
    paragraphs.push(`${chance.pick(vocabulary.closing)}\n${name.split(" ")[0]}`);
  }
  return paragraphs.join("\n\n");
}

/** `{Noun}` begins with a capital letter. */
function fill(chance: Chance, vocabulary: Vocabulary, pattern: string): string {
  return pattern.replaceAll(/\{(\w)(\w+)\}/gu, (_, first: string, rest: string) => {
    const word = wordOf(chance, vocabulary, first.toLowerCase() + rest);
    return first === first.toLowerCase() ? word : word.charAt(0).toUpperCase() + word.slice(1);
  });
}

function wordOf(chance: Chance, vocabulary: Vocabulary, kind: string): string {
  if (kind === "number") return String(chance.between(2, 99_999));
  if (kind === "compound")
    return chance.pickSkewed(vocabulary.part ?? []) + chance.pickSkewed(vocabulary.ending ?? []);
  return chance.pickSkewed(vocabulary[kind as "noun" | "verb" | "adjective" | "place" | "day"]);
}
