// Which stretches of text are the words that staff typed, and which are only like them.
import { describe, expect, it } from "vitest";
import { patternOf, readWords } from "../../src/actions/find-words.ts";

const cleaned = (text: string, ...words: string[]) => text.replace(patternOf(words), "x");

describe("the words", () => {
  it.each([
    ["Call +49 40 123 456.", "+49 40 123 456", "Call x."],
    ["Call (+49) 40/123-456.", "+49 40 123 456", "Call x."],
    ["tel:+4940123456", "+49 40 123 456", "tel:x"],
    ["Ann\n> Weber, and Ann<br>Weber", "Ann Weber", "x, and x"],
    ["A&amp;B &lt;co&gt; and A&B <co>", "A&B <co>", "x and x"],
    ["ANN WEBER", "ann weber", "x"],
    ["予約は田中さんです", "田中さん", "予約はxです"],
    ["a.b (c) [d]", "a.b (c) [d]", "x"],
    ["for Anne-Marie, at ann-m@x.example", "anne-marie", "for x, at ann-m@x.example"],
    [String.raw`\\a-b/c^d$e|f{g}*h+i?`, String.raw`\\a-b/c^d$e|f{g}*h+i?`, "x"],
  ])("%j holds %j", (text, words, expected) => {
    expect(cleaned(text, words)).toBe(expected);
  });

  it.each([
    ["49401234567", "4940123456"],
    ["Annabel Weber", "Ann"],
    ["axb", "a.b"],
    ["Weber, Ann", "Ann Weber"],
  ])("%j does not hold %j", (text, words) => {
    expect(cleaned(text, words)).toBe(text);
  });

  it("of several lines are looked for each, and found in a long text without delay", () => {
    expect(cleaned("one two three", ...readWords("one\n\n  three "))).toBe("x two x");
    const long = "> ".repeat(200_000);
    const before = performance.now();
    expect(cleaned(`${long}a${long}`, "a b", "> > >x")).toContain("> a");
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});
