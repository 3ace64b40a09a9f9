// Replies to an email of ours by every simulated mail program, wherever the answer stands: with that email known, what is kept is
// exactly what was typed. The languages take turns here; `npm run bench -- replies` reads all of them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages } from "../../src/sandbox/languages/languages.ts";
import {
  composeAnswered,
  listCombinations,
  readSimulated,
  type Answered,
} from "../support/replies/simulated.ts";

/** Each combination of program and posting in two languages, every language with many programs. */
const combinations = listCombinations().filter(({ language, program, posting }, index) => {
  const turn = (index / languages.length + program.name.length + posting.length) % languages.length;
  const place = languages.indexOf(language);
  return place === Math.floor(turn) || place === Math.floor(turn + 13) % languages.length;
});

let answered: Answered;
const folder = mkdtempSync(join(tmpdir(), "inreply-test-"));
beforeAll(async () => {
  answered = await composeAnswered(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every language takes its turn, with many programs", () => {
  for (const { code } of languages) {
    expect(combinations.filter(({ language }) => language.code === code).length, code).toBeGreaterThan(5);
  }
});

describe.each([...new Set(combinations.map(({ program }) => program.name))])("%s", (name) => {
  test("what is kept is what was typed, in any language, also below headers of an invented one", async () => {
    for (const combination of combinations.filter(({ program }) => program.name === name)) {
      const { known, invented } = await readSimulated(answered, combination);
      expect({ id: combination.id, known, invented }).toEqual({
        id: combination.id,
        known: undefined,
        invented: undefined,
      });
    }
  });
});
