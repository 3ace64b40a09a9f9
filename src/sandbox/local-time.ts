// Moments as mail programs write them: on the clock of the person who sits at the program.

/** The pieces of a moment in a zone, in English: `weekday` and `month` in full. */
export interface LocalTime {
  weekday: string;
  day: number;
  month: string;
  year: number;
  /** 0 to 23. */
  hour: number;
  /** Two digits. */
  minute: string;
  second: string;
  /** Minutes east of UTC. */
  offsetMinutes: number;
}

/** Reads a moment on the clock of an IANA zone. */
export function localTime(moment: Date, timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "longOffset",
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    weekday: part("weekday"),
    day: Number(part("day")),
    month: part("month"),
    year: Number(part("year")),
    hour: Number(part("hour")),
    minute: part("minute").padStart(2, "0"),
    second: part("second").padStart(2, "0"),
    offsetMinutes: offsetMinutes(part("timeZoneName")),
  };
}

/** `9:14 AM`. Since 2023 the space is a narrow no-break one (CLDR 42) in programs that follow CLDR, as Gmail does. */
export function twelveHours({ hour, minute }: LocalTime, space = " "): string {
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minute}${space}${hour < 12 ? "AM" : "PM"}`;
}

/** `15:14`. */
export function twentyFourHours({ hour, minute }: LocalTime): string {
  return `${two(hour)}:${minute}`;
}

/** `03`, the month that is called March in full. */
export function monthInDigits({ month }: LocalTime): string {
  return two(1 + new Date(`${month} 1, 2000 UTC`).getUTCMonth());
}

/** `03`. */
export function dayInDigits({ day }: LocalTime): string {
  return two(day);
}

/** `+0100`, with anything between hours and minutes. */
export function offsetInDigits({ offsetMinutes: offset }: LocalTime, between = ""): string {
  const absolute = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(absolute / 60))}${between}${two(absolute % 60)}`;
}

/** The names of the day and the month in a language, as they stand within a date. */
export function namesIn(
  language: string,
  moment: Date,
  timeZone: string,
): { weekday: string; month: string } {
  const format = new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return { weekday: parts.get("weekday") ?? "", month: parts.get("month") ?? "" };
}

/** The zone as programs name it in English: `EST`, `GMT+1`. */
export function zoneInShort(moment: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" });
  return format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** The value of a Date header with the sender's own offset (RFC 5322 section 3.3). */
export function dateHeader(moment: Date, timeZone: string): string {
  const time = localTime(moment, timeZone);
  const date = `${time.weekday.slice(0, 3)}, ${time.day} ${time.month.slice(0, 3)} ${time.year}`;
  return `${date} ${twentyFourHours(time)}:${time.second} ${offsetInDigits(time)}`;
}

/** From `GMT+05:30`; plain `GMT` is 0. */
function offsetMinutes(zoneName: string): number {
  const match = /([+-])(\d{2}):?(\d{2})/u.exec(zoneName);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
