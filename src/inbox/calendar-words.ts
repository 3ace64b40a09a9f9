// A calendar file (RFC 5545) in plain words, for a mail that holds nothing else. Times are said as the file says them, and in
// UTC where that is known. Pure, bounded, on ical.js.
import ICAL from "ical.js";

/** A larger file is somebody's whole calendar, and is kept as a file only. */
const calendarBytesMax = 512 * 1024;
const eventsMax = 5;
const peopleMax = 20;
const wordsLengthMax = 4_000;

const headings = new Map([
  ["REQUEST", "Calendar invitation"],
  ["CANCEL", "Calendar cancellation"],
  ["REPLY", "Answer to a calendar invitation"],
  ["COUNTER", "Calendar invitation with another time proposed"],
  ["DECLINECOUNTER", "The proposed time was declined"],
  ["ADD", "Addition to a calendar event"],
]);
const answers = new Map([
  ["ACCEPTED", "accepted"],
  ["DECLINED", "declined"],
  ["TENTATIVE", "accepted with a reservation"],
  ["NEEDS-ACTION", "has not answered"],
  ["DELEGATED", "sent somebody else"],
]);

/** What, when, where and who; undefined when it is no calendar file with an event or task in it. Never throws. */
export function calendarWords(text: string): string | undefined {
  if (text.length > calendarBytesMax) return undefined;
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    const entries = [...calendar.getAllSubcomponents("vevent"), ...calendar.getAllSubcomponents("vtodo")];
    if (entries.length === 0) return undefined;
    const method = String(calendar.getFirstPropertyValue("method") ?? "").toUpperCase();
    const heading = headings.get(method) ?? "Calendar event";
    const shown = entries.slice(0, eventsMax).map((entry) => entryLines(entry, method).join("\n"));
    const more = entries.length - shown.length;
    if (more > 0) shown.push(`And ${more} more in the attached file.`);
    return `${heading}\n\n${shown.join("\n\n")}`;
  } catch {
    // Whatever a damaged file makes the reader throw: it is kept as a file.
    return undefined;
  }
}

function entryLines(entry: ICAL.Component, method: string): string[] {
  const lines = [
    line("What", textOf(entry, "summary")),
    line("When", whenWords(entry)),
    line("Repeats", entry.getFirstProperty("rrule") === null ? "" : "yes, see the attached file"),
    line("Where", textOf(entry, "location")),
  ];
  const organizer = personOf(entry.getFirstProperty("organizer"));
  const attendees = entry.getAllProperties("attendee");
  if (method === "REPLY") {
    lines.push(...attendees.slice(0, peopleMax).map((attendee) => line("Answer", answerOf(attendee))));
  } else {
    const names = attendees
      .slice(0, peopleMax)
      .map(personOf)
      .filter((name) => name !== "");
    const more = attendees.length > peopleMax ? ` and ${attendees.length - peopleMax} more` : "";
    lines.push(line("Organised by", organizer), line("Who", names.join(", ") + more));
  }
  const description = textOf(entry, "description");
  const comment = textOf(entry, "comment");
  const found = lines.filter((said) => said !== "");
  if (comment !== "") found.push("", comment);
  if (description !== "") found.push("", description);
  return found;
}

function line(label: string, value: string): string {
  const flat = value.replaceAll(/\s+/gu, " ").trim();
  return flat === "" ? "" : `${label}: ${flat.slice(0, 500)}`;
}

function textOf(entry: ICAL.Component, name: string): string {
  const value = entry.getFirstPropertyValue(name);
  return typeof value === "string" ? value.trim().slice(0, wordsLengthMax) : "";
}

function personOf(property: ICAL.Property | null): string {
  if (property === null) return "";
  const name = property.getFirstParameter("cn");
  const address = String(property.getFirstValue() ?? "").replace(/^mailto:/iu, "");
  return name === undefined || name === "" || name === address ? address : `${name} (${address})`;
}

function answerOf(property: ICAL.Property): string {
  const status = property.getFirstParameter("partstat") ?? "NEEDS-ACTION";
  return `${personOf(property)}: ${answers.get(status.toUpperCase()) ?? status.toLowerCase()}`;
}

function whenWords(entry: ICAL.Component): string {
  const start = timeOf(entry, "dtstart") ?? timeOf(entry, "due");
  if (start === undefined) return "";
  const end = timeOf(entry, "dtend") ?? endByDuration(entry, start.time);
  if (start.time.isDate) return dayRange(start.time, end?.time);
  const isSameDay = end !== undefined && dayOf(start.time) === dayOf(end.time);
  const until = end === undefined ? "" : ` to ${isSameDay ? "" : `${dayOf(end.time)}, `}${clockOf(end.time)}`;
  return `${dayOf(start.time)}, ${clockOf(start.time)}${until}${zoneOf(start)}`;
}

interface SaidTime {
  time: ICAL.Time;
  /** As the file names it; empty for a time without one. */
  zone: string;
}

function timeOf(entry: ICAL.Component, name: string): SaidTime | undefined {
  const property = entry.getFirstProperty(name);
  const time = property?.getFirstValue();
  if (!(time instanceof ICAL.Time)) return undefined;
  return { time, zone: property?.getFirstParameter("tzid") ?? "" };
}

function endByDuration(entry: ICAL.Component, start: ICAL.Time): SaidTime | undefined {
  const duration = entry.getFirstPropertyValue("duration");
  if (!(duration instanceof ICAL.Duration)) return undefined;
  const time = start.clone();
  time.addDuration(duration);
  return { time, zone: "" };
}

/** The end of days is the day behind the last (RFC 5545 section 3.6.1). */
function dayRange(start: ICAL.Time, end: ICAL.Time | undefined): string {
  const last = end?.clone();
  last?.adjust(-1, 0, 0, 0);
  const isOneDay = last === undefined || last.compare(start) <= 0;
  return isOneDay ? `${dayOf(start)}, all day` : `${dayOf(start)} to ${dayOf(last)}`;
}

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = "January February March April May June July August September October November December".split(
  " ",
);

function dayOf(time: ICAL.Time): string {
  return `${days[time.dayOfWeek() - 1]}, ${time.day} ${months[time.month - 1]} ${time.year}`;
}

function clockOf(time: ICAL.Time): string {
  return `${String(time.hour).padStart(2, "0")}:${String(time.minute).padStart(2, "0")}`;
}

function zoneOf({ time, zone }: SaidTime): string {
  const isUtc = time.zone?.tzid === "UTC" || time.zone?.tzid === "Z";
  if (isUtc) return " (UTC)";
  if (zone === "") return "";
  // Only a file that brings its own zone says when that is.
  const knows = time.zone !== null && time.zone !== ICAL.Timezone.localTimezone;
  const utc = knows ? time.convertToZone(ICAL.Timezone.utcTimezone) : undefined;
  if (utc === undefined) return ` (${zone})`;
  const day = dayOf(utc) === dayOf(time) ? "" : ` on ${dayOf(utc)}`;
  return ` (${zone}; begins at ${clockOf(utc)} UTC${day})`;
}
