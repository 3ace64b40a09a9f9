// Sentences about events, in pieces: what stands in them of people and of what they wrote is kept apart, so that a page can
// shield the words around it from its direction.
import type { EventPayloads, EventType } from "../domain/event.ts";
import type { InEveryLanguage, Locale } from "../domain/locale.ts";

/** A stretch of a sentence. */
export interface ToldPiece {
  words: string;
  /** A name, a title, a number: a value, not words of ours. */
  isValue: boolean;
}

/** What a sentence can name beside the payload of its event. */
export interface ToldOf {
  who: string;
  /** The contact whom it is about and the client, as they are called now. */
  about: string;
  client: string;
  plan: (id: number) => string;
  staff: (id: number) => string;
  /** Whether it is this member of staff who did it. */
  isActor: (staffId: number) => boolean;
  /** A moment in the zone of its reader. */
  moment: (at: string) => string;
}

export type Tell<Type extends EventType> = (of: ToldOf, payload: EventPayloads[Type]) => ToldPiece[];

/** A sentence for an event of each type, in each language: one that is left out does not compile. */
export type Sentences = { [Type in EventType]: Record<Locale, Tell<Type>> };

/** told`${who} opened “${title}”.` */
export function told(words: TemplateStringsArray, ...values: (string | number)[]): ToldPiece[] {
  return words
    .flatMap((piece, index): ToldPiece[] => {
      const value = values[index];
      const own = { words: piece, isValue: false };
      return value === undefined ? [own] : [own, { words: String(value), isValue: true }];
    })
    .filter((piece) => piece.words !== "");
}

/** The same words in one language each, where only `who` is named. */
export function plain(words: InEveryLanguage): Record<Locale, (of: ToldOf) => ToldPiece[]> {
  return {
    en: ({ who }) => told`${who} `.concat({ words: words.en, isValue: false }),
    de: ({ who }) => told`${who} `.concat({ words: words.de, isValue: false }),
  };
}
