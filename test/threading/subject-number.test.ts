import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { subjectOf, titleFrom } from "../../src/domain/task.ts";
import { subjectNumber } from "../../src/threading/subject-number.ts";
import { garbage, slowestOfThreeMs } from "./keys.ts";

const taskIds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const replyPrefixes = [
  "",
  "Re: ",
  "RE: ",
  "AW: ",
  "Sv: ",
  "Antw: ",
  "RE: [EXT] Re: ",
  "Re: Fwd: ",
  "R: ",
  "回复: ",
  "[EXTERNAL] Re: ",
];

// One a language and spelling, as the mail programs write them.
const forwardPrefixes = [
  "Fwd:|FWD:|Fw:|FW:|fw :|Fwd[2]:|Fwd(3):|Fw2:|FW：|[Fwd:|(fwd)|[FWD]|WG:|Wg:|Wtrlt:|TR:",
  "Tr :|TR\u00a0:|Doorst:|RV:|Rv:|ENC:|Enc:|I:|VS:|Vs:|VB:|VL:|FS:|PD:|Továbbítás:",
  "Tova\u0301bbi\u0301ta\u0301s:|İLT:|ilt:|TRS:|ΠΡΘ:|Пересл:|הועבר:|\u200fהועבר:",
  "إعادة توجيه:|转发：|轉寄:|転送:|전달:",
].flatMap((row) => row.split("|"));

describe("the number in a subject", () => {
  test("is read from every subject that we write, and from replies to it", () => {
    fc.assert(
      fc.property(
        taskIds,
        fc.string({ unit: "grapheme" }),
        fc.constantFrom(...replyPrefixes),
        (id, words, prefix) => {
          // A title that itself begins like a forward is answered with a prefix in front, as the next test shows.
          const subject = `${prefix}${subjectOf({ id, title: `Page ${titleFrom(words)}` })}`;
          expect(subjectNumber(subject)).toBe(id);
        },
      ),
    );
  });

  test("is read from an answer on a task whose own title begins with a forward prefix", () => {
    for (const prefix of forwardPrefixes) {
      const subject = subjectOf({ id: 12, title: `${prefix} broken page` });
      expect(subjectNumber(`Re: ${subject}`)).toBe(12);
    }
  });

  test("is the last one, since the words before it are somebody's", () => {
    expect(subjectNumber("Re: As agreed in [#5] and [#6] [#12]")).toBe(12);
    expect(subjectNumber("Re: Broken page [#12] (was: [#9])")).toBe(9);
  });

  test("may be followed by what a mail program adds", () => {
    expect(subjectNumber("Re: Broken page [#12] [SEC=OFFICIAL]")).toBe(12);
    expect(subjectNumber("Automatic reply: Broken page [#12]")).toBe(12);
  });

  test("is from 1 to 2^31-1 and written as we write it", () => {
    expect(subjectNumber("[#1]")).toBe(1);
    expect(subjectNumber("[#2147483647]")).toBe(2_147_483_647);
    for (const marker of [
      "[#0]",
      "[#2147483648]",
      "[#99999999999999999999]",
      "[#012]",
      "[#-1]",
      "[#1.5]",
      "[#1e3]",
      "[#]",
    ]) {
      expect(subjectNumber(`Broken page ${marker}`)).toBeUndefined();
    }
    for (const marker of ["#12", "(#12)", "[12]", "[# 12]", "[#12", "[#١٢]", "［#12］"]) {
      expect(subjectNumber(`Broken page ${marker}`)).toBeUndefined();
    }
    // What comes last and is impossible does not bring back what stands before it.
    expect(subjectNumber("Broken page [#12] [#0]")).toBeUndefined();
  });
});

describe("a forward", () => {
  test.each(forwardPrefixes)("with the prefix %j has no number", (prefix) => {
    expect(subjectNumber(`${prefix} Broken page [#12]`)).toBeUndefined();
    expect(subjectNumber(`  ${prefix}Broken page [#12]`)).toBeUndefined();
    expect(subjectNumber(`${prefix} Re: Broken page [#12]`)).toBeUndefined();
    // The same subject without the prefix has one.
    expect(subjectNumber("Broken page [#12]")).toBe(12);
  });

  test("is known behind the tags of mail gateways", () => {
    for (const tag of [
      "[EXTERNAL]",
      "[EXT] [SPAM?]",
      "*EXT*",
      "***SPAM***",
      "(External)",
      "{Disarmed}",
      "External:",
      "EXT:",
    ]) {
      expect(subjectNumber(`${tag} FW: Broken page [#12]`)).toBeUndefined();
      expect(subjectNumber(`${tag} RE: Broken page [#12]`)).toBe(12);
    }
  });

  test("is looked for behind five tags and no more", () => {
    expect(subjectNumber(`${"[EXT] ".repeat(4)}Fwd: Broken page [#12]`)).toBeUndefined();
    expect(subjectNumber(`${"[EXT] ".repeat(5)}Fwd: Broken page [#12]`)).toBeUndefined();
    expect(subjectNumber(`${"[EXT] ".repeat(6)}Fwd: Broken page [#12]`)).toBe(12);
  });

  test("is not every word that begins like a prefix", () => {
    for (const start of [
      "I think: ",
      "Tracking: ",
      "Encoding: ",
      "Fwdx: ",
      "VS Code: ",
      "I ",
      "FW ",
      "[#7] Fwd: ",
    ]) {
      expect(subjectNumber(`${start}broken page [#12]`)).toBe(12);
    }
  });
});

test("any subject is answered without an error, and in a time that grows no faster than its length", () => {
  fc.assert(
    fc.property(garbage, taskIds, (words, id) => {
      const number = subjectNumber(`${words} [#${id}]`);
      expect(number === id || number === undefined).toBe(true);
      expect(subjectNumber(words.replaceAll("[#", ""))).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
  const pieces = [
    " ",
    "\u200f",
    "[#",
    "[#1",
    "[#1]",
    "1",
    "[",
    "(",
    "*",
    "[x] ",
    "Fwd",
    "fw ",
    "\0",
    "ext :",
    "\u{1f600}",
  ];
  for (const piece of pieces) {
    for (const start of ["", "[#", "Fwd"]) {
      const text = start + piece.repeat(Math.ceil(1_000_000 / piece.length));
      expect(slowestOfThreeMs(() => subjectNumber(text))).toBeLessThan(500);
    }
  }
});
