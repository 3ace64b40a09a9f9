// The message catalogue: reads templates/words/<locale>/*.json, flat keys with ICU messages, and formats one of them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { intlLocale, locales, type Locale } from "./domain/locale.ts";

/** Formats a message in a language. Throws for a key the catalogue does not have, and for an argument that is missing. */
export type Say = (locale: Locale, key: string, values?: Record<string, string | number>) => string;

/** A message is formatted as it stands: words are literal, arguments the values given for them. */
export type Part<Value> = { isValue: false; words: string } | { isValue: true; value: Value };

export interface Message {
  /** The names of its arguments, sorted. */
  arguments: readonly string[];
  /** `values` that are neither text nor numbers stay apart, so that a template can give markup for an argument. */
  format: <Value extends object>(values: Record<string, string | number | Value>) => Part<Value>[];
}

export type Catalogue = ReadonlyMap<Locale, ReadonlyMap<string, Message>>;

/** Parses all messages now, so that a broken one stops the start and not an email. */
export function readCatalogue(folder: string): Catalogue {
  return new Map(locales.map((locale) => [locale, readMessages(join(folder, locale), locale)]));
}

export function getMessage(catalogue: Catalogue, locale: Locale, key: string): Message {
  const message = catalogue.get(locale)?.get(key);
  if (message === undefined) throw new Error(`There is no message “${key}” in the language “${locale}”.`);
  return message;
}

/** `say` of this catalogue, for words that are made in code. */
export function sayFrom(catalogue: Catalogue): Say {
  return (locale, key, values = {}) =>
    getMessage(catalogue, locale, key)
      .format<never>(values)
      .map((part) => (part.isValue ? "" : part.words))
      .join("");
}

function readMessages(folder: string, locale: Locale): Map<string, Message> {
  const messages = new Map<string, Message>();
  for (const file of readdirSync(folder).toSorted()) {
    const words = JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, string>;
    for (const [key, source] of Object.entries(words)) {
      if (messages.has(key))
        throw new Error(`The message “${key}” stands twice in the language “${locale}”.`);
      messages.set(key, parseMessage(key, source, locale));
    }
  }
  return messages;
}

function parseMessage(key: string, source: string, locale: Locale): Message {
  // Markup stands in templates; a message is text, in which “<” is nothing but itself.
  const parsed = new IntlMessageFormat(source, intlLocale(locale), undefined, { ignoreTag: true });
  const names = [...new Set(argumentNames(parsed.getAst()))].toSorted();
  return {
    arguments: names,
    format: (values) => {
      const missing = names.filter((name) => (values[name] ?? undefined) === undefined);
      if (missing.length > 0) throw new Error(`The message “${key}” is missing ${missing.join(", ")}.`);
      return parsed
        .formatToParts<Exclude<(typeof values)[string], string | number>>(values)
        .map(({ value }) =>
          typeof value === "string" ? { isValue: false, words: value } : { isValue: true, value },
        );
    },
  };
}

/** What a parsed message consists of, as far as its arguments go; types 0 and 7 are words and the “#” of a plural. */
interface Element {
  type: number;
  value?: string;
  options?: Record<string, { value: readonly object[] }>;
}

function argumentNames(elements: readonly object[]): string[] {
  return elements.flatMap((element) => {
    const { type, value, options = {} } = element as Element;
    if (type === 0 || type === 7 || value === undefined) return [];
    return [value, ...Object.values(options).flatMap((option) => argumentNames(option.value))];
  });
}
