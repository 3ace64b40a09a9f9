// Reads what a reply wants of a session: the numbered time it chooses, or that the session is cancelled or moved. Pure.
import { choicePhrases } from "./choice-phrases.ts";
import { commandBook, readPieces } from "./courteous-pieces.ts";
import { withNumeral } from "./numerals.ts";
import { readTokens } from "./plain-tokens.ts";

export type Choice =
  | { kind: "choice" | "unknown_number"; number: number }
  | { kind: "cancel" }
  | { kind: "move" };

type Kind = keyof typeof choicePhrases;

const book = commandBook<Kind>(choicePhrases);
const wanted = new Set<string>(["choice", "cancel", "move"]);

/**
 * Of a reply's kept text in English, German, French or Spanish, to an email that numbered times from 1 to `countMax`. Undefined
 * for a reply that says more than one such thing, or anything else beside courtesies.
 */
export function readChoice(kept: string, countMax: number): Choice | undefined {
  // "2)" and "(2)" are how lists number.
  const tokens = readTokens(kept.replaceAll(/\(?\b(\d{1,3})\)/gu, "$1"))?.tokens.map(withNumeral);
  if (tokens === undefined) return undefined;
  const pieces = readPieces<Kind>(tokens, book, (kind) => wanted.has(kind)) ?? [];
  const [said, ...more] = pieces.filter(({ kind }) => wanted.has(kind));
  if (said === undefined || more.length > 0) return undefined;
  if (said.kind === "cancel" || said.kind === "move") return { kind: said.kind };
  const number = said.tokens.map(({ written }) => Number(written)).find((one) => !Number.isNaN(one));
  if (number === undefined) return undefined;
  return { kind: number >= 1 && number <= countMax ? "choice" : "unknown_number", number };
}
