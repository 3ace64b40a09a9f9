// What the emails about a session say of it, to one reader: when it is in their own zone and in that of the other side, with whom,
// where, about what, and until when it can be changed.
import { momentInWords } from "../domain/clock.ts";
import { monthInWords } from "../domain/day.ts";
import type { Locale } from "../domain/locale.ts";
import type { SessionFacts } from "../domain/session-event.ts";
import { otherMoment, shortMoment } from "../domain/session-words.ts";
import { changeableUntil, findChangeRefusal, type SessionKind } from "../domain/session.ts";
import type { PersonRow } from "../store/people.ts";
import type { SessionRow } from "../store/sessions.ts";
import { maskSecrets } from "../threading/mask.ts";
import { paragraphsOf } from "./message-words.ts";
import type { Outbox } from "./outbox.ts";

/** A session as an event left it, its staff member of then, and who reads of it. */
export interface ToldSession {
  session: SessionRow;
  facts: SessionFacts;
  staff: Pick<PersonRow, "name" | "timeZone">;
  reader: PersonRow;
}

export function sessionValues(outbox: Outbox, { session, facts, staff, reader }: ToldSession) {
  const { render, installation, clock } = outbox;
  const { locale, timeZone } = reader;
  const isStaffReader = reader.staffId !== null;
  const agendaLines = linesOf(session.agenda);
  const place = facts.callLink ?? session.callLink;
  const other = isStaffReader
    ? { name: session.contactName, timeZone: session.contactTimeZone }
    : { name: staff.name, timeZone: staff.timeZone };
  const changeable = {
    state: "booked",
    startsAt: facts.startsAt,
    noticeMinutes: session.noticeMinutes,
  } as const;
  const now = clock().toISOString();
  const canChange =
    session.state === "booked" &&
    findChangeRefusal(changeable, isStaffReader ? "staff" : "contact", now) === undefined;
  return {
    locale,
    agencyName: installation.agencyName,
    readerName: reader.name,
    isStaffReader,
    kind: facts.kind,
    kindName: render.say(locale, `session-kind.${facts.kind}`),
    minutes: facts.minutes,
    when: momentInWords(facts.startsAt, timeZone, locale),
    whenShort: shortMoment(facts.startsAt, timeZone, locale),
    otherName: other.name,
    otherWhen: otherMoment(facts.startsAt, reader, other.timeZone),
    withName: isStaffReader ? `${session.contactName} (${session.clientName})` : staff.name,
    place,
    placeLink: linkOf(place),
    agendaLines,
    agendaParagraphs: agendaLines.length === 0 ? [] : paragraphsOf(agendaLines.join("\n")),
    isChangeable: findChangeRefusal(changeable, "contact", now) === undefined,
    until: momentInWords(changeableUntil(changeable), timeZone, locale),
    month: monthInWords(facts.month, locale),
    ask: askWords(outbox, locale, facts.kind, facts.minutes),
    pageLink: `${installation.baseUrl}/sessions`,
    // Where it cannot be changed any more by the time that somebody looks, the page shows the list alone.
    changeLink: canChange ? `${installation.baseUrl}/sessions?move=${session.id}` : "",
  };
}

/** The words of an email that asks for free times: `free times for training 30`. */
export function askWords(
  { render: { say } }: Outbox,
  locale: Locale,
  kind: SessionKind,
  minutes: number,
): string {
  return say(locale, "session.ask", { kind: say(locale, `session-ask.${kind}`), minutes });
}

/** Words of somebody's, by lines; none for no words. */
export function linesOf(words: string): string[] {
  return words.trim() === "" ? [] : maskSecrets(words).split("\n");
}

/** Only what opens in a browser is a link; anything else is words such as a telephone number. */
function linkOf(place: string): string | null {
  return /^https?:\/\//iu.test(place) && URL.canParse(place) ? place : null;
}
