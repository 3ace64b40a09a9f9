// Where a reply begins behind its greeting: "Hi Priya,", "Sehr geehrte Frau Shah," or a name on a line of its own. Pure.
import { isNameWord, mayGreet } from "./person-name.ts";
import { longestPhrase, phraseBook } from "./phrase-book.ts";
import type { Token } from "./plain-tokens.ts";

const greetings = phraseBook({
  greeting: [
    "hi / hey / hello / hiya / dear / good (morning|afternoon|evening|day) / morning / greetings / hi there / hey there",
    "hallo / hallöchen / guten (tag|morgen|abend) / moin / moin moin / servus / grüezi / grüß gott / liebe / lieber",
    "liebes / sehr geehrte / sehr geehrter / hi liebe / hi lieber / hallo liebe / hallo lieber / hallo liebes",
    "bonjour / bonsoir / salut / coucou / cher / chère / chers / chères / madame, monsieur",
    "hola / buenas / buenos días / buenas tardes / buenas noches / buen día / estimado / estimada / estimados",
    "estimadas / querido / querida / hola buenas / apreciado / apreciada",
  ],
});

/** Words before a name or in its place. */
const addressed = phraseBook({
  addressed: [
    "mr / mrs / ms / miss / dr / mr. / mrs. / ms. / dr. / all / team / everyone / everybody / both / folks / guys",
    "herr / frau / herr dr. / frau dr. / zusammen / ihr lieben / alle / team / liebes team / leute / damen und herren",
    "madame / monsieur / mme / m. / à tous / à toutes et à tous / tout le monde / l'équipe / à toute l'équipe",
    "señor / señora / sr. / sra. / sr / sra / a todos / a todas / equipo / chicos",
  ],
});

const nameWordsMax = 3;
const behind = new Set([",", "!", ":", ".", "-", "–", "—", "\n"]);

/** The index of the first token behind the greeting; 0 where there is none, or none that surely ends there. */
export function skipGreeting(tokens: readonly Token[], isPhrase: (token: Token) => boolean): number {
  const greeting = longestPhrase(greetings, tokens, 0);
  if (greeting === undefined) return skipNameLine(tokens, isPhrase);
  let at = greeting.tokenCount;
  at += longestPhrase(addressed, tokens, at)?.tokenCount ?? 0;
  at += nameLength(tokens, at);
  return behind.has(tokens[at]?.text ?? "") ? skipMarks(tokens, at) : 0;
}

/** A name may be in small letters if it is one word. */
function nameLength(tokens: readonly Token[], at: number): number {
  const words = tokens.slice(at, at + nameWordsMax + 1);
  const count = words.findIndex((token) => !(isNameWord(token) || mayGreet(token)));
  if (count !== 0) return count === -1 ? words.length : count;
  const [only] = words;
  return only !== undefined && isNameWord({ ...only, written: capitalised(only.written) }) ? 1 : 0;
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** "Priya," alone on the first line. */
function skipNameLine(tokens: readonly Token[], isPhrase: (token: Token) => boolean): number {
  const comma = tokens.findIndex(({ isWord }) => !isWord);
  const isLine = tokens[comma]?.text === "," && tokens[comma + 1]?.text === "\n";
  if (!isLine || comma === 0 || comma > 2) return 0;
  const isName = tokens.slice(0, comma).every((token) => isNameWord(token) && !isPhrase(token));
  return isName ? comma + 2 : 0;
}

function skipMarks(tokens: readonly Token[], from: number): number {
  let at = from;
  while (behind.has(tokens[at]?.text ?? "")) at += 1;
  return at;
}
