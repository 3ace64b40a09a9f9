// What is done with a session before a preview shows the email that tells of it.
import { answerSession } from "../actions/answer-session.ts";
import { askFreeTimes } from "../actions/ask-free-times.ts";
import { cancelSession } from "../actions/cancel-session.ts";
import { changeAgenda } from "../actions/change-agenda.ts";
import { moveSession } from "../actions/move-session.ts";
import { factsOf, standingOf } from "../actions/session-entries.ts";
import { recordEvent } from "../store/events.ts";
import type { PreviewPerson, PreviewStage } from "./preview.ts";
import type { PlayedSession } from "./session-preview.ts";

/** On a stage, for the reader of the email. */
export type Done = (stage: PreviewStage, reader: PreviewPerson) => NonNullable<PlayedSession["change"]>;

export function moved(by: PreviewPerson): Done {
  return ({ outbox, people }) =>
    (rows, { id: sessionId }, free) => {
      const { staffId, startsAt } = free.at(-1)!;
      const { timeZone } = outbox.installation.calendar;
      return moveSession(rows, outbox.clock(), { sessionId, by: people[by], staffId, startsAt, timeZone });
    };
}

export function said(by: PreviewPerson): Done {
  return ({ outbox, people }, reader) =>
    (rows, { id: sessionId }) =>
      changeAgenda(rows, outbox.clock(), {
        sessionId,
        by: people[by],
        agenda:
          reader === "karla"
            ? "Erst die Preisliste,\ndann der Empfang."
            : "Routes for urgent requests.\nWho answers on Sundays?",
      });
}

export function cancelled(by: PreviewPerson): Done {
  return ({ outbox, people }) =>
    (rows, { id: sessionId }) =>
      cancelSession(rows, outbox.clock(), { sessionId, by: people[by] });
}

/** So many hours before the session begins; 0 stands for now, when it may still be cancelled. */
export function declined(hoursBefore: number): Done {
  return ({ outbox }) =>
    (rows, { id: sessionId, contactId, startsAt, sequence }) => {
      const now =
        hoursBefore === 0 ? outbox.clock() : new Date(Date.parse(startsAt) - hoursBefore * 3_600_000);
      return answerSession(rows, now, {
        sessionId,
        by: { kind: "contact", id: contactId },
        answer: "declined",
        sequence,
        comment: "I have to see a patient then.\nSorry!",
      });
    };
}

export function reminded(): Done {
  return ({ outbox }) =>
    (rows, session) =>
      recordEvent(rows, {
        type: "session.reminder_due",
        at: outbox.clock().toISOString(),
        payload: standingOf(session),
      });
}

export function refused(wanted: "move" | "cancel"): Done {
  return ({ outbox }) =>
    (rows, session) =>
      recordEvent(rows, {
        type: "session.change_refused",
        actor: { kind: "contact", id: session.contactId },
        at: outbox.clock().toISOString(),
        payload: { ...factsOf(session), wanted, reason: "notice_over" },
      });
}

export function asked(kind: "training" | "strategy", minutes: number): Done {
  return ({ outbox, people }, reader) =>
    (rows) =>
      askFreeTimes(rows, outbox.clock(), {
        contactId: people[reader].id,
        kind,
        minutes,
        sessionId: null,
        cause: "asked",
        wantedAt: null,
      });
}

export function movable(): Done {
  return ({ outbox, people }, reader) =>
    (rows, { id: sessionId, kind, minutes }) =>
      askFreeTimes(rows, outbox.clock(), {
        contactId: people[reader].id,
        kind,
        minutes,
        sessionId,
        cause: "asked",
        wantedAt: null,
      });
}

export function gone(): Done {
  return ({ outbox, people }, reader) =>
    (rows, _, free) =>
      askFreeTimes(rows, outbox.clock(), {
        contactId: people[reader].id,
        kind: "training",
        minutes: 60,
        sessionId: null,
        cause: "gone",
        wantedAt: free[5]?.startsAt ?? null,
      });
}
