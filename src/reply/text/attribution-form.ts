// The forms a "… wrote:" line can have, all its wrapped lines joined. A text is one when a verb, a date and a person stand where some
// language puts them; and, in whatever language, when a date, a time and an address in brackets end in a colon. Patterns stand
// under real lines; the words are in words/attribution-words.ts.
import {
  englishVerbAtEnd,
  numericDate,
  opener,
  pronouns,
  startsWithDate,
  startsWithFigure,
  time,
  verbAtEnd,
  verbBeforeName,
  withLatinDigits,
  year,
} from "../words/attribution-words.ts";
import { hasEmail, isNameBeforeVerb, isNameBehindVerb, isSpokenOf } from "./who-wrote.ts";

/** Characters of an attribution over all its lines. */
export const attributionLengthMax = 400;
/** "a@b.c wrote:" and "---- Ann wrote ----" are not much longer. */
const shortestLength = 9;
/** Characters of "Ann Lee wrote:", with neither date nor address. */
const nameLengthMax = 80;

// Ann <ann@example.com>     (ann@example.com)     [mailto:ann@example.com]     <<ann@example.com>>     < ann@example.com >
/** An address in brackets. */
export const bracketed =
  /[<([«]\s?[^\s<>()[\]@]{1,80}@[^\s<>()[\]@]{1,120}\s?(?:<mailto:[^\s<>]{1,200}>)?[>)\]»]/;
// the same right before the colon, with at most a verb of a few words between
const bracketedAtEnd =
  /[<([«]\s?[^\s<>()[\]@]{1,80}@[^\s<>()[\]@]{1,120}\s?(?:<mailto:[^\s<>]{1,200}>)?[>)\]»]{1,3}[^<>[\]@]{0,40}[:：][\s*_-]{0,12}$/;

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

/**
 * "Am 03.03.2026 um 14:02 stand im Log:" and "Am 3.05.2026 um 10:00 an <list@b.c> schicken:" open in a language whose verbs we know,
 * and have none, nor a name behind the time as "Le 3 mars 2026 à 14h02, Ann tapait :" has.
 */
function namesSomebody(text: string): boolean {
  return (
    !opener.test(text) ||
    verbAtEnd.test(text) ||
    verbBeforeName.test(text) ||
    /\d[:.h]\d{2}(?::\d{2})?(?:\s?[AP]M)?[^\p{L}\d]{1,12}[\p{Lu}\p{Lo}]/u.test(text)
  );
}

/** dated: it begins with a date or "On"; named: with the name of who wrote. */
export function attributionForm(joined: string): "dated" | "named" | "none" {
  if (joined.length < shortestLength) {
    return "none";
  }
  const text = withLatinDigits(joined);
  if (!/[\d@]|^-{2,}\s?[^\s-]/.test(text)) {
    return "none";
  }
  const colon = /[:：][\s*_-]{0,12}$/.test(text);
  const person = hasEmail(text);
  const dated = year.test(text) || numericDate.test(text);
  const timed = time.test(text);
  if (
    opensLikeOne(text, { colon, person, dated, timed }) ||
    startsWithItsDate(text, { colon, person, dated, timed })
  ) {
    return "dated";
  }
  return namedForm(text, { colon, person, dated, timed }) ? "named" : "none";
}

/** What a line has of an attribution. */
interface Signs {
  colon: boolean;
  person: boolean;
  dated: boolean;
  timed: boolean;
}

function opensLikeOne(text: string, { colon, person, dated, timed }: Signs): boolean {
  if (!opener.test(text)) {
    return false;
  }
  if (!/\d/.test(text)) {
    // Quoting Ann <a@b.c>:     Zitat von Ann <a@b.c>:
    return (
      colon &&
      bracketedAtEnd.test(text) &&
      /^[-*_>\s]{0,8}(?:quoting|zitat von|zitiere|selon|citando|citeren|citerar|cytowanie|cituji|lainaus|цитирую)\s/iu.test(
        text,
      )
    );
  }
  if (verbAtEnd.test(text)) {
    return person || ((timed || (dated && colon)) && isNameBeforeVerb(text, timed));
  }
  // Am 21.04.2016 17:48 schrieb "Ann" <a@b.c>:     Den 5. januar 2021 skrev Ann Lee <a@b.c>:
  return colon && verbBeforeName.test(text) && (person || (dated && timed && isNameBehindVerb(text)));
}

