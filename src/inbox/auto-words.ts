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
import { ownWords } from "../domain/storm.ts";
import { isReceiptSubject } from "./auto-subjects.ts";

/** Automatic answers are short; longer texts hold something that somebody wrote. */
const wordsLengthMax = 1_500;
const sentencesMax = 16;

/** One sentence that names the sign, or undefined: then a person wrote it, or something that cannot be told from one. */
export function findAutoWords(subject: string, kept: string): string | undefined {
  const own = ownWords(kept);
  if (own.length > wordsLengthMax) return undefined;
  const sentences = sentencesOf(own);
  if (sentences.length === 0 || sentences.length > sentencesMax) return undefined;
  if (isReceiptSubject(subject) && receiptWords.test(plain(sentences[0] ?? "")))
    return "It is a receipt that a mail program wrote.";
  if (sentences.some((sentence) => sentence.includes("?") || sentence.includes("？"))) return undefined;
  const opening = sentences.find((sentence) => !isFrame(plain(sentence)));
  // Further down a person may tell of such a mail.
  if (opening !== undefined && saysSo.test(plain(opening))) return "Its words say that a program wrote it.";
  const language = Object.entries(bySentence).find(([, found]) => isOnlyAbsence(sentences, found))?.[0];
  if (language !== undefined) return `Its words only say that somebody is away (${language}).`;
  return isOnlyReceived(sentences) ? "Its words only say that an email came in at another desk." : undefined;
}

function isOnlyAbsence(sentences: readonly string[], { absence, beside }: Sentences): boolean {
  const kinds = [
    (sentence: string) => isAbsence(sentence, absence, beside),
    (sentence: string) => isBeside(sentence, beside),
  ];
  const first = sentences.findIndex((sentence) => isAbsence(plain(sentence), absence, beside));
  if (first === -1 || first > 2) return false;
  return (
    sentences.some((sentence) => isBeside(plain(sentence), beside) || untilWords.test(plain(sentence))) &&
    isOnly(sentences, kinds)
  );
}

/** Words for an end of the absence, in any of the languages. */
const untilWords = /\b(?:until|till|bis|jusqu|hasta|fino al|tot|até|do \d|t\.o\.m|til|till|through)/u;
/** What begins a wish or a decision behind the absence. */
const turnWords =
  /(?<![\p{L}])(?:please|so|but|we|you|bitte|aber|wir|mais|nous|pero|ma|maar|mas|ale|men)(?![\p{L}])/u;

/** Says that somebody is away; behind a comma only what else such an answer says. */
function isAbsence(sentence: string, absence: RegExp, beside: RegExp): boolean {
  const match = absence.exec(sentence);
  if (match === null) return false;
  const rest = sentence.slice(match.index + match[0].length);
  const [head = "", ...tail] = rest.split(/[,;] (?:and |und |et |y |e |en |i |och |og |a )?/u);
  if (head.length > 90 || turnWords.test(head)) return false;
  return tail.every(
    (clause) =>
      isBeside(clause, beside) || (clause.length <= 40 && !turnWords.test(clause) && /\d/u.test(clause)),
  );
}

/** Behind thanks for anything but a mail, or for more than one, somebody may say what they decided. */
function isBeside(sentence: string, beside: RegExp): boolean {
  if (sentence.length > 200 || !beside.test(sentence)) return false;
  const thanked = sentence.slice(thanks.exec(sentence)?.[0].length ?? sentence.length);
  if (thanked === "") return true;
  const [head = "", ...tail] = thanked.split(/[,;] /u);
  const isForMail = head.length <= 90 && mailWords.test(head) && !turnWords.test(head);
  return isForMail && tail.every((clause) => isBeside(clause, beside));
}

const thanks =
  /^(?:(?:many )?thanks|thank you|vielen dank|danke|merci|(?:muchas )?gracias|grazie|bedankt|dank|obrigad[oa]|dziękuję|tack|takk?|děkuji)(?![\p{L}])/u;
/** A mail, or that somebody wrote one. */
const mailWords =
  /mail|message|contacting|getting in touch|reaching out|enquiry|inquiry|request|interest|patience|understanding|nachricht|anfrage|verständnis|courriel|correo|mensaje|messaggio|bericht|mensagem|wiadomość|mejl|meddelande|besked|zpráv/u;

function isOnlyReceived(sentences: readonly string[]): boolean {
  const first = sentences.findIndex((sentence) => receivedWords.test(plain(sentence)));
  if (first === -1 || first > 2 || !sentences.some((sentence) => deskWords.test(plain(sentence))))
    return false;
  return isOnly(sentences, [
    (sentence) => receivedWords.test(sentence),
    (sentence) => isBeside(sentence, besideReceived),
  ]);
}

/** Whether each sentence is of a known kind. Whose name and number stand below is no sentence. */
function isOnly(sentences: readonly string[], kinds: readonly ((sentence: string) => boolean)[]): boolean {
  const isKnown = (sentence: string) => kinds.some((isKind) => isKind(plain(sentence)));
  const last = sentences.findLastIndex(isKnown);
  return sentences.every(
    (sentence, index) => isKnown(sentence) || isFrame(plain(sentence)) || (index > last && isBelow(sentence)),
  );
}

/** A name of up to three words, an address or numbers, below everything that was said. */
function isBelow(sentence: string): boolean {
  return /^(?:\p{Lu}[\p{L}'.-]{0,30} ?){0,3}(?:[|,·] ?)?(?:\S{1,64}@\S{1,64}|[+()\d][\d ()/.+-]{0,30})?$/u.test(
    sentence,
  );
}

function plain(sentence: string): string {
  return sentence.toLowerCase();
}

/** How letters begin and end. */
function isFrame(sentence: string): boolean {
  return /^(?:(?:hi|hello|hey|dear|good (?:morning|day|afternoon)|greetings|hallo|guten tag|liebe[rs]?|sehr geehrte|bonjour|madame|monsieur|hola|estimad[oa]s?|buongiorno|gentile|ciao|salve|beste|geachte|olá|prezad[oa]|dzień dobry|szanown|hej|dobrý den|(?:best|kind|warm)(?: regards| wishes)|regards|thanks|thank you|many thanks|cheers|sincerely|yours|mit freundlichen|viele grüße|freundliche|cordialement|bien cordialement|saludos|un saludo|cordiali saluti|cordialmente|met vriendelijke|com os melhores|atenciosamente|z poważaniem|pozdrawiam|med vänlig|med venlig|med vennlig|mvh|s pozdravem|##- please type your reply above this line|\W*$)(?![\p{L}])).{0,60}$/u.test(
    sentence,
  );
}

/** Sentences as they are written, blanks and apostrophes made plain. Lines that a program broke are put together. */
function sentencesOf(kept: string): string[] {
  return kept
    .normalize("NFC")
    .replace(/[’‘´`]/gu, "'")
    .split(/\n\s*\n/u)
    .flatMap((paragraph) =>
      paragraph
        .replace(/[\s\u00a0]+/gu, " ")
        .split(
          /(?<=[^\d][.!?…。！？])\s+(?!\d)|(?<=^.{2,40},) (?=(?:i|we|ich|je|ik|jag|jeg|thank|vielen|merci|gracias|grazie|bedankt)\b)/iu,
        ),
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}
