// When emails of one sender on one task are too many: people who write fast are not, programs that repeat themselves are.
import { describe, expect, it } from "vitest";
import {
  alikePoints,
  judgeStorm,
  ownWords,
  sameWordsWindowMs,
  stormPointsMax,
  stormWindowMs,
  type Said,
} from "../../src/domain/storm.ts";

const start = Date.parse("2026-03-02T09:00:00.000Z");
const said = (words: string, ms = 0, files = 0): Said => ({
  words,
  at: new Date(start + ms).toISOString(),
  files,
});

/** Judges each in turn, a minute apart. */
function judgeAll(texts: readonly string[]): string[] {
  const all = texts.map((words, index) => said(words, index * 60_000));
  return all.map((one, index) => judgeStorm(all.slice(0, index), one));
}

const sentence = "Thank you for writing to us, somebody will look at your words as soon as they can.";

describe("a person", () => {
  it("may write as many different emails as the limit, and one more is a storm", () => {
    const words = ["logo", "colour", "map", "phone", "menu", "photo", "team", "shop", "cart", "blog", "font"];
    const texts = Array.from({ length: stormPointsMax + 1 }, (_, index) => {
      const [one, other] = [words[index % 11]!, words[Math.floor(index / 2) % 11]!];
      return `${one} ${one}s ${index % 2 === 0 ? "first" : "later"} ${other}`;
    });
    expect(new Set(judgeAll(texts.slice(0, stormPointsMax)))).toEqual(new Set(["calm"]));
    expect(judgeAll(texts).at(-1)).toBe("storm");
  });

  it("may say short things twice, and the same words with other files or a day later", () => {
    expect(judgeAll(["Yes, please go ahead.", "Yes, please go ahead."])).toEqual(["calm", "calm"]);
    expect(judgeStorm([said(sentence)], said(sentence, 60_000, 1))).toBe("calm");
    expect(judgeStorm([said(sentence)], said(sentence, sameWordsWindowMs))).toBe("calm");
    // Who may do so depends on when it came.
    expect(
      judgeAll([
        "Please put 45 euros beside the second haircut on the list",
        "Please put 54 euros beside the second haircut on the list",
      ]),
    ).toEqual(["calm", "same_but_numbers"]);
  });

  it("may send photos one by one without a word, as many as other emails", () => {
    const photos = Array.from({ length: stormPointsMax + 1 }, (_, index) => said("", index * 60_000, 1));
    const verdicts = photos.map((photo, index) => judgeStorm(photos.slice(0, index), photo));
    expect(new Set(verdicts.slice(0, -1))).toEqual(new Set(["calm"]));
    expect(verdicts.at(-1)).toBe("storm");
    const empty = photos.map((photo) => ({ ...photo, files: 0 }));
    expect(judgeStorm(empty.slice(0, 6), empty[6]!)).toBe("storm");
  });

  it("who wrote long ago is not counted", () => {
    const before = Array.from({ length: 50 }, (_, index) =>
      said(`Word ${"x".repeat(index)}`, -stormWindowMs - index),
    );
    expect(judgeStorm(before, said("Hello"))).toBe("calm");
  });
});

describe("a program", () => {
  it.each([
    ["as it was", sentence],
    ["in other letters", sentence.toUpperCase()],
    ["on other lines", sentence.replace("us, ", "us,\n")],
    ["above a quote that heads itself oddly", `${sentence}\n\nOn Monday somebody wrote:\n> Which colour?`],
  ])("that says its words again, %s, tells nobody", (_, words) => {
    expect(
      judgeStorm([said(`${sentence}\n\nWritten by a person before:\n> Hello`)], said(words, 60_000)),
    ).toBe("same_words");
  });

  it("that says the same in Japanese tells nobody", () => {
    const words = "お問い合わせありがとうございます。担当者より折り返しご連絡いたします。";
    expect(judgeAll([words, words])).toEqual(["calm", "same_words"]);
  });

  it.each([
    [
      "with numbers of its own",
      (index: number) => `Your words have the number ${index} here, and somebody will look at them soon.`,
    ],
    [
      "above whatever it quotes without marks",
      (index: number) => `${sentence}\n\nFrom: ${"ab".repeat(index)}\nWords that ${"differ ".repeat(index)}`,
    ],
  ])("that repeats itself %s is a storm within the limit", (_about, write) => {
    const verdicts = judgeAll([0, 1, 2, 3, 4, 5, 6, 7].map(write));
    expect(verdicts.indexOf("storm")).toBe(1 + Math.floor((stormPointsMax - 1) / alikePoints));
  });
});

it("own words stand above and between quoted lines", () => {
  expect(ownWords("Yes\n> Blue?\nNo\n> Red?")).toBe("Yes\nNo");
  expect(ownWords("> Blue?")).toBe("> Blue?");
  expect(ownWords("Sure.\n\nAnn wrote:\n> Blue?")).toBe("Sure.");
});
