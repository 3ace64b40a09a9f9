// How a reply was taken apart, in the language of its reader: what showed that words are none of the author's, the method with how
// sure it is, and what is said in doubt. Rows keep names of evidence in English.
import type { InEveryLanguage, Locale } from "../domain/locale.ts";
import type { WholeMessageRow } from "../store/messages.ts";
import type { Reading } from "./reading.ts";
import type { ReplyPart } from "./reply-parts.ts";

/** “Quote marks; attribution”, as the blocks of a reply keep it. Marks of mail programs, such as `gmail_quote`, stay as they are. */
export function evidenceInWords(evidence: string, locale: Locale): string {
  if (locale === "en") return evidence;
  return evidence
    .split(/(; |, |: )/u)
    .map((name) => nameInWords(name, locale))
    .join("");
}

function nameInWords(name: string, locale: Locale): string {
  const known = names.find(({ en }) => en === name);
  if (known !== undefined) return known[locale];
  // “below gmail_quote”: everything that follows what was found.
  return name.startsWith(below.en)
    ? `${below[locale]}${nameInWords(name.slice(below.en.length), locale)}`
    : name;
}

/** By what a message was read: “html: attribution, signature”. */
export function methodInWords(method: string | null, locale: Locale): string {
  return evidenceInWords(method ?? nothing.en, locale);
}

/** Below this, readers are told that we may be wrong. */
const certainMin = 0.7;

/** What to say when it is not certain which words are their author's own; null when it is. */
export function doubtInWords(
  { confidence, method, blocks }: WholeMessageRow,
  parts: readonly ReplyPart[],
  { locale, say }: Pick<Reading, "locale" | "say">,
  isStaff: boolean,
): string | null {
  if (blocks === null || confidence === null || confidence >= certainMin || parts.length === 0) return null;
  const isFolded = parts.some(({ folds }) => folds.length > 0);
  const words = say(isFolded ? "doubt.folded" : "doubt.shown");
  if (!isStaff) return words;
  const percent = Math.round(confidence * 100);
  return `${words} ${say("doubt.read-by", { method: methodInWords(method, locale), percent })}`;
}

const nothing: InEveryLanguage = { en: "nothing", de: "nichts" };

const below: InEveryLanguage = { en: "below ", de: "unterhalb von: " };

/** As src/reply names what it finds. */
const names: readonly InEveryLanguage[] = [
  nothing,
  { en: "attribution", de: "Zeile, wer wann schrieb" },
  { en: "attribution below a device's line", de: "Zeile, wer wann schrieb, unter der Zeile eines Geräts" },
  { en: "quote marks", de: "Zitatzeichen" },
  { en: "quote marks below an attribution", de: "Zitatzeichen unter der Zeile, wer wann schrieb" },
  { en: "header block", de: "Kopfzeilen einer E-Mail" },
  { en: "separator", de: "Trennlinie" },
  { en: "reply marker", de: "Antwortmarke" },
  { en: "the email it answers", de: "die E-Mail, auf die sie antwortet" },
  { en: "signature", de: "Signatur" },
  { en: "signature element", de: "Signatur des Mailprogramms" },
  { en: "disclaimer", de: "rechtlicher Hinweis" },
  { en: "bar", de: "Linie am Rand" },
  { en: "own email", de: "unsere eigene E-Mail" },
  { en: "own quote", de: "Zitat in unserer eigenen E-Mail" },
  { en: "text", de: "Text" },
  { en: "html", de: "HTML" },
  { en: "no quote", de: "kein Zitat" },
  { en: "too many parts", de: "zu viele Teile" },
  { en: "nothing left", de: "nichts übrig" },
  { en: "whole shown", de: "ganz gezeigt" },
  { en: "whole forward", de: "ganze Weiterleitung" },
  { en: "calendar file in words", de: "Kalenderdatei in Worten" },
  { en: "empty", de: "leer" },
];
