// The reader's mail server answers by itself that they are away.
import { writeAutoReply, type autoReplyPrefixes } from "../auto-reply.ts";
import type { Situation } from "../situation.ts";

type Language = keyof typeof autoReplyPrefixes;

/** Each language with its own name and what people write in it. */
const languages: Record<Language, { title: string; words: string }> = {
  en: { title: "English", words: "I am out of the office until Monday and will answer when I am back." },
  de: { title: "Deutsch", words: "Ich bin bis Montag nicht im Büro und melde mich, wenn ich zurück bin." },
  fr: { title: "Français", words: "Je suis absent du bureau jusqu’à lundi et vous répondrai à mon retour." },
  es: { title: "Español", words: "Estoy fuera de la oficina hasta el lunes y responderé a mi regreso." },
  pt: { title: "Português", words: "Estou fora do escritório até segunda-feira e respondo quando voltar." },
  it: { title: "Italiano", words: "Sono fuori ufficio fino a lunedì e risponderò al mio rientro." },
  nl: { title: "Nederlands", words: "Ik ben tot maandag niet op kantoor en antwoord zodra ik terug ben." },
};

export const outOfOffice: Situation = {
  name: "out-of-office",
  title: "Send an out-of-office answer",
  expected: "It is kept as a quiet note on the task. Nobody is notified, and nothing answers it.",
  button: "Be away",
  isAnswer: false,
  choice: {
    title: "Language",
    options: Object.entries(languages).map(([value, { title }]) => ({ value, title })),
  },
  write: async ({ received, reader: author, at }, { choice }) => {
    const language = choice as Language;
    const { words } = languages[language];
    return [{ about: "The answer", email: await writeAutoReply(received, { author, language, words, at }) }];
  },
};
