// What an email can do with bookable sessions. Values only.
import type { Person } from "../domain/person.ts";
import type { SessionKind } from "../domain/session.ts";
import type { Reply } from "../reply/extract.ts";
import type { TimeChoiceRow } from "../store/time-choices.ts";
import type { CalendarAnswer } from "./session-answer.ts";

type Contact = Extract<Person, { kind: "contact" }>;

/** The words of an email that become a request, beside what they do. */
export interface RequestWords {
  kind: "open";
  clientId: number;
  author: Person;
  reply: Reply;
}

export type SessionDecision =
  /** A number of an email that listed free times: books, or moves the session of that id. */
  | {
      kind: "choose_time";
      author: Contact;
      choice: TimeChoiceRow;
      movingId: number | null;
      /** Of the session that is booked; empty for none. */
      agenda: string;
      timeZone: string;
    }
  | { kind: "change_session"; author: Contact; sessionId: number; wanted: "move" | "cancel" }
  | { kind: "change_agenda"; author: Contact; sessionId: number; agenda: string }
  /** Free times are wanted; `rest`: what the email says beside that. */
  | {
      kind: "ask_times";
      author: Contact;
      sessionKind: SessionKind;
      minutes: number;
      rest?: RequestWords;
      /** Why they are sent where nobody asked for them. */
      cause?: "unknown_number" | "no_session";
    }
  /** A calendar answered an invitation of ours. */
  | { kind: "answer_invitation"; author: Contact; sessionId: number; answer: CalendarAnswer };
