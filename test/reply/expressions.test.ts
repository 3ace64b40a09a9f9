// No regular expression of src/reply and src/inbox/commands takes long on any text: each is proved linear by `recheck`, or else measured on texts made
// to be hard for it.
import { fileURLToPath } from "node:url";
import { checkSync } from "recheck";
import { expect, test, vi } from "vitest";
import { attack } from "../support/expressions/attack.ts";
import { collectExpressions, type Found } from "../support/expressions/collect.ts";

// Some expressions cost recheck all the time it has.
vi.setConfig({ testTimeout: 120_000 });
// Neither Java nor a program for this machine: the same everywhere.
process.env["RECHECK_SYNC_BACKEND"] = "pure";

const proofTimeMs = 50;
const attackedCharacters = 20_000;
/** At that length, so that a megabyte costs under a second. */
const slowestMsMax = 20;

/** Slow on long texts and never given one: how long a text can be, and what sees to it. */
const givenShortTexts: Record<string, { charactersMax: number; because: string }> = {
  [String.raw`/(?:-{2,}\s?|[\s.!?])(?:On|Am|Le) (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? |\d{1,2}[./-]\d{1,2}[./-]\d{2,4},? )/`]:
    { charactersMax: 400, because: "attributionInside reads no longer line (attributionLengthMax)" },
  [String.raw`/-+\s?$/`]: {
    charactersMax: 400,
    because: "splitSharedLines cuts only what attributionInside found",
  },
};
const shortMsMax = 2;

const found = [...(await expressionsOf("reply")), ...(await expressionsOf("inbox/commands"))];
const unproved = found.filter(({ expression }) => !isProvedLinear(expression));

test("the expressions of src are found, written ones and those put together", () => {
  const files = new Set(found.map(({ file }) => file));
  expect(files).toContain("plain-tokens.ts");
  expect(files).toContain("text/signature.ts");
  expect(files).toContain("html/structures.ts");
  expect(found.length).toBeGreaterThan(60);
  // Written and made: the one is in a pattern's own slashes, the other joined from a list of devices.
  const sources = found.map(({ expression }) => expression.source);
  expect(sources.some((source) => source.includes("iphone|ipad"))).toBe(true);
});

test("what is proved would not be if it were slow, and what is slow is found slow", () => {
  // The first ones also load what proves them.
  const coldMs = 2_000;
  expect(isProvedLinear(/^(?:a{1,50}){1,50}$/, coldMs)).toBe(false);
  expect(isProvedLinear(/^[a-z]{1,50} at \d/, coldMs)).toBe(true);
  expect(isFast(/-+\s?$/)).toBe(false);

  expect(isFast(/^p*(?:np*)+$/)).toBe(true);
  expect(isFast(/^(?:p*np*)+$/)).toBe(false);
  expect(isFast(/^sent from (?:my |a )?\S{0,5000}\S{0,5000}!$/)).toBe(false);
  expect(isFast(/^sent from (?:my |a )?\S{0,50}!$/)).toBe(true);
});

test("each is proved linear, or fast on the texts made for it, or given short texts only", () => {
  const slow = unproved.filter(({ expression }) => {
    return !(String(expression) in givenShortTexts) && !isFast(expression);
  });
  expect(slow.map(named)).toEqual([]);
});

test.each(Object.entries(givenShortTexts))(
  "%s is fast on the short texts it is given",
  (name, { charactersMax }) => {
    const listed = unproved.find(({ expression }) => String(expression) === name);
    expect(listed, "is still there, and not proved linear").toBeDefined();
    expect(attack(listed!.expression, charactersMax, shortMsMax).slowestMs).toBeLessThan(shortMsMax);
  },
);

function expressionsOf(room: string): Promise<Found[]> {
  return collectExpressions(fileURLToPath(new URL(`../../src/${room}`, import.meta.url)));
}

/**
 * Counts above a few are taken as unbounded: what is linear then is linear with its bounds too, and recheck need not unfold them.
 * False also where the time did not suffice.
 */
function isProvedLinear({ source, flags }: RegExp, timeout = proofTimeMs): boolean {
  const loose = source.replace(/\{(\d+),(\d+)\}/gu, (counts, from: string, to: string) =>
    Number(to) < 8
      ? counts
      : Number(from) === 0
        ? "*"
        : Number(from) === 1
          ? "+"
          : `{${Math.min(3, Number(from))},}`,
  );
  return checkSync(loose, flags, { checker: "automaton", timeout }).status === "safe";
}

function isFast(expression: RegExp): boolean {
  return attack(expression, attackedCharacters, slowestMsMax).slowestMs <= slowestMsMax;
}

function named({ expression, file }: Found): string {
  return `${file}: ${expression}`;
}
