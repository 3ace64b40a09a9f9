// Composes the email that lists free times for a session by number, to be answered with one, and writes it down with what its
// numbers mean.
import { freeSlots, type Slot } from "../domain/availability.ts";
import { momentInWords } from "../domain/clock.ts";
import { monthInWords } from "../domain/day.ts";
import { nearestFree, sampleTimes, uniqueTimes } from "../domain/free-times.ts";
import { namesInWords } from "../domain/in-words.ts";
import { whyNothing } from "../domain/nothing-free.ts";
import { otherTime } from "../domain/session-words.ts";
import { sessionMinutes } from "../domain/session.ts";
import { listAvailability, type AvailabilityRow } from "../store/availability.ts";
import type { RecordedEvent } from "../store/events.ts";
import { findPerson, type PersonRow } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { readMonths, readSlotSearch, type SearchQuestion } from "../store/session-search.ts";
import { findSession, type SessionRow } from "../store/sessions.ts";
import { recordTimeChoices } from "../store/time-choices.ts";
import { answerHeaders } from "./answer-headers.ts";
import type { Outbox } from "./outbox.ts";
import { askWords } from "./session-values.ts";
import { writeByProgram } from "./write-by-program.ts";

/** Times that are listed, and of one day; the page has the rest. */
const listedTimesMax = 12;
const perDayMax = 3;

type TimesAsked = Extract<RecordedEvent, { type: "session.times_asked" }>;

/** Answers how many emails it wrote: none when its reader was erased in between. */
export async function composeFreeTimes(outbox: Outbox, rows: Rows, event: TimesAsked): Promise<number> {
  const { contactId, kind, minutes, sessionId, wantedAt } = event.payload;
  const reader = await findPerson(rows, { kind: "contact", id: contactId });
  if (reader?.clientId == null) return 0;
  const moving = sessionId === null ? undefined : await findSession(rows, sessionId);
  const { timeZone } = outbox.installation.calendar;
  const question = { clientId: reader.clientId, kind, minutes, now: outbox.clock(), timeZone, moving };
  const search = await readSlotSearch(rows, question);
  const free = freeSlots(search).filter(({ startsAt }) => startsAt !== moving?.startsAt);
  const listed =
    wantedAt === null
      ? sampleTimes(free, reader.timeZone, { perDayMax, countMax: listedTimesMax })
      : nearestFree(free, wantedAt, listedTimesMax);
  const nothing = listed.length > 0 ? undefined : whyNothing(search, reader.locale);
  const { say } = outbox.render;
  const values = {
    ...valuesOf(outbox, event, reader, moving),
    lines: linesOf(listed, await listAvailability(rows), reader),
    example: String(Math.min(2, listed.length)),
    hasMore: uniqueTimes(free).length > listed.length,
    nothingFree:
      nothing === undefined
        ? ""
        : say(reader.locale, `nothing-free.${nothing.reason}`, { ...nothing.values }),
    months: moving === undefined ? await leftOf(outbox, rows, reader, question) : "",
  };
  const id = await writeByProgram(outbox, rows, {
    eventId: event.id,
    kind: "free-times",
    reader,
    values,
    headers: await answerHeaders(rows, event.payload.inboundEmailId),
    more: { sessionId, takesAnswer: true },
  });
  if (id === undefined) return 0;
  await recordTimeChoices(
    rows,
    id,
    listed.map(({ staffId, startsAt }, index) => ({ number: index + 1, staffId, startsAt, kind, minutes })),
  );
  return 1;
}

function valuesOf(
  outbox: Outbox,
  { payload: { kind, minutes, cause } }: TimesAsked,
  { locale, timeZone }: PersonRow,
  moving: SessionRow | undefined,
) {
  const { installation, render } = outbox;
  const isMoving = moving !== undefined;
  const otherMinutes = sessionMinutes[kind].findLast((other) => other !== minutes);
  const query = isMoving ? `move=${moving.id}` : `kind=${kind}&minutes=${minutes}`;
  return {
    locale,
    agencyName: installation.agencyName,
    kindName: render.say(locale, `session-kind.${kind}`),
    minutes,
    cause: cause === "asked" && isMoving ? "moving" : cause,
    isMoving: isMoving ? "yes" : "no",
    isForMoving: isMoving,
    movedWhen: isMoving ? momentInWords(moving.startsAt, timeZone, locale) : "",
    askOther: isMoving || otherMinutes === undefined ? null : askWords(outbox, locale, kind, otherMinutes),
    pageLink: `${installation.baseUrl}/sessions?${query}`,
    why: render.say(locale, "free-times.why"),
  };
}

function linesOf(
  slots: readonly Slot[],
  staff: readonly AvailabilityRow[],
  { timeZone, locale }: PersonRow,
): { number: number; when: string; otherWhen: string | null; staffName: string }[] {
  return slots.map(({ staffId, startsAt }, index) => {
    const holder = staff.find((row) => row.staffId === staffId)!;
    return {
      number: index + 1,
      when: momentInWords(startsAt, timeZone, locale),
      otherWhen: otherTime(startsAt, { timeZone, locale }, holder.timeZone),
      staffName: holder.staffName,
    };
  });
}

/** “1 of 1 in March 2026 and 1 of 1 in April 2026” */
async function leftOf(
  { render: { say } }: Outbox,
  rows: Rows,
  { locale }: PersonRow,
  question: SearchQuestion,
): Promise<string> {
  const months = (await readMonths(rows, question)).slice(0, 2);
  const words = months.map(({ month, balance: { left, granted } }) =>
    say(locale, "free-times.left-in", { left, granted, month: monthInWords(month, locale) }),
  );
  return namesInWords(words, locale);
}
