// Whether the first words of a reply approve finished work, and nothing behind them takes it back. Pure.
import { approvalPhrases } from "./approval-phrases.ts";
import { closePhrases } from "./close-phrases.ts";
import { commandBook, readPieces, type Piece } from "./courteous-pieces.ts";
import { readTokens } from "./plain-tokens.ts";

type Kind = keyof typeof approvalPhrases | keyof typeof closePhrases;

const book = commandBook<Kind>({ ...approvalPhrases, ...closePhrases });
const judged = new Set<string>(["approves", "finds", "closes", "mayClose"]);

/**
 * The approving words as they were written, for the record, of a reply's kept text in English, German, French or Spanish;
 * undefined for any other reply. The whole reply has to be made of listed phrases: a wrong yes completes a task, a missed one
 * is a message.
 */
export function readApproval(kept: string): { phrase: string } | undefined {
  const read = readTokens(kept);
  if (read === undefined) return undefined;
  const pieces = readPieces<Kind>(read.tokens, book, (kind) => judged.has(kind));
  if (pieces === undefined) return undefined;
  const approving = pieces.filter((piece, at) => isApproving(piece, pieces.slice(0, at)));
  const first = pieces.find(({ kind }) => judged.has(kind));
  const [from, to] = [first?.tokens[0], approving.at(-1)?.tokens.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  return { phrase: read.text.slice(from.start, to.end).replaceAll(/\s+/gu, " ") };
}

function isApproving({ kind }: Piece<Kind>, before: readonly Piece<Kind>[]): boolean {
  if (kind === "approves" || kind === "closes") return true;
  return kind === "mayClose" && before.some((piece) => piece.kind === "finds" || piece.kind === "praise");
}
