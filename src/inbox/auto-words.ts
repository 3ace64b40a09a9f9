// Whether the words of an email are only those of an automatic answer: every sentence is about being away, about whom to ask
// meanwhile, or says that a mail came in. One sentence of another kind makes it a person's. Pure.
import {
  besideReceived,
  bySentence,
  deskWords,
  receiptWords,
  receivedWords,
  saysSo,
  type Sentences,
} from "./auto-sentences.ts";
import { isReceiptSubject } from "./auto-subjects.ts";

/** Automatic answers are short; longer texts hold something that somebody wrote. */
const wordsLengthMax = 1_500;
const sentencesMax = 16;

/** One sentence that names the sign, or undefined: then a person wrote it, or something that cannot be told from one. */
export function findAutoWords(subject: string, kept: string): string | undefined {
  if (kept.length > wordsLengthMax) return undefined;
  const sentences = sentencesOf(kept);
  if (sentences.length === 0 || sentences.length > sentencesMax) return undefined;
  if (isReceiptSubject(subject) && receiptWords.test(sentences[0] ?? ""))
    return "It is a receipt that a mail program wrote.";
  if (sentences.some((sentence) => sentence.includes("?") || sentence.includes("？"))) return undefined;
  if (sentences.some((sentence) => saysSo.test(sentence))) return "Its words say that a program wrote it.";
  const language = Object.entries(bySentence).find(([, found]) => isOnlyAbsence(sentences, found))?.[0];
  if (language !== undefined) return `Its words only say that somebody is away (${language}).`;
  return isOnlyReceived(sentences) ? "Its words only say that an email came in at another desk." : undefined;
}

function isOnlyAbsence(sentences: readonly string[], { absence, beside }: Sentences): boolean {
  const first = sentences.findIndex((sentence) => absence.test(sentence));
  if (first === -1 || first > 2) return false;
  return (
    sentences.some(
      (sentence) =>
        beside.test(sentence) ||
        /\b(?:until|till|bis|jusqu|hasta|fino al|tot|até|do \d|t\.o\.m|til|through)/u.test(sentence),
    ) && isOnly(sentences, [absence, beside])
  );
}

function isOnlyReceived(sentences: readonly string[]): boolean {
  const first = sentences.findIndex((sentence) => receivedWords.test(sentence));
  if (first === -1 || first > 2 || !sentences.some((sentence) => deskWords.test(sentence))) return false;
  return isOnly(sentences, [receivedWords, besideReceived]);
}

/** Whether each sentence is of a known kind. Whose name and number stand below is no sentence. */
function isOnly(sentences: readonly string[], kinds: readonly RegExp[]): boolean {
  const last = sentences.findLastIndex((sentence) => kinds.some((kind) => kind.test(sentence)));
  return sentences.every(
    (sentence, index) =>
      kinds.some((kind) => kind.test(sentence)) || (index > last && isBelow(sentence)) || isFrame(sentence),
  );
}

/** A name, a number, an address, below everything that was said. */
function isBelow(sentence: string): boolean {
  return sentence.split(" ").length <= 6 && sentence.length <= 60;
}

/** How letters begin and end. */
function isFrame(sentence: string): boolean {
  return /^(?:(?:hi|hello|hey|dear|good (?:morning|day|afternoon)|greetings|hallo|guten tag|liebe[rs]?|sehr geehrte|bonjour|madame|monsieur|hola|estimad[oa]s?|buongiorno|gentile|ciao|salve|beste|geachte|olá|prezad[oa]|dzień dobry|szanown|hej|dobrý den|(?:best|kind|warm)(?: regards| wishes)|regards|thanks|thank you|many thanks|cheers|sincerely|yours|mit freundlichen|viele grüße|freundliche|cordialement|bien cordialement|saludos|un saludo|cordiali saluti|cordialmente|met vriendelijke|com os melhores|atenciosamente|z poważaniem|pozdrawiam|med vänlig|med venlig|med vennlig|mvh|s pozdravem|##- please type your reply above this line|\W*$)(?![\p{L}])).{0,60}$/u.test(
    sentence,
  );
}

/** Lower-case sentences, blanks and apostrophes made plain. Lines that a program broke are put together. */
function sentencesOf(kept: string): string[] {
  return kept
    .normalize("NFC")
    .toLowerCase()
    .replace(/[’‘´`]/gu, "'")
    .split(/\n\s*\n/u)
    .flatMap((paragraph) =>
      paragraph
        .replace(/[\s\u00a0]+/gu, " ")
        .split(
          /(?<=[.!?…。！？])\s+(?!\d)|(?<=^.{2,40},) (?=(?:i|we|ich|je|ik|jag|jeg|thank|vielen|merci|gracias|grazie|bedankt)\b)/u,
        ),
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
