// The blocks of a text are the text again: line ends become \n, empty lines and blanks at its two ends go, and nothing else.
import { expect, test } from "vitest";
import { extractReply } from "../../src/reply/extract.ts";

const wholeOf = (text: string) => {
  const { original, blocks } = extractReply({ text });
  expect(blocks.map((block) => block.text).join("")).toBe(original);
  return original;
};

test.each([
  ["bare marks below", "Hi\n\n>\n>"],
  ["bare marks above", ">\n>\n\nHi"],
  ["nothing but bare marks", ">\n> >\n>"],
  ["many marks on one line", `Hi\n${">".repeat(5_000)}`],
  ["unseen characters", "\u200b\nHi\n\u200b"],
  ["an entity that a program left", "Hi\n\n&nbsp;\n&nbsp;"],
  ["a rule and its signature", "Hi\n-- \n\nAnn"],
])("%s", (_, text) => {
  expect(wholeOf(text)).toBe(text);
});

test("line ends of all kinds become one, and empty lines at the ends go", () => {
  expect(wholeOf("\r\n \r\nOne\r\rtwo\n> three  \n\n")).toBe("One\n\ntwo\n> three");
});

test("marks that stay with the words are in their html too", () => {
  const { blocks } = extractReply({ text: "Hi\n\n>>>>>>\nbye" });
  const shown = blocks.filter(({ kind }) => kind === "kept" || kind === "context");
  expect(shown.map(({ text }) => text).join("")).toBe("Hi\n\n>>>>>>\nbye");
  expect(shown.map(({ html }) => html).join("")).toContain("&gt;&gt;&gt;&gt;&gt;&gt;");
});
