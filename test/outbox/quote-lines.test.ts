// How the text part of an email quotes the message before.
import { expect, test } from "vitest";
import { quoteLines } from "../../src/outbox/quote-lines.ts";

test("short lines are marked as they are, and empty ones by the mark alone", () => {
  expect(quoteLines(["Hi,", "", "  - indented"])).toEqual(["> Hi,", ">", ">   - indented"]);
});

test("long lines are broken between words, no word is lost, and each line stays within 76 characters", () => {
  const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(" ");
  const quoted = quoteLines([words]);
  expect(quoted.length).toBeGreaterThan(4);
  for (const line of quoted) expect(line).toMatch(/^> .{1,74}$/u);
  expect(quoted.map((line) => line.slice(2)).join(" ")).toBe(words);
});

test("a word longer than a line, such as a link, stays whole", () => {
  const link = `https://example.com/${"a".repeat(100)}`;
  expect(quoteLines([`See ${link} please`])).toEqual(["> See", `> ${link}`, "> please"]);
});
