// Time zones as people type them: by their name, or by the city that names them.

/**
 * One for each way in which clocks are set where many people live, to choose from. All others can be typed, so that a page need not
 * carry four hundred names.
 */
export const usualTimeZones: readonly string[] = [
  "Africa/Cairo",
  "Africa/Johannesburg",
  "Africa/Lagos",
  "Africa/Nairobi",
  "America/Argentina/Buenos_Aires",
  "America/Bogota",
  "America/Chicago",
  "America/Denver",
  "America/Halifax",
  "America/Los_Angeles",
  "America/Mexico_City",
  "America/New_York",
  "America/Phoenix",
  "America/Santiago",
  "America/Sao_Paulo",
  "America/Toronto",
  "Asia/Dubai",
  "Asia/Hong_Kong",
  "Asia/Jakarta",
  "Asia/Jerusalem",
  "Asia/Karachi",
  "Asia/Kolkata",
  "Asia/Seoul",
  "Asia/Shanghai",
  "Asia/Singapore",
  "Asia/Tokyo",
  "Australia/Perth",
  "Australia/Sydney",
  "Europe/Athens",
  "Europe/Berlin",
  "Europe/Dublin",
  "Europe/Istanbul",
  "Europe/Lisbon",
  "Europe/London",
  "Europe/Madrid",
  "Europe/Moscow",
  "Europe/Paris",
  "Europe/Rome",
  "Europe/Vienna",
  "Europe/Zurich",
  "Pacific/Auckland",
  "UTC",
];

/** The name of the zone that is meant: “berlin” is Europe/Berlin, “new york” America/New_York. What names none stays as it is. */
export function timeZoneTyped(typed: string): string {
  const wanted = flat(typed);
  // The same zone may have an old name, too: the one that we offer comes first.
  const known = [...usualTimeZones, ...Intl.supportedValuesOf("timeZone")];
  const isMeant = (name: string) =>
    flat(name) === wanted || flat(name.slice(name.lastIndexOf("/") + 1)) === wanted;
  return known.find((name) => flat(name) === wanted) ?? known.find(isMeant) ?? typed.trim();
}

function flat(name: string): string {
  return name
    .trim()
    .replaceAll(/[\s_]+/gu, "_")
    .toLowerCase();
}
