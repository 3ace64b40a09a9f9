// The calendar parts of an email, as they were sent: what they ask for, and the answer that they give. Pure.
import type { MimePart } from "./mime-parts.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { readCalendarAnswer } from "./session-answer.ts";
import { decodeBytes } from "./text-decoding.ts";

/**
 * The method of the first calendar part: its parameter, or else its METHOD line (RFC 5546, RFC 6047). Where that is REPLY, the
 * first answer that can be read; most programs send the same file twice.
 */
export function readCalendarParts(
  parts: readonly MimePart[],
): Pick<ParsedEmail, "calendarMethod" | "calendarAnswer"> {
  const calendars = parts.filter(
    ({ contentType }) => contentType === "text/calendar" || contentType === "application/ics",
  );
  const calendarMethod = calendars.map(methodOf).find((method) => method !== undefined);
  if (calendarMethod === undefined) return {};
  if (calendarMethod !== "REPLY") return { calendarMethod };
  for (const { content, parameters } of calendars.slice(0, calendarsMax)) {
    const calendarAnswer = readCalendarAnswer(decodeBytes(content, parameters.get("charset")).text);
    if (calendarAnswer !== undefined) return { calendarMethod, calendarAnswer };
  }
  return { calendarMethod };
}

/** Calendar parts that are read for an answer. */
const calendarsMax = 3;

function methodOf({ content, parameters }: MimePart): string | undefined {
  const start = Buffer.from(content.subarray(0, 8192)).toString("latin1");
  const method = parameters.get("method") ?? /^METHOD:[ \t]*([A-Za-z-]+)/mu.exec(start)?.[1];
  return method !== undefined && /^[A-Za-z-]{1,40}$/u.test(method) ? method.toUpperCase() : undefined;
}
