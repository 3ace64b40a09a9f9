// Reads whether an email asks for a session, or for free times for one, and for nothing else. Pure.
import { sessionKinds, sessionMinutes, type SessionKind } from "../../domain/session.ts";
import { askPhrases } from "./ask-phrases.ts";
import { commandBook, readPieces, type Piece } from "./courteous-pieces.ts";
import { withNumeral } from "./numerals.ts";
import { readTokens } from "./plain-tokens.ts";

/** A kind of session and its length, the shortest where none is named. */
export interface Ask {
  kind: SessionKind;
  minutes: number;
}

type Kind = keyof typeof askPhrases;

const book = commandBook<Kind>(askPhrases);
const asking = new Set<string>(["wants", "behind", ...sessionKinds]);
const letters: Readonly<Record<string, string>> = {
  wants: "w",
  behind: "b",
  please: "p",
  training: "n",
  strategy: "n",
};
/** “Book a training session, please”, “Training bitte”, “Ich möchte ein Training buchen”; each as often as it is said. */
const asksOnly = /^p*(?:(?:wp*)?n(?:p*b)?p*)+$/u;
/** “Training” with neither a wish nor a “please” beside it is a topic. */
const bareNoun = /(?<![wp])n(?![pb])/u;

/**
 * Of a subject or a text in English or German. Undefined for one that says anything else beside courtesies, or asks for two
 * kinds or lengths; and for a length that its kind does not have.
 */
export function readAsk(text: string): Ask | undefined {
  const tokens = readTokens(text.replaceAll(/(\d)-(?=min)/giu, "$1 "))?.tokens.map(withNumeral);
  if (tokens === undefined) return undefined;
  const pieces = readPieces<Kind>(tokens, book, (kind) => asking.has(kind)) ?? [];
  const said = pieces.filter(({ kind }) => kind in letters);
  const form = said.map(({ kind }) => letters[kind]).join("");
  if (!asksOnly.test(form) || bareNoun.test(form)) return undefined;
  const asks = said.flatMap(askOf);
  const [first] = asks;
  if (first === undefined || asks.some(({ kind }) => kind !== first.kind)) return undefined;
  const lengths = new Set(asks.flatMap(({ minutes }) => minutes ?? []));
  if (lengths.size > 1) return undefined;
  const [minutes = sessionMinutes[first.kind][0]!] = lengths;
  return sessionMinutes[first.kind].includes(minutes) ? { kind: first.kind, minutes } : undefined;
}

function askOf({ kind, tokens }: Piece<Kind>): { kind: SessionKind; minutes: number | undefined }[] {
  if (kind !== "training" && kind !== "strategy") return [];
  const minutes = tokens.map(({ written }) => Number(written)).find((number) => !Number.isNaN(number));
  return [{ kind, minutes }];
}
