// Whether a subject begins as a program begins that of an answer: an out-of-office answer, an automatic reply, a receipt. Pure.
import { autoPhrases, receiptPhrases } from "./auto-phrases.ts";

/** Lotus Notes puts a name first: "Ann Lee is out of the office (returning 03/12/2026)". Names have four words at most. */
const notesAbsence =
  /^(?:auto: ?)?(?:\S{1,40} ){1,4}(?:is|will be|am) (?:out of the office|out of office)(?: (?:until|from|returning)[^,?]{1,40})?[. ]{0,3}(?:\((?:returning|until)[^?)]{0,40}\))?$|^(?:\S{1,40} ){1,4}ist (?:außer haus|nicht im (?:büro|hause)|abwesend)[. ]{0,3}(?:\((?:rückkehr|bis)[^?)]{0,40}\))?$|^(?:\S{1,40} ){1,4}est absent(?:e|\(e\))?(?: du bureau)?[. ]{0,3}(?:\((?:retour|jusqu)[^?)]{0,40}\))?$|^(?:\S{1,40} ){1,4}è (?:fuori ufficio|assente)[. ]{0,3}(?:\((?:rientro|torna)[^?)]{0,40}\))?$|^(?:\S{1,40} ){1,4}is (?:afwezig|niet op kantoor)[. ]{0,3}(?:\((?:terug|tot)[^?)]{0,40}\))?$/u;

/** Longer subjects are not looked at further. */
const subjectLengthMax = 300;

const autoByPhrase = new Map(
  Object.entries(autoPhrases).flatMap(([language, lines]) =>
    phrasesOf(lines).map((phrase) => [phrase, language]),
  ),
);
const receipts = new Set(phrasesOf(receiptPhrases));

function phrasesOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(" / ")).map(spelled);
}

/**
 * The language in which a subject says that a program answers, or undefined. The phrase stands alone, or before a colon and
 * the subject that is answered, or in brackets. Nothing else may follow, and nothing go before: "Automatic reply text for our
 * form", "Out of office next week, can you approve?" and "Re: Automatic reply" were written by people.
 */
export function languageOfAutoSubject(subject: string): string | undefined {
  const start = startOf(subject);
  const bracketed = /^[[(【（［]([^\])】）］]{1,60})[\])】）］]/u.exec(start)?.[1];
  const language = autoByPhrase.get(spelled(bracketed ?? headOf(start)));
  if (language !== undefined) return language;
  return notesAbsence.test(spelled(start).slice(0, 160)) ? "the words of Lotus Notes" : undefined;
}

/** Whether a subject begins as that of a receipt does, which alone says little. */
export function isReceiptSubject(subject: string): boolean {
  const start = startOf(subject);
  return start.includes(":") || start.includes("：") ? receipts.has(spelled(headOf(start))) : false;
}

/** Without what security gateways put first. */
function startOf(subject: string): string {
  return subject
    .slice(0, subjectLengthMax)
    .normalize("NFC")
    .trim()
    .replace(
      /^(?:\[(?:ext|external|extern|externe|externo|esterno)\]|\*{1,5}(?:spam|external)\*{1,5})\s{0,3}/iu,
      "",
    );
}

/** What stands before the first colon; all of it where there is none. */
function headOf(text: string): string {
  return /^[^:：]*/u.exec(text)?.[0] ?? "";
}

/** One spelling of a phrase: lower case, plain apostrophes, blanks for hyphens, nothing at the end. */
function spelled(text: string): string {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("i̇", "i")
    .replace(/[’‘´`]/gu, "'")
    .replace(/[\s\u00a0\u202f-]+/gu, " ")
    .trim()
    .replace(/[.!…]{1,5}$/u, "");
}