function startsWithItsDate(text: string, { colon, person, dated, timed }: Signs): boolean {
  if (!startsWithDate.test(text) || !(dated || timed)) {
    return false;
  }
  // 2016-10-24 15:36 GMT+02:00 Ann <a@b.c>:      26.06.2014, 14:41, "Ann" <a@b.c>:      5. 1. 2021 v 10:00, Ann <a@b.c>:
  if (
    colon &&
    timed &&
    dated &&
    startsWithFigure.test(text) &&
    bracketedAtEnd.test(text) &&
    namesSomebody(text)
  ) {
    return true;
  }
  // pe 20. lokakuuta 2017 klo 17.50 Ann <a@b.c> kirjoitti:
  if (colon && verbAtEnd.test(text) && (timed || person || !englishVerbAtEnd.test(text))) {
    return true;
  }
  // tir. 18. apr. 2017 kl. 13:09 skrev Ann <a@b.c>:
  if (colon && person && verbBeforeName.test(text)) {
    return true;
  }
  // 2016-03-03 17:21 GMT+01:00 Ann        2013/7/20 Ann via Meta <a@b.c>
  return /^\d{4}[-/]\d{1,2}[-/]\d{1,2}(?: \d{1,2}:\d{2} GMT[+-]\d{1,2}:?\d{0,2} .{2,120}| [^<>]{1,120}<[^\s<>]{1,120}@[^\s<>]{1,120}>)$/.test(
    text,
  );
}

function namedForm(text: string, { colon, person, dated, timed }: Signs): boolean {
  if (!colon) {
    // ---- Ann Smith wrote ----     ---- Am Mo, 01 Feb 2016 18:32:00 +0100 schrieb Ann Lee <a@b.c> ----
    return (
      /^-{2,}\s?[^-].{0,120} wrote\s?-{2,}$/.test(text) ||
      (dated && timed && /^-{3,}\s?[^-].{0,250}[^-]\s?-{3,}$/.test(text) && bracketed.test(text))
    );
  }
  if (person && bracketed.test(text)) {
    // Ann <a@b.c> wrote:     Ann (a@b.c) kirjoitti:     Ann <a@b.c> het volgende geschreven:
    if (bracketedAtEnd.test(text) && verbAtEnd.test(text)) {
      return !isSpokenOf(text);
    }
    // Ann <a@b.c> schrieb am Fr., 28. Apr. 2017 um 11:53 Uhr:     Ann <a@b.c> 於 2021年1月5日 週二 上午10:00寫道：
    // Ann <a@b.c> ezt írta (időpont: 2021. jan. 5., K, 10:00):     Missatge de Ann <a@b.c> del dia dt., 5 de gen. 2021 a les 10:00:
    if (dated && (verbBeforeName.test(text) || verbAtEnd.test(text))) {
      return true;
    }
    // Zub 3 mok 2016 blip 18:32, Ann <a@b.c> gnorf:     In whatever language, nobody but a program writes all these.
    if (
      dated &&
      timed &&
      namesSomebody(text) &&
      text.length <= 250 &&
      !/[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}+\s+\p{Ll}/u.test(text)
    ) {
      return true;
    }
  }
  // Ann (Harbor) ann@example.com schrieb am Di. 15. Aug. 2023 um 16:45:
  if (person && dated && timed && /@[^\s<>@]{3,80}[>)\]]? \S/.test(text) && verbBeforeName.test(text)) {
    return true;
  }
  // Ann Smith wrote on 05/05/2001 10:00:00 AM:
  if (
    dated &&
    (timed || numericDate.test(text)) &&
    /^[^.!?]{2,80} (?:wrote|schrieb|skrev|escribió|escreveu|schreef) (?:on|am|den|el|em|op) \d/.test(text)
  ) {
    return true;
  }
  // Ann Lee kirjoitti 20.5.2019 klo 10.26:     Ann Lee a écrit le 20/05/2019 à 10:26 :     Ann Lee ha scritto il 20/05/2019 10:26:
  return (
    dated &&
    timed &&
    /^(?:\p{Lu}[^\s.!?]{0,40} ){1,4}(?:kirjoitti|a écrit le|ha scritto il|napsala? dne|napisała? dnia) \d/u.test(
      text,
    )
  );
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
