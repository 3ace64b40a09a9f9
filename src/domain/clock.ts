// Time as the code sees it: a function that answers now, so that tests and the sandbox can move it.
import { intlLocale, type Locale } from "./locale.ts";
import { Problem } from "./problem.ts";

/** Answers the present moment. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** The form in which every row keeps a moment: ISO 8601 in UTC with milliseconds, which also sorts as text. */
export function timestamp(moment: Date): string {
  return moment.toISOString();
}

/** A moment as its reader would say it: in their IANA zone (`Europe/Berlin`), the zone in words. */
export function momentInWords(at: string, timeZone: string, locale: Locale = "en"): string {
  const parts = zoneFormat(timeZone, locale).formatToParts(new Date(at));
  return parts
    .map(({ type, value }) => (type === "minute" ? `${value}${behindTime[locale]}` : value))
    .join("");
}

/** What a language says after the time of day. */
const behindTime: Record<Locale, string> = { en: "", de: " Uhr" };

/** Opening a format costs more than a hundred uses of it. There are some hundred zones and few languages, so this stays small. */
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(timeZone: string, locale: Locale): Intl.DateTimeFormat {
  const key = `${timeZone} ${locale}`;
  let format = zoneFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(intlLocale(locale), {
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZone,
      timeZoneName: "long",
    });
    zoneFormats.set(key, format);
  }
  return format;
}

/** Whether the runtime knows this IANA zone. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (fault) {
    if (fault instanceof RangeError) return false;
    throw fault;
  }
}

/** A time zone somebody typed. Throws `invalid` for one that the runtime does not know. */
export function requireTimeZone(name: string): string {
  if (!isTimeZone(name))
    throw new Problem("invalid", {
      en: `“${name}” is not a time zone such as Europe/Berlin.`,
      de: `„${name}“ ist keine Zeitzone wie Europe/Berlin.`,
    });
  return name;
}
