// A reply as words and marks: one form for what looks the same, and none for what only looks alike.
import { expect, it } from "vitest";
import { readTokens } from "../../../src/inbox/commands/plain-tokens.ts";

const textsOf = (kept: string) => readTokens(kept)?.tokens.map(({ text }) => text);

it("words keep their apostrophes and hyphens; marks and lines stand alone", () => {
  expect(textsOf("C’est bon,\r\n\r\npeut-être! - Yes.")).toEqual([
    "c'est",
    "bon",
    ",",
    "\n",
    "peut-etre",
    "!",
    "-",
    "yes",
    ".",
  ]);
});

it("accents of four languages, case, width and invisible characters make no difference", () => {
  for (const kept of [
    "Größe Ñandú",
    "GRÖSSE ÑANDÚ",
    "Gro\u0308ße N\u0303andu\u0301",
    "Ｇröße \u200Bñan\u00ADdú\u202E",
  ])
    expect(textsOf(kept), kept).toEqual(["grosse", "nandu"]);
});

it("letters of other alphabets, other accents and letters struck through stay apart", () => {
  for (const kept of ["аpproved", "ạpproved", "a\u0336pproved", "appr0ved", "āpproved"])
    expect(textsOf(kept), kept).not.toEqual(["approved"]);
});

it("dots that leave something open are no full stop, and question marks of any kind stay", () => {
  expect(textsOf("ok… ok... ok.")).toEqual(["ok", "...", "ok", "...", "ok", "."]);
  expect(textsOf("ok？")).toEqual(["ok", "?"]);
  expect(textsOf("¡ok!")).toEqual(["ok", "!"]);
  expect(textsOf("¿ok?")).toEqual(["¿", "ok", "?"]);
});

it("each token knows what was written and where", () => {
  const { text, tokens } = readTokens("  Très BIEN! ")!;
  expect(tokens.map(({ written }) => written)).toEqual(["Très", "BIEN", "!"]);
  expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual(["Très", "BIEN", "!"]);
});

it("a text without words, or too long for a command, has no tokens", () => {
  expect(readTokens(" \n ")).toBeUndefined();
  expect(readTokens("a".repeat(1_001))).toBeUndefined();
  expect(readTokens(`${"\n".repeat(50_000)}approved${" ".repeat(50_000)}`)?.tokens).toHaveLength(1);
});
