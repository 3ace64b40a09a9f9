// Puts the line that a mail program writes above a quote together, in a language: its form, the date and time as that language
// writes them, and who wrote. Pure.
import type { Answer } from "../program.ts";

/** `words` has {date}, {time}, {name} and {address} in it; `date` and `time` say how these two look. */
export interface AttributionForm {
  words: string;
  date: Intl.DateTimeFormatOptions;
  time: Intl.DateTimeFormatOptions;
  /** BCP 47, where figures or order differ from those of the language itself. */
  locale?: string;
}

/** One mail program's forms by language. */
export type AttributionForms = Readonly<Record<string, AttributionForm>>;

/** The line in the language of the answer, or undefined where the program has none in it. */
export function attributionIn(
  forms: AttributionForms,
  { language, received, author }: Answer,
): string | undefined {
  const form = language === undefined ? undefined : forms[language];
  if (language === undefined || form === undefined) return undefined;
  const moment = new Date(received.date);
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(form.locale ?? language, { timeZone: author.timeZone, ...options }).format(
      moment,
    );
  return (
    form.words
      .replace("{date}", write(form.date))
      .replace("{time}", write(form.time))
      // As functions: a name may have "$&" in it.
      .replace("{name}", () => received.from.name)
      .replace("{address}", () => received.from.address)
  );
}
