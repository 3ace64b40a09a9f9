// Approving by reply: the first words have to be a listed approval and nothing else in the reply may take it back.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { approvalPhrases } from "../../../src/inbox/commands/approval-phrases.ts";
import { courtesyPhrases } from "../../../src/inbox/commands/courtesy-phrases.ts";
import { closePhrases } from "../../../src/inbox/commands/close-phrases.ts";
import { greetedNames } from "../../../src/inbox/commands/person-name.ts";
import { phraseBook } from "../../../src/inbox/commands/phrase-book.ts";
import { readApproval as readPlain } from "../../../src/inbox/commands/read-approval.ts";
import { reservationWords } from "../../../src/inbox/commands/reservation-words.ts";
import { refused, taken } from "./approval-phrases.ts";
import { names, reading } from "./names.ts";

const readApproval = reading(readPlain);

it("is tried with at least forty phrases that approve and sixty that do not", () => {
  expect(new Set(taken).size).toBeGreaterThanOrEqual(40);
  expect(new Set(refused).size).toBeGreaterThanOrEqual(60);
});

describe("an approval", () => {
  it.each(taken)("is taken: %j", (kept) => {
    expect(readApproval(kept)).toBeDefined();
  });

  it("is told in the words that were written, without what stands around them", () => {
    const kept = "Hi Priya,\n\nthanks! Looks  good,\nplease close it. Have a nice day!\n\nBest,\nAnn";
    expect(readApproval(kept)).toEqual({ phrase: "Looks good, please close it" });
    expect(readApproval("C’est validé, merci")).toEqual({ phrase: "C'est validé" });
  });

  it("is the same in other spellings of its letters", () => {
    for (const kept of [
      "Approuve\u0301",
      "ａｐｐｒｏｖｅｄ",
      "ap\u00ADproved",
      "\u200F\u202Bapproved\u202C",
      "\uFEFFApproved\u200B",
      "\u00A0approved\u00A0",
      "approved\r\n\r\nAnn\r\n",
      "Approved 👍🏽",
      "Approved ❤️",
    ])
      expect(readApproval(kept), JSON.stringify(kept)).toBeDefined();
  });
});

describe("no approval", () => {
  it.each(refused)("is taken from %j", (kept) => {
    expect(readApproval(kept)).toBeUndefined();
  });

  it("is taken from praise, thanks or a wish alone, whichever it is", () => {
    const { fillers, ...courtesies } = { ...courtesyPhrases, fillers: courtesyPhrases.filler };
    const books = phraseBook({ ...courtesies, opener: approvalPhrases.opener, finds: approvalPhrases.finds });
    expect(fillers.length).toBeGreaterThan(0);
    expect([...books.kinds.keys()].filter((phrase) => readApproval(phrase) !== undefined)).toEqual([]);
  });
});

const aTaken = fc.constantFrom(...taken);
/** The words of a phrase and the gaps between them, where a word can be put in. */
const aTakenCut = aTaken.chain((phrase) => {
  const words = phrase.split(/ /u);
  return fc.nat(words.length).map((at) => ({
    phrase,
    insert: (word: string) => [...words.slice(0, at), word, ...words.slice(at)].join(" "),
  }));
});

