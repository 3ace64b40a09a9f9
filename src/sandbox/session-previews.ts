// Every case of the emails about sessions that the previews show.
import {
  asked,
  cancelled,
  declined,
  gone,
  movable,
  moved,
  refused,
  reminded,
  said,
  type Done,
} from "./session-preview-acts.ts";
import { hostileWords, rightToLeft } from "./preview-words.ts";
import type { Preview } from "./preview.ts";
import { sessionTold, type PlayedSession } from "./session-preview.ts";

const training: Omit<PlayedSession, "reader"> = {
  contact: "ann",
  staff: "priya",
  kind: "training",
  minutes: 30,
  agenda: "Workflows for new patients:\n- who is asked first\n- what happens over Christmas",
  callLink: "https://meet.example/northbeam-priya",
};
const strategy: Omit<PlayedSession, "reader"> = { ...training, kind: "strategy", minutes: 45, agenda: "" };
const german: Omit<PlayedSession, "reader"> = {
  ...training,
  contact: "karla",
  staff: "aenne",
  agenda: "Die neue Preisliste, und was am Empfang davon zu sehen ist.",
};
const odd: Omit<PlayedSession, "reader"> = {
  ...training,
  contact: "lior",
  staff: "ines",
  agenda: `${rightToLeft}\n${hostileWords}`,
  callLink: "+49 40 1234-56, ask for Inês",
};

export const sessionPreviews: readonly Preview[] = [
  told("session-booked", "client", "As the client reads it", { ...training, reader: "ann" }),
  told("session-booked", "staff", "As staff read it, without an agenda", { ...strategy, reader: "priya" }),
  told("session-booked", "hostile", "Right to left, with words that would be markup", {
    ...odd,
    reader: "ines",
  }),
  told("session-booked", "german", "In German", { ...german, reader: "karla" }),
  told("session-moved", "by-colleague", "Moved by a colleague", { ...training, reader: "ann" }, moved("lee")),
  told("session-moved", "staff", "As staff read it", { ...strategy, reader: "priya" }, moved("ann")),
  told("session-moved", "german", "In German", { ...german, reader: "karla" }, moved("karla")),
  told("session-agenda", "client", "As the client reads it", { ...strategy, reader: "ann" }, said("ann")),
  told("session-agenda", "staff", "As staff read it", { ...strategy, reader: "priya" }, said("lee")),
  told("session-agenda", "german", "In German", { ...german, reader: "karla" }, said("aenne")),
  told(
    "session-cancelled",
    "client",
    "As the client reads it",
    { ...training, reader: "ann" },
    cancelled("ann"),
  ),
  told(
    "session-cancelled",
    "by-staff",
    "Cancelled by staff",
    { ...strategy, reader: "ann" },
    cancelled("tom"),
  ),
  told(
    "session-cancelled",
    "declined",
    "Declined in a calendar",
    { ...training, reader: "priya" },
    declined(0),
  ),
  told("session-cancelled", "german", "In German", { ...german, reader: "karla" }, cancelled("aenne")),
  told("session-reminder", "client", "As the client reads it", { ...training, reader: "ann" }, reminded()),
  told("session-reminder", "staff", "As staff read it", { ...strategy, reader: "priya" }, reminded()),
  told("session-reminder", "german", "In German", { ...german, reader: "aenne" }, reminded()),
  told("session-answered", "staff", "Declined too late", { ...training, reader: "priya" }, declined(2)),
  told("session-answered", "german", "In German", { ...german, reader: "aenne" }, declined(2)),
  told("session-refused", "late", "Cancelled too late", { ...training, reader: "ann" }, refused("cancel")),
  told("session-refused", "german", "In German", { ...german, reader: "karla" }, refused("move")),
  told(
    "free-times",
    "asked",
    "Free times to choose from",
    { ...strategy, reader: "ann" },
    asked("training", 30),
  ),
  told("free-times", "moving", "Free times to move a session to", { ...training, reader: "ann" }, movable()),
  told("free-times", "gone", "The chosen time was taken", { ...strategy, reader: "ann" }, gone()),
  told(
    "free-times",
    "none",
    "Nothing is left of the month",
    { ...strategy, reader: "ann", isAllowanceUsed: true },
    asked("strategy", 45),
  ),
  told("free-times", "german", "In German", { ...german, reader: "karla" }, movable()),
];

function told(kind: string, name: string, title: string, played: PlayedSession, done?: Done): Preview {
  const { reader } = played;
  return {
    kind,
    name,
    title,
    compose: (stage) =>
      sessionTold(stage, { ...played, ...(done === undefined ? {} : { change: done(stage, reader) }) }),
  };
}
