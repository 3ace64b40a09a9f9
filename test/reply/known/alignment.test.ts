// Words are the same words whether or not a text is all ASCII, which is read by a way of its own.
import fc from "fast-check";
import { expect, test } from "vitest";
import { align } from "../../../src/reply/known/alignment.ts";
import { linesOfText } from "../../../src/reply/line.ts";

/** Words up to longer than the longest that counts as one, and whatever stands between words. */
const word = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[A-Za-z0-9]{1,12}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z0-9]{55,130}$/) },
);
const ascii = fc
  .array(fc.tuple(word, fc.constantFrom(" ", ", ", "-", "_", "\n", "@", "/", "'", "...")), {
    minLength: 4,
    maxLength: 30,
  })
  .map((parts) => parts.flat().join(""));

test("an answer in ASCII has the same words in common with an email that is not", () => {
  fc.assert(
    fc.property(ascii, (text) => {
      const lines = linesOfText(text);
      const matches = (parent: string) => align(lines, [parent])?.matches;
      expect(matches(`${text}\nènd`)).toEqual(matches(`${text}\nend`));
      expect(matches(`${text}\nènd`)?.some(({ kind }) => kind === "known")).toBe(true);
    }),
  );
});
