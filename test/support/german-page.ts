// What a German page says, and that none of the English messages of its files stands on it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

type Words = Record<string, string>;

const catalogueFolder = fileURLToPath(new URL("../../templates/words/", import.meta.url));

/** `files` of the catalogue, such as `page-held`, whose messages without values are looked for. */
export function germanPages(files: readonly string[]) {
  const english = files.flatMap((file) => {
    const [en, de] = ["en", "de"].map(
      (locale) => JSON.parse(readFileSync(`${catalogueFolder}${locale}/${file}.json`, "utf8")) as Words,
    );
    return Object.entries(en!).flatMap(([key, words]) =>
      words.length < 5 || words.includes("{") || de![key] === words ? [] : [words],
    );
  });
  return (page: { text: string }, sentences: readonly string[]): void => {
    expect(page.text).toContain('<html lang="de">');
    const words = wordsOf(page.text);
    for (const sentence of sentences) expect(words).toContain(sentence);
    expect(english.filter((sentence) => words.includes(sentence))).toEqual([]);
  };
}

/** The words of a page, as they are read; what stands in another language than the page's is left out. */
function wordsOf(text: string): string {
  return (
    text
      .slice(text.indexOf("<main"))
      .replaceAll(/<(span|p|dd) [^>]*lang="en"[^>]*>.*?<\/\1>/gsu, " ")
      // Names stand within words and signs.
      .replaceAll(/<\/?bdi>/gu, "")
      .replaceAll(/<[^>]*>/gu, " ")
      .replaceAll(/\s+/gu, " ")
      .replaceAll(/ (?=[.,:;])/gu, "")
  );
}
