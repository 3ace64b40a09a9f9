// Sizes, lists of names and typed words as people say them, on pages and in emails alike.

import { intlLocale, locales, type Locale } from "./locale.ts";

const units = ["KB", "MB", "GB"];
const bytesIn: Record<Locale, (count: number) => string> = {
  en: (count) => (count === 1 ? "byte" : "bytes"),
  de: () => "Byte",
};

/** “480 bytes”, “12 KB”, “3.4 MB” (“3,4 MB”), “25 MB”: with powers of 1024, as mail programs show sizes and as the limits are. */
export function sizeInWords(bytes: number, locale: Locale = "en"): string {
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  const size = bytes / 1024 ** power;
  const digits = power > 1 && size < 10 ? size.toFixed(1) : `${Math.round(size)}`;
  return `${locale === "de" ? digits.replace(".", ",") : digits} ${units[power - 1] ?? bytesIn[locale](bytes)}`;
}

const listFormats = new Map(
  locales.map((locale) => [locale, new Intl.ListFormat(intlLocale(locale), { type: "conjunction" })]),
);

/** Names of one list; of more the first few are named and the others counted. */
export const namesMax = 20;
const namesShown = 15;
const others: Record<Locale, string> = { en: "others", de: "weitere" };

/** “Ann”, “Ann and Lee”, “Ann, Lee and Priya”; of very many “Ann, Lee, … and 480 others”. */
export function namesInWords(names: readonly string[], locale: Locale = "en"): string {
  const isLong = names.length > namesMax;
  const rest = `${(names.length - namesShown).toLocaleString(intlLocale(locale))} ${others[locale]}`;
  return listFormats.get(locale)!.format(isLong ? [...names.slice(0, namesShown), rest] : names);
}

/** What somebody typed, quoted in a sentence: on one line, and cut to 60 characters. */
export function asShown(typed: string): string {
  const line = typed.replaceAll(/\s+/gu, " ").trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
