// A text that staff write again and again, with places such as {contact} that are filled in on a task. Pure.
import { Problem } from "./problem.ts";

/** What can stand in curly brackets. */
export const placeholderNames = [
  "contact",
  "contact-first-name",
  "client",
  "task",
  "number",
  "estimate",
  "delivery",
  "staff",
  "agency",
] as const;

export type PlaceholderName = (typeof placeholderNames)[number];

export const replyTitleLengthMax = 100;
export const replyTextLengthMax = 10_000;
/** All of an agency. */
export const savedRepliesMax = 500;

export interface ReplyWords {
  title: string;
  text: string;
}

/** A reply as somebody typed it, trimmed. Throws `invalid` for none, for too much, and for a place that there is not. */
export function requireReply(typed: ReplyWords): ReplyWords {
  const title = typed.title.trim().replaceAll(/\s+/gu, " ");
  const text = typed.text.trim();
  if (title === "") throw noWords("title");
  if (text === "") throw noWords("text");
  if (title.length > replyTitleLengthMax) throw tooLong("title");
  if (text.length > replyTextLengthMax) throw tooLong("text");
  const unknown = [...text.matchAll(place)].find((match) => nameIn(match) === undefined);
  if (unknown !== undefined) throw unknownPlace(unknown[0].slice(0, 60));
  return { title, text };
}

/**
 * The text with its places filled in. What has no value yet stays to be seen, as “[delivery]”, and is named in `missing`. What
 * is filled in is not looked at again.
 */
export function fillReply(
  text: string,
  values: Readonly<Record<PlaceholderName, string | null>>,
): { text: string; missing: PlaceholderName[] } {
  const missing = new Set<PlaceholderName>();
  const filled = text.replaceAll(place, (whole, typed: string) => {
    const name = readName(typed);
    if (name === undefined) return whole;
    const value = values[name];
    if (value !== null) return value;
    missing.add(name);
    return `[${name}]`;
  });
  return { text: filled, missing: [...missing] };
}

const place = /\{([^{}\n]*)\}/gu;

function nameIn(match: RegExpMatchArray): PlaceholderName | undefined {
  return readName(match[1]!);
}

function readName(typed: string): PlaceholderName | undefined {
  const name = typed.trim().toLowerCase();
  return placeholderNames.find((known) => known === name);
}

function noWords(about: "title" | "text"): Problem {
  const words = {
    en: "Give the reply a title and words.",
    de: "Geben Sie der Antwort einen Titel und einen Text.",
  };
  return new Problem("invalid", words, about);
}

function tooLong(what: "title" | "text"): Problem {
  const words =
    what === "title"
      ? {
          en: `A title can have ${replyTitleLengthMax} characters at most.`,
          de: `Ein Titel kann höchstens ${replyTitleLengthMax} Zeichen haben.`,
        }
      : {
          en: `A saved reply can have ${replyTextLengthMax.toLocaleString("en-GB")} characters at most.`,
          de: `Eine gespeicherte Antwort kann höchstens ${replyTextLengthMax.toLocaleString("de-DE")} Zeichen haben.`,
        };
  return new Problem("invalid", words, what);
}

function unknownPlace(written: string): Problem {
  const known = placeholderNames.map((name) => `{${name}}`).join(", ");
  return new Problem(
    "invalid",
    {
      en: `${written} is no placeholder. There are ${known}.`,
      de: `${written} ist kein Platzhalter. Es gibt ${known}.`,
    },
    "text",
  );
}
