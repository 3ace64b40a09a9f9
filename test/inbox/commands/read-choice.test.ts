// Booking, cancelling and moving a session by reply: a few listed words and nothing else.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readChoice as readPlain } from "../../../src/inbox/commands/read-choice.ts";
import { cancelled, chosen, messages, moved } from "./choice-phrases.ts";
import { reading } from "./names.ts";

const readChoice = reading(readPlain);

const countMax = 5;

describe("a numbered time", () => {
  it.each(chosen)("is chosen by %j", (kept) => {
    expect(readChoice(kept, countMax)).toEqual({ kind: "choice", number: 2 });
  });

  it("is any of those that were listed, and none else", () => {
    for (const number of [1, 2, 5]) {
      expect(readChoice(String(number), countMax)).toEqual({ kind: "choice", number });
      expect(readChoice(`Option ${number} works for me`, countMax)).toEqual({ kind: "choice", number });
    }
    for (const other of ["0", "6", "50", "999", "option 6", "6 works for me", "number 9", "6)"])
      expect(readChoice(other, countMax)?.kind, other).toBe("unknown_number");
    for (const other of ["-1", "1.0", "1000", "007", "1) 2", "2 (or 3)"])
      expect(readChoice(other, countMax), other).toBeUndefined();
    expect(readChoice("1", 0)).toEqual({ kind: "unknown_number", number: 1 });
    expect(readChoice("42", 60)).toEqual({ kind: "choice", number: 42 });
  });
});

describe("a session", () => {
  it.each(cancelled)("is cancelled by %j", (kept) => {
    expect(readChoice(kept, countMax)).toEqual({ kind: "cancel" });
  });

  it.each(moved)("is moved by %j", (kept) => {
    expect(readChoice(kept, countMax)).toEqual({ kind: "move" });
  });
});

describe("a message", () => {
  it.each(messages)("stays one: %j", (kept) => {
    expect(readChoice(kept, countMax)).toBeUndefined();
  });

  const understood = fc.constantFrom(...chosen, ...cancelled, ...moved);

  it("is whatever denies, doubts, or says more", () => {
    const before = fc.constantFrom(
      "don't ",
      "not ",
      "never ",
      "nicht ",
      "pas ",
      "maybe ",
      "if ",
      "> ",
      "Tom says ",
    );
    const behind = fc.constantFrom(
      " not",
      " or 3",
      ", but not yet",
      " if Tom can",
      " at 5pm",
      " aber",
      " mais",
      " 3",
    );
    fc.assert(
      fc.property(understood, before, behind, (kept, one, other) => {
        expect(readChoice(one + kept, countMax)).toBeUndefined();
        expect(readChoice(kept + other, countMax)).toBeUndefined();
      }),
    );
  });

  it("is one that asks whether to choose or to cancel", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...chosen, ...cancelled),
        (kept) => readChoice(`${kept}?`, countMax) === undefined,
      ),
    );
  });

  it("is one with words that nobody listed", () => {
    const word = fc.stringMatching(/^[b-z]{6,12}$/u).filter((one) => readChoice(one, countMax) === undefined);
    fc.assert(
      fc.property(understood, word, fc.constantFrom(". ", ", ", "\n"), (kept, one, mark) => {
        expect(readChoice(kept + mark + one, countMax)).toBeUndefined();
        expect(readChoice(one + mark + kept, countMax)).toBeUndefined();
      }),
    );
  });
});

it("takes no time over long and hostile texts", () => {
  for (const piece of ["2 ", "cancel ", "please ", "\n", "can we move it? ", "¿", "2 works for me "]) {
    for (const length of [1_000, 100_000]) {
      const began = performance.now();
      readChoice(piece.repeat(Math.ceil(length / piece.length)).slice(0, length), countMax);
      expect(performance.now() - began, piece).toBeLessThan(200);
    }
  }
});
