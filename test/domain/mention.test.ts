// Whom words mention by “@name”.
import { expect, it } from "vitest";
import { findMentions, namesToMention } from "../../src/domain/mention.ts";

const staff = [
  { staffId: 1, name: "Priya Nair" },
  { staffId: 2, name: "Tom Becker" },
  { staffId: 3, name: "Tom Bell" },
  { staffId: 4, name: "Änne" },
  { staffId: 5, name: "Änne Müller (QA)" },
  { staffId: 6, name: "Kim Lee" },
  { staffId: 7, name: "Kim  Lee" },
];

it.each<[words: string, found: [words: string, staffIds: number[]][]]>([
  ["Can you look, @Priya?", [["@Priya", [1]]]],
  [
    "@priya nair and @TOM BECKER’s list",
    [
      ["@priya nair", [1]],
      ["@TOM BECKER", [2]],
    ],
  ],
  ["Both are called so: @Tom, look", []],
  ["Broken by a program: @Tom\nBecker", [["@Tom\nBecker", [2]]]],
  [
    "@Änne Müller (QA) or @änne or @A\u0308nne",
    [
      ["@Änne Müller (QA)", [5]],
      ["@änne", [4]],
      ["@A\u0308nne", [4]],
    ],
  ],
  ["@Kim Lee is two people", [["@Kim Lee", [6, 7]]]],
  ["priya@Priya.example, p.@Priya, @Priyanka, @Priya_x, @Priya-Lena", []],
  [
    "(@Priya) @Priya, @Priya's",
    [
      ["@Priya", [1]],
      ["@Priya", [1]],
      ["@Priya", [1]],
    ],
  ],
  ["Nobody: @ Priya, @Ann, @", []],
])("%j", (words, found) => {
  const mentions = findMentions(words, staff);
  expect(mentions.map(({ start, end, staffIds }) => [words.slice(start, end), staffIds])).toEqual(found);
});

it("a name with signs of patterns is only that name, and nobody is found among no staff", () => {
  expect(findMentions("@a.*b @axxb", [{ staffId: 1, name: "a.*b" }])).toHaveLength(1);
  expect(findMentions("@Priya", [])).toEqual([]);
  expect(findMentions("@ @", [{ staffId: 1, name: "  " }])).toEqual([]);
});

it("a hundred thousand signs are read in a moment", () => {
  const began = performance.now();
  expect(findMentions("@Tom ".repeat(20_000), staff)).toEqual([]);
  expect(findMentions("@Priya ".repeat(14_000), staff)).toHaveLength(14_000);
  expect(performance.now() - began).toBeLessThan(2_000);
});

it("what is typed is the first name where it is theirs alone", () => {
  expect(namesToMention(staff, ({ staffId }) => staffId < 5)).toEqual([
    "Priya",
    "Tom Becker",
    "Tom Bell",
    "Änne",
  ]);
});
