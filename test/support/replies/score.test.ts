// The figures of one reply are those of the public corpus' own scorer, which the numbers here were taken from.
import { describe, expect, test } from "vitest";
import { scoreReply, wordsOf } from "./score.ts";

describe("a reply's figures", () => {
  test.each([
    ["the same words", "Yes, go ahead.", [], "yes go AHEAD", [true, 1, 0, 0, 3]],
    ["a word lost", "Yes, go ahead.", [], "Yes, go.", [false, 0.8, 1, 0, 3]],
    ["words leaked", "Yes, go ahead.", [], "Yes, go ahead. Ann wrote:", [false, 0.75, 0, 2, 3]],
    ["nothing shown", "Yes, go ahead.", [], "", [false, 0, 3, 0, 3]],
    ["other words only", "Yes", [], "No", [false, 0, 1, 1, 1]],
    ["nothing asked and nothing shown", "", [], "", [true, 1, 0, 0, 0]],
    ["nothing asked and a word shown", "", [], "Ann", [false, 0, 0, 1, 0]],
    ["a signature that is shown", "Yes\n\nBo", ["Bo"], "Yes Bo", [true, 1, 0, 0, 1]],
    ["a signature that is not shown", "Yes\n\nBo", ["Bo"], "Yes", [true, 1, 0, 0, 1]],
    ["context that is shown", "Yes", ["> Shall we?"], "> Shall we?\nYes", [true, 1, 0, 0, 1]],
    ["context that is shown twice", "Yes", ["> Shall we?"], "Shall we? Shall we? Yes", [false, 0.5, 0, 2, 1]],
    ["a name both in the text and below it", "Bo says yes\n\nBo", ["Bo"], "says yes Bo", [true, 1, 0, 0, 3]],
    ["two lines that are the same", "Hi\nBo\nBo", ["Bo", "Bo", "Bo"], "Hi Bo Bo Bo", [true, 1, 0, 0, 1]],
    ["a word said twice and shown once", "no no", [], "no", [false, 2 / 3, 1, 0, 2]],
  ])("%s", (_, expected, optional, reply, [isOk, f1, lost, leaked, required]) => {
    expect(scoreReply({ expected, optional }, reply)).toMatchObject({ isOk, f1, lost, leaked, required });
  });

  test("name the words", () => {
    const { lostWords, leakedWords } = scoreReply({ expected: "Yes, go go", optional: [] }, "go Ann Ann");
    expect([lostWords, leakedWords]).toEqual([
      ["yes", "go"],
      ["ann", "ann"],
    ]);
  });
});

test.each([
  ["letters, digits and marks, without case", "Zoë's 3rd café, ÉTÉ", ["zoë", "s", "3rd", "café", "été"]],
  ["compatibility forms", "ﬁne ２０２４", ["fine", "2024"]],
  ["Han, kana and Thai, one by one", "木曜日です ครับ", ["木", "曜", "日", "で", "す", "ค", "ร", "ั", "บ"]],
  ["pictographs, one by one", "ok👍👍", ["ok", "👍", "👍"]],
  ["text with invisible characters", "so\u00adft ze\u200bro \u202bשלום", ["soft", "zero", "שלום"]],
])("words are: %s", (_, text, words) => {
  expect(wordsOf(text)).toEqual(words);
});
