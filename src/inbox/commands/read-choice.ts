// Reads what a reply wants of a session: the numbered time it chooses, or that the session is cancelled or moved. Pure.
import { choicePhrases } from "./choice-phrases.ts";
import { commandBook, readPieces } from "./courteous-pieces.ts";
import { asAnyNumeral, numeralOf } from "./numerals.ts";
import { readTokens, type Token } from "./plain-tokens.ts";

export type Choice = { kind: "choice"; number: number } | { kind: "cancel" } | { kind: "move" };

type Kind = keyof typeof choicePhrases;

const book = commandBook<Kind>(choicePhrases);
const wanted = new Set<string>(["choice", "cancel", "move"]);

/**
 * Of a reply's kept text in English, German, French or Spanish, to an email that numbered times from 1 to `countMax`. Undefined
 * for a reply that says more than one such thing, or anything else beside courtesies, and for a number that was not listed.
 */
export function readChoice(kept: string, countMax: number): Choice | undefined {
  const tokens = readTokens(kept)?.tokens.map(withNumeral);
  if (tokens === undefined) return undefined;
  const pieces = readPieces<Kind>(tokens, book, (kind) => wanted.has(kind)) ?? [];
  const [said, ...more] = pieces.filter(({ kind }) => wanted.has(kind));
  if (said === undefined || more.length > 0) return undefined;
  if (said.kind === "cancel" || said.kind === "move") return { kind: said.kind };
  const number = said.tokens.map(({ written }) => Number(written)).find((one) => !Number.isNaN(one));
  return number !== undefined && number >= 1 && number <= countMax ? { kind: "choice", number } : undefined;
}

function withNumeral(token: Token): Token {
  return numeralOf(token) === undefined ? token : asAnyNumeral(token);
}
