// How long something took or has been going on, as a sentence says it: “for 20 seconds”, „seit 20 Sekunden“.
import type { InEveryLanguage } from "../domain/locale.ts";

/** From a minute upwards. */
export function longTimeInWords(ms: number): InEveryLanguage {
  const minutes = Math.round(ms / 60_000);
  if (minutes === 1) return { en: "a minute", de: "einer Minute" };
  if (minutes < 120) return { en: `${minutes} minutes`, de: `${minutes} Minuten` };
  const hours = Math.round(minutes / 60);
  if (hours < 48) return { en: `${hours} hours`, de: `${hours} Stunden` };
  const days = Math.round(hours / 24);
  return { en: `${days} days`, de: `${days} Tagen` };
}

export function secondsInWords(seconds: number): InEveryLanguage {
  if (seconds === 0) return { en: "less than a second", de: "weniger als einer Sekunde" };
  if (seconds === 1) return { en: "one second", de: "einer Sekunde" };
  return { en: `${seconds} seconds`, de: `${seconds} Sekunden` };
}
