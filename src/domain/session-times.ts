// When a session ends, and when its people are reminded of it. Pure.

/** Hours before a session at which its people are reminded. */
export const reminderHours = 24;

/** The moment, with milliseconds, as rows keep it; undefined for what is none. */
export function asMoment(text: string): string | undefined {
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
}

/** ISO 8601, as rows keep it. */
export function endOf({ startsAt, minutes }: { startsAt: string; minutes: number }): string {
  return new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();
}

/** A day before; null where that is past already: whoever books so late has just been told. */
export function reminderAt(startsAt: string, now: Date): string | null {
  const at = new Date(Date.parse(startsAt) - reminderHours * 3_600_000);
  return at > now ? at.toISOString() : null;
}