describe("whatever approval there is", () => {
  it.each(["not ", "Not ", "nicht ", "noch nicht ", "pas ", "no ", "almost ", "> ", "if ", "to be ", "who "])(
    "%j before it makes it none",
    (before) => {
      fc.assert(fc.property(aTaken, (phrase) => readApproval(before + phrase) === undefined));
    },
  );

  it.each([
    "?",
    " ?",
    " but the logo is wrong",
    ", but",
    ". But not yet.",
    " however",
    " except the footer",
    " aber",
    ", aber noch nicht",
    " mais",
    " pero",
    " if",
    " only",
    " still",
    "\nnoch",
    "\nencore",
    "\ntodavía",
    ". Please change the logo",
    "\n\nAlso, the footer",
    "\n\nPS: one question",
    "\nOne thing is missing",
    " 2",
  ])("%j behind it makes it none", (behind) => {
    fc.assert(fc.property(aTaken, (phrase) => readApproval(phrase + behind) === undefined));
  });

  it("a word of reservation in any gap makes it none, also written like a name", () => {
    // Words that are part of listed phrases themselves are tried below; "Hi Will" is a greeting.
    const words = [...reservationWords].filter(
      (word) => !partsOfPhrases.has(word) && !greetedNames.has(word),
    );
    expect(words.length).toBeGreaterThan(300);
    const cased = fc
      .constantFrom(...words)
      .chain((word) => fc.constantFrom(word, word[0]!.toUpperCase() + word.slice(1), word.toUpperCase()));
    fc.assert(
      fc.property(aTakenCut, cased, ({ insert }, word) => readApproval(insert(word)) === undefined),
      { numRuns: 5_000 },
    );
  });

  it("a question mark, a negation or a condition in any gap makes it none", () => {
    const word = fc.constantFrom(
      "?",
      "not",
      "never",
      "no",
      "nicht",
      "kein",
      "ne",
      "jamais",
      "if",
      "wenn",
      "sauf",
    );
    fc.assert(
      fc.property(aTakenCut, word, ({ insert }, one) => readApproval(insert(one)) === undefined),
      { numRuns: 3_000 },
    );
  });

  it("any other sentence before it makes it none", () => {
    const sentence = fc.constantFrom(
      "The page is live",
      "We talked to legal",
      "Here is what they said",
      "One question",
      "Ich habe mit Tom gesprochen",
      "J'ai vu la page",
      "He visto la página",
      "Tom wrote",
      "See below",
    );
    const mark = fc.constantFrom(". ", ", ", "\n", "\n\n", ": ", " - ", "! ");
    fc.assert(
      fc.property(
        sentence,
        mark,
        aTaken,
        (one, sign, phrase) => readApproval(one + sign + phrase) === undefined,
      ),
      { numRuns: 2_000 },
    );
  });

  it("words that nobody listed, before or behind it, make it none", () => {
    const word = fc.stringMatching(/^[a-z]{5,12}$/u).filter((one) => !partsOfPhrases.has(one));
    const sentence = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(aTaken, sentence, fc.constantFrom(" ", ". ", ", ", "\n"), (phrase, words, mark) => {
        expect(readApproval(phrase + mark + words)).toBeUndefined();
        expect(readApproval(words + mark + phrase)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it("an unknown capitalised last line makes it none, and so does such a word behind a comma or thanks", () => {
    const unknown = fc
      .stringMatching(/^[A-Z][a-z]{3,10}$/u)
      .filter((word) => !names.words.has(word.toLowerCase()) && !partsOfPhrases.has(word.toLowerCase()));
    const line = fc.array(unknown, { minLength: 1, maxLength: 3 }).map((words) => words.join(" "));
    const open = taken.filter((phrase) => !isClosed(phrase));
    expect(open.length).toBeGreaterThan(150);
    fc.assert(
      fc.property(fc.constantFrom(...open), line, (phrase, words) => {
        for (const mark of ["\n", "\n\n", ".\n", ", ", " – ", ", thanks "])
          expect(readApproval(`${phrase}${mark}${words}`), `${phrase}${mark}${words}`).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it("letters that only look alike make it none", () => {
    const alike = { a: "а", e: "е", o: "о", p: "р", c: "с", i: "і" } as const;
    for (const phrase of ["approved", "please close it", "freigegeben", "approuvé", "aprobado"])
      for (const [letter, twin] of Object.entries(alike))
        if (phrase.includes(letter)) expect(readApproval(phrase.replace(letter, twin))).toBeUndefined();
  });
});

/** Behind a closing anybody's name may stand. */
function isClosed(phrase: string): boolean {
  return readPlain(`${phrase}\nSomebodyelse`) !== undefined;
}

/** All single words that some list has. */
const partsOfPhrases = new Set(
  [...phraseBook({ ...approvalPhrases, ...closePhrases, ...courtesyPhrases }).kinds.keys()].flatMap(
    (phrase) => phrase.split(" "),
  ),
);

it("takes no time over long and hostile texts", () => {
  const pieces = [
    "approved ",
    "approved, ",
    "\n",
    "a",
    "thanks ",
    "you can ",
    "('",
    "\u0301",
    "é",
    "\u200b",
    "👍",
    ". ",
  ];
  for (const piece of pieces) {
    for (const length of [1_000, 100_000]) {
      const text = piece.repeat(Math.ceil(length / piece.length));
      const began = performance.now();
      readApproval(text.slice(0, length));
      readApproval(`Hi ${text.slice(0, length - 20)}`);
      expect(performance.now() - began, piece).toBeLessThan(200);
    }
  }
});
