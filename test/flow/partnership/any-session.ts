// What both sides do with sessions in a random life: booked, moved, cancelled, answered from a calendar, ended, run out; and the
// hours that staff publish. The first choice of each is one that can be done.
import { answerSession } from "../../../src/actions/answer-session.ts";
import { askFreeTimes } from "../../../src/actions/ask-free-times.ts";
import { bookSession } from "../../../src/actions/book-session.ts";
import { cancelSession } from "../../../src/actions/cancel-session.ts";
import { endSession } from "../../../src/actions/end-session.ts";
import { expireMonth } from "../../../src/actions/expire-month.ts";
import { moveSession } from "../../../src/actions/move-session.ts";
import { publishAvailability } from "../../../src/actions/publish-availability.ts";
import { dayOf } from "../../../src/domain/day.ts";
import { sessionKinds, sessionMinutes } from "../../../src/domain/session.ts";
import { workdaysAfter } from "../../../src/domain/working-calendar.ts";
import type { Rows } from "../../../src/store/rows.ts";
import { listOpenMonths } from "../../../src/store/session-ledger.ts";
import { hours } from "../../support/sessions.ts";
import type { Deed, Scene } from "./any-life.ts";

export const sessionDeeds = [
  "publish",
  "ask-times",
  "book",
  "move-session",
  "cancel-session",
  "answer-session",
  "end-session",
  "expire",
] as const;

export type SessionDeed = Deed & { deed: (typeof sessionDeeds)[number] };

export function isSessionDeed(deed: Deed): deed is SessionDeed {
  return (sessionDeeds as readonly string[]).includes(deed.deed);
}

interface Booked {
  id: number;
  contactId: number;
  sequence: number;
}

export async function actOnSession(
  rows: Rows,
  { world, calendar, now }: Scene,
  { deed, who, which, other, hasWords }: SessionDeed,
): Promise<unknown> {
  const { people } = world;
  const { timeZone } = calendar;
  const contacts = [people.ann, people.lee, people.dana, people.kenji, people.marta];
  const staffId = people[who % 2 === 0 ? "priya" : "tom"].id;
  const kind = sessionKinds[other % 2]!;
  const minutes = sessionMinutes[kind][which % sessionMinutes[kind].length]!;
  const day = dayOf(workdaysAfter(calendar, now, (other % 5) + 1), timeZone);
  const startsAt = `${day}T${which % 2 === 0 ? "09" : "10"}:30:00.000Z`;
  const begun = deed === "end-session" ? "starts_at <= ?" : "starts_at > ?";
  const found = await rows.all<Booked>(
    `select id, contact_id as "contactId", sequence from sessions where ${begun} and (state = 'booked' or ? = 0)
     order by id`,
    now.toISOString(),
    other,
  );
  const session = found[which % Math.max(found.length, 1)];
  const sessionId = session?.id ?? 0;
  const own = contacts.find(({ id }) => id === session?.contactId) ?? people.ann;
  const contact = (deed === "book" || deed === "ask-times" ? contacts[who]! : own) as typeof people.ann & {
    kind: "contact";
  };
  const by = hasWords ? contact : people.priya;
  switch (deed) {
    case "publish":
      return publishAvailability(rows, now, {
        ...hours,
        staffId,
        noticeMinutes: (which % 3) * 60,
        bufferMinutes: (other % 3) * 15,
      });
    case "ask-times":
      return askFreeTimes(rows, now, {
        contactId: contact.id,
        kind,
        minutes,
        sessionId: null,
        cause: "asked",
        wantedAt: null,
      });
    case "book":
      return bookSession(rows, now, { by: contact, staffId, startsAt, kind, minutes, agenda: "", timeZone });
    case "move-session":
      return moveSession(rows, now, { sessionId, by, staffId, startsAt, timeZone });
    case "cancel-session":
      return cancelSession(rows, now, { sessionId, by });
    case "answer-session": {
      const answer = other % 3 === 0 ? "declined" : "accepted";
      return answerSession(rows, now, {
        sessionId,
        by: contact,
        answer,
        sequence: session?.sequence,
        comment: "",
      });
    }
    case "end-session":
      return endSession(rows, now, {
        sessionId,
        state: which % 3 === 0 ? "missed" : "took_place",
        ...(hasWords ? {} : { by: people.priya as typeof people.priya & { kind: "staff" } }),
      });
    case "expire": {
      const month = dayOf(now, timeZone).slice(0, 7);
      let expired = 0;
      for (const open of await listOpenMonths(rows, month, 100)) {
        expired += await expireMonth(rows, now, { ...open, timeZone });
      }
      return { kind: expired > 0 ? "done" : "unchanged" };
    }
  }
}
