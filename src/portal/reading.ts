// How somebody reads pages: their language, their zone, the present moment, and the words of the catalogue for what is said in
// code.
import type { Request } from "express";
import { locales, type Locale } from "../domain/locale.ts";
import type { Portal } from "./portal.ts";

export interface Reading {
  locale: Locale;
  /** IANA: `Europe/Berlin`. */
  timeZone: string;
  now: Date;
  /** A message of the catalogue in their language. Throws for a key that is not there, and for an argument that is missing. */
  say: SayToThem;
}

export type SayToThem = (key: string, values?: Record<string, string | number>) => string;

export function readingOf(portal: Portal, who: { locale: Locale; timeZone: string }): Reading {
  const { locale, timeZone } = who;
  return {
    locale,
    timeZone,
    now: portal.clock(),
    say: (key, values) => portal.render.say(locale, key, values),
  };
}

/** The language that a browser asks for, as far as we speak it; English otherwise. */
export function browserLocale(request: Request): Locale {
  const best = request.acceptsLanguages(...locales);
  return locales.find((locale) => locale === best) ?? "en";
}
