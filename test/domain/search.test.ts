// What is read from a search, and the words around what was found.
import { describe, expect, it } from "vitest";
import {
  beginningLengthMax,
  excerptOf,
  isFoundIn,
  readSearch,
  searchLengthMax,
  searchWordsMax,
} from "../../src/domain/search.ts";

const termsOf = (typed: string) =>
  readSearch(typed).terms.map(({ words, isBeginning }) => words.join(" ") + (isBeginning ? "…" : ""));
const marked = (typed: string, text: string) =>
  excerptOf(readSearch(typed), text)
    .map((stretch) => (stretch.isFound ? `[${stretch.text}]` : stretch.text))
    .join("");

describe("a search", () => {
  it.each([
    ["lead routing", ["lead", "routing…"]],
    ['"lead routing" form', ["lead routing", "form…"]],
    ["form “lead routing”", ["form", "lead routing"]],
    ["„Neue Seite“ Straße", ["neue seite", "strasse…"]],
    ['never "closed quotes', ["never", "closed quotes"]],
    ["Müller-Lüdenscheidt", ["muller", "ludenscheidt…"]],
    ["x", ["x"]],
    ["a".repeat(beginningLengthMax + 1), ["a".repeat(beginningLengthMax + 1)]],
    ["NEAR(a, b) OR NOT c* AND {d}: ^e", ["near", "a", "b", "or", "not", "c", "and", "d", "e"]],
    ["🎉 \u0000 \ud800 ) * ' -- ;", []],
    ["請求書 שלום", ["請求書", "שלום…"]],
    ["", []],
  ])("%j looks for %j", (typed, terms) => {
    expect(termsOf(typed)).toEqual(terms);
  });

  it("names a task by its number, with its sign or bare", () => {
    const idOf = (typed: string) => readSearch(typed).taskId;
    expect([idOf("#12"), idOf(" 12 "), idOf("# 12")]).toEqual([12, 12, 12]);
    expect([idOf("12 a"), idOf("0"), idOf("9999999999"), idOf("1.2")]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("reads so many characters and words, and says when something is left out", () => {
    const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(" ");
    expect(readSearch(words(searchWordsMax))).toMatchObject({ isCut: false });
    expect(readSearch(words(searchWordsMax + 1))).toMatchObject({ isCut: true });
    expect(termsOf(words(searchWordsMax + 1))).toHaveLength(searchWordsMax);
    const long = readSearch("y".repeat(10_000));
    expect([long.isCut, long.terms[0]!.words[0]!.length]).toEqual([true, searchLengthMax]);
    // What is cut off is no beginning.
    expect(long.terms[0]!.isBeginning).toBe(false);
  });
});

describe("an excerpt", () => {
  it("marks words whatever their case and accents, beginnings and phrases", () => {
    expect(marked("muller", "Frau Müller und Herr MÜLLERS")).toBe("Frau [Müller] und Herr [MÜLLERS]");
    expect(marked("strasse ", "Die Straße, die STRASSE")).toBe("Die [Straße], die [STRASSE]");
    expect(marked('"lead routing"', "routing of leads, and lead  routing.")).toBe(
      "routing of leads, and [lead routing].",
    );
    expect(marked("zu\u0308rich", "Zürich Zu\u0308rich")).toBe("[Zürich] [Zu\u0308rich]");
    expect(marked("nothing", "Else")).toBe("Else");
    expect(marked("nothing", "")).toBe("");
  });

  it("is a stretch around the first word found, parted between words", () => {
    const text = `${"before ".repeat(100)}needle ${"after ".repeat(100)}`;
    expect(marked("needle", text)).toMatch(/^… (?:before )+\[needle\](?: after)+ …$/u);
    expect(marked("needle", text).length).toBeLessThan(300);
  });

  it("is found however far behind, from a whole word on, also across signs and accents", () => {
    const before = "Mühe größer-als word e\u0301 ".repeat(4_000);
    const shown = (typed: string, text: string) => excerptOf(readSearch(typed), text);
    for (const [typed, there] of [
      ['"last words"', "last, words"],
      ["äußer", "ÄUSSER"],
      ["strasse", "Straße"],
    ] as const) {
      const stretches = shown(typed, `${before}${there} and more`);
      expect(stretches.filter(({ isFound }) => isFound)).toEqual([{ text: there, isFound: true }]);
      expect(stretches.at(-1)!.text).toBe(" and more");
      expect(stretches[1]!.text).toMatch(/^(?:Mühe|größer|als|word|e\u0301)[ -]/u);
    }
  });

  it("takes no long time for a long text without spaces, and cuts no character in two", () => {
    for (const text of [
      "😀".repeat(100_000),
      "a".repeat(200_000),
      " \n".repeat(100_000),
      "é́".repeat(50_000),
    ]) {
      const began = performance.now();
      const excerpt = marked("a", text);
      expect(performance.now() - began).toBeLessThan(1_000);
      expect(excerpt.length).toBeLessThan(300);
      expect(excerpt.isWellFormed()).toBe(true);
    }
  });

  it("is of texts that hold every word", () => {
    const search = readSearch("harbor ann");
    expect(isFoundIn(search, "Ann Weber\nHarbor Dental")).toBe(true);
    expect(isFoundIn(search, "Ann Weber")).toBe(false);
  });
});
