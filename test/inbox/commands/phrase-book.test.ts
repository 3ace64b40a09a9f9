// Lists of phrases with choices in them, and the longest that stands at a place of a reply.
import { expect, it } from "vitest";
import { longestPhrase, phraseBook } from "../../../src/inbox/commands/phrase-book.ts";
import { readTokens } from "../../../src/inbox/commands/plain-tokens.ts";

const tokensOf = (text: string) => readTokens(text)?.tokens ?? [];

it("a line holds several phrases, and a phrase its choices", () => {
  const { kinds, tokenCountMax } = phraseBook({ close: ["(please |) close (it|this) / done, thanks"] });
  expect([...kinds.keys()]).toEqual([
    "please close it",
    "please close this",
    "close it",
    "close this",
    "done , thanks",
  ]);
  expect(tokenCountMax).toBe(3);
});

it("an umlaut may be written with an e behind it, and every accent left out", () => {
  const { kinds } = phraseBook({ closing: ["viele Grüße"], yes: ["sí, Señor"] });
  expect([...kinds]).toEqual([
    ["viele grusse", "closing"],
    ["viele gruesse", "closing"],
    ["si , senor", "yes"],
  ]);
});

it("the longest phrase counts, and of two alike the first", () => {
  const book = phraseBook({ one: ["looks good", "fine"], two: ["looks good to me", "fine"] });
  expect(longestPhrase(book, tokensOf("Looks good to me"), 0)).toEqual({ kind: "two", tokenCount: 4 });
  expect(longestPhrase(book, tokensOf("looks good to you"), 0)).toEqual({ kind: "one", tokenCount: 2 });
  expect(longestPhrase(book, tokensOf("it looks good"), 0)).toBeUndefined();
  expect(longestPhrase(book, tokensOf("it looks good"), 1)).toEqual({ kind: "one", tokenCount: 2 });
  expect(longestPhrase(book, tokensOf("fine"), 0)?.kind).toBe("one");
});
