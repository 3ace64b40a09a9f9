// What passes for a "… wrote:" line right above marks that need explaining: less than one that stands alone has to show. Reads one
// line; the words are in words/attribution-words.ts.
import {
  numericDate,
  opener,
  pronouns,
  time,
  verbAtEnd,
  withLatinDigits,
  year,
} from "../words/attribution-words.ts";
import { attributionLengthMax } from "./attribution-form.ts";
import { bracketed, bracketedAtEnd, hasEmail, namesSomebody } from "./who-wrote.ts";

/** Characters of "Ann Lee wrote:", with neither date nor address. */
const nameLengthMax = 80;

/**
 * Whether a line right above a marked quote, or its first, is its attribution: it ends in a colon and names a person and more, in
 * whatever language, or it has the first and the last word of one: "On Jan 1, Joe wrote:", or a name and a verb: "Joe wrote:".
 */
export function isAttributionByPlace(line: string): boolean {
  if (line.length > attributionLengthMax || line.length < 4) {
    return false;
  }
  const text = withLatinDigits(line);
  // ---- Message d'origine ----
  if (/^-{3,20} ?[^-\s][^-]{2,60}[^-\s] ?-{3,20}$/.test(text)) {
    return true;
  }
  if (!/[:：][^\p{L}\p{N}]{0,8}$/u.test(text)) {
    // 2013/7/20 Ann via Meta <ann@example.com>       [Ann Lee, 5 May 2001 10:00]
    // "Ann Lee" ann@example.com – March 3, 2026 2:02 PM       Nextcloud
    return (
      year.test(text) &&
      ((/[>\])]$/.test(text) && bracketed.test(text)) ||
        (time.test(text) && /^"[^"]{1,80}" [^\s<>@]{1,80}@[^\s<>@]{1,120} [–-] \S/.test(text)))
    );
  }
  const moment = year.test(text) && time.test(text) && namesSomebody(text);
  const dated = /\d/.test(text) && (hasEmail(text) || moment);
  // Ann je 3. 03. 26 ob 14:02 napisal:     Ann Lee [03/03/26 14:02 +0100]:
  const short =
    numericDate.test(text) && time.test(text) && (verbAtEnd.test(text) || /\d\]\s?[:：]$/u.test(text));
  // -----"Ann" <a@b.c> wrote: -----
  const framed = text.startsWith("---") && /[:：]\s?-{3,9}$/u.test(text);
  // Quoting Ann <ann@example.com>:     Zitat von Ann <ann@example.com>:     Ann <ann@example.com>:
  return dated || short || framed || bracketedAtEnd.test(text) || isNamed(text);
}

/** On Jan 1, Joe wrote:     Joe Doe wrote:     joe@example.com wrote:     Joe Doe via Meta schrieb:     Жанна Ли написал(а): */
function isNamed(text: string): boolean {
  const verb = verbAtEnd.exec(text);
  if (!verb) {
    return false;
  }
  const name = text.slice(0, verb.index).replace(/^[\s"'«„“*_-]{1,12}|[\s"'»“”,*_]{1,12}$/g, "");
  // On Jan 1, Joe wrote: and not "On Monday I wrote:"
  if (opener.test(text)) {
    return !pronouns.has(name.split(" ").at(-1)?.toLowerCase() ?? "");
  }
  // ann@example.com wrote:
  if (/^[^\s@]{1,64}@[^\s@]{3,100}$/.test(name)) {
    return true;
  }
  return (
    name.length >= 2 &&
    text.length <= nameLengthMax &&
    /^[\p{Lu}\p{Lo}]/u.test(name) &&
    /(?:^|[\s"'(])[\p{Lu}\p{Lo}\d][^\s]{0,40}(?: (?:a|ha|hat|has|heeft|je|ezt|jo|via [^\s]{1,40}))?$/u.test(
      name,
    ) &&
    !/[.!?,;:]\s/.test(name.replace(/\b\p{Lu}[\p{Ll}]{0,3}\./gu, "")) &&
    !pronouns.has(name.split(" ", 1)[0]?.toLowerCase() ?? "")
  );
}
