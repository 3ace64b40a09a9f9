// Puts the line that a mail program writes above a quote together, in a language: its form, the date and time as that language
// writes them, and who wrote. Pure.
import type { Answer } from "../program.ts";

/** `words` has {date}, {time}, {zone}, {name} and {address} in it; `date` and `time` say how these two look. */
export interface AttributionForm {
  words: string;
  date: Intl.DateTimeFormatOptions;
  time: Intl.DateTimeFormatOptions;
  /** BCP 47, where figures or order differ from those of the language itself. */
  locale?: string;
  /** What Node writes in a date, and what the program writes in its place. */
  shortens?: readonly [long: string, short: string];
}

/** One mail program's forms by language. */
export type AttributionForms = Readonly<Record<string, AttributionForm>>;

/** Makes the forms of a program that writes dates and times alike in most languages; `more` is what one language has its own way. */
export function formMaker(
  date: Intl.DateTimeFormatOptions,
  time: Intl.DateTimeFormatOptions,
): (words: string, more?: Partial<AttributionForm>) => AttributionForm {
  return (words, more = {}) => ({ words, date, time, ...more });
}

/** The line in the language of the answer, or undefined where the program has none in it. */
export function attributionIn(
  forms: AttributionForms,
  { language, received, author }: Answer,
): string | undefined {
  const form = language === undefined ? undefined : forms[language];
  if (language === undefined || form === undefined) return undefined;
  const moment = new Date(received.date);
  const write = (options: Intl.DateTimeFormatOptions) =>
    writeMoment(moment, form.locale ?? language, { timeZone: author.timeZone, ...options });
  const [long, short] = form.shortens ?? ["", ""];
  return (
    form.words
      .replace("{date}", write(form.date).replace(long, short))
      .replace("{time}", write(form.time))
      .replace("{zone}", zoneIn(moment, form.locale ?? language, author.timeZone))
      // As functions: a name may have "$&" in it.
      .replace("{name}", () => received.from.name)
      .replace("{address}", () => received.from.address)
  );
}

/** A moment as the mail programs of a language write it: halves of the day in Korean have Korean names, whatever Node calls them. */
export function writeMoment(moment: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  const written = new Intl.DateTimeFormat(locale, options).format(moment);
  return locale === "ko" ? written.replace("AM", "오전").replace("PM", "오후") : written;
}

/** `MEZ`, `GMT+1` */
function zoneIn(moment: Date, locale: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" });
  return format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "";
}
