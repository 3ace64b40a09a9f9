// The forms a "… wrote:" line can have, all its wrapped lines joined. A text is one when a verb, a date and a person stand where some
// language puts them; and, in whatever language, when a date, a time and an address in brackets end in a colon. Patterns stand
// under real lines; the words are in words/attribution-words.ts.
import {
  englishVerbAtEnd,
  numericDate,
  opener,
  startsWithDate,
  startsWithFigure,
  time,
  verbAtEnd,
  verbBeforeName,
  withLatinDigits,
  year,
} from "../words/attribution-words.ts";
import {
  bracketed,
  bracketedAtEnd,
  hasEmail,
  isNameBeforeVerb,
  isNameBehindVerb,
  isSpokenOf,
  namesSomebody,
} from "./who-wrote.ts";

/** Characters of an attribution over all its lines. */
export const attributionLengthMax = 400;
/** "a@b.c wrote:" and "---- Ann wrote ----" are not much longer. */
const shortestLength = 9;

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
