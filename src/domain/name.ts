// Names of people and clients as somebody typed them.
import { Problem } from "./problem.ts";

const nameLengthMax = 100;

/** Marks that turn around the words behind them, so that one name passes for another, or for an address. */
const turns = /[\u202a-\u202e\u2066-\u2069]/gu;

export function withoutTurns(words: string): string {
  return words.replaceAll(turns, "");
}

/** A name on one line, without control characters and what turns words around. Throws `invalid` for an empty or too long one. */
export function requireName(typed: string): string {
  const words = withoutTurns(typed);
  // oxlint-disable-next-line no-control-regex -- names become header values: no control character may pass
  const name = words.replace(/[\u0000-\u001f\u007f]+/gu, " ").trim();
  if (name === "")
    throw new Problem("invalid", { en: "A name is needed.", de: "Geben Sie bitte einen Namen an." });
  if (name.length > nameLengthMax)
    throw new Problem("invalid", {
      en: `A name can have ${nameLengthMax} characters at most.`,
      de: `Ein Name kann höchstens ${nameLengthMax} Zeichen haben.`,
    });
  return name;
}
