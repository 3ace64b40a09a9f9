// The languages that people read our emails and pages in.
import { Problem } from "./problem.ts";

export const locales = ["en", "de"] as const;

export type Locale = (typeof locales)[number];

/** The same words in each language: a language that is left out does not compile. */
export type InEveryLanguage = Readonly<Record<Locale, string>>;

/** What is made anew in each language, where names or numbers within it are said differently. */
export function inEach(say: (locale: Locale) => string): InEveryLanguage {
  return { en: say("en"), de: say("de") };
}

/** A language somebody typed. Throws `invalid` for one that the catalogue does not have. */
export function requireLocale(name: string): Locale {
  const found = locales.find((locale) => locale === name);
  if (found === undefined)
    throw new Problem("invalid", {
      en: `“${name}” is not one of ${locales.join(", ")}.`,
      de: `„${name}“ ist keine von diesen Sprachen: ${locales.join(", ")}.`,
    });
  return found;
}

/** The BCP 47 tag by which Intl formats moments, numbers and lists in a language. */
export function intlLocale(locale: Locale): string {
  return { en: "en-GB", de: "de-DE" }[locale];
}
