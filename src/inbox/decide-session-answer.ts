// What an answer to an email about sessions does: a number books or moves, “cancel” and “move” act on the session, “Agenda:” says
// what it is to be about. Reads rows, writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import type { Reply } from "../reply/extract.ts";
import { findEventOfOutbound } from "../store/events.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import type { Rows } from "../store/rows.ts";
import { listTimeChoices } from "../store/time-choices.ts";
import { readAsk } from "./commands/read-ask.ts";
import { readAgenda } from "./commands/read-agenda.ts";
import { readChoice, type Choice } from "./commands/read-choice.ts";
import type { Inbox } from "./inbox.ts";
import type { SessionDecision } from "./session-decision.ts";

/** Emails that say that “Agenda:” is taken. */
const tellingKinds = new Set(["session-booked", "session-moved", "session-agenda", "session-reminder"]);

/**
 * Of a reply to `sent`, and what commands are looked for in (`said`), by the vouched contact whom it was sent to. Numbers mean what that very email listed, whatever changed
 * since. Undefined for words that are no command there.
 */
export async function decideSessionAnswer(
  { store, installation }: Pick<Inbox, "store" | "installation">,
  sent: OutboundEmailRow,
  { reply, said, contactId }: { reply: Reply; said: Reply; contactId: number },
  steps: Step[],
): Promise<SessionDecision | undefined> {
  const author = { kind: "contact", id: contactId } as const;
  const choices = await listTimeChoices(store.read, sent.id);
  // Of its words none is left out, also no names.
  const agenda = readAgenda(reply.kept);
  if (agenda?.above === "" && sent.sessionId !== null && tellingKinds.has(sent.kind)) {
    steps.push({
      step: "command",
      found: "It says what the session of the email that it answers is to be about.",
    });
    return { kind: "change_agenda", author, sessionId: sent.sessionId, agenda: agenda.agenda };
  }
  // An agenda below the number belongs to what is booked with it, and to nothing else.
  const isBooking = agenda !== undefined && sent.sessionId === null;
  const chosen = readChoice(isBooking ? agenda.above : said.kept, choices.length);
  if (chosen?.kind === "choice") {
    const choice = choices.find(({ number }) => number === chosen.number)!;
    steps.push({
      step: "command",
      found: `It chooses time ${chosen.number} of the email that it answers${isBooking ? ", with an agenda" : ""}.`,
    });
    const { timeZone } = installation.calendar;
    const words = isBooking ? agenda.agenda : "";
    return { kind: "choose_time", author, choice, movingId: sent.sessionId, agenda: words, timeZone };
  }
  if (chosen !== undefined && chosen.kind !== "unknown_number" && sent.sessionId !== null) {
    const { kind: wanted } = chosen;
    steps.push({ step: "command", found: `It wants to ${wanted} the session of the email that it answers.` });
    return { kind: "change_session", author, sessionId: sent.sessionId, wanted };
  }
  if (chosen !== undefined) return listAnew(store.read, { sent, contactId, said: chosen }, steps);
  const ask = readAsk(said.kept);
  if (ask === undefined) return undefined;
  steps.push({ step: "command", found: `It asks for a ${ask.kind} session of ${ask.minutes} minutes.` });
  return { kind: "ask_times", author, sessionKind: ask.kind, minutes: ask.minutes };
}

/**
 * A number that was not listed, or a wish to change a session by an email that belongs to none, is answered with the times that
 * are free now. Undefined where the email listed none.
 */
async function listAnew(
  rows: Rows,
  { sent, contactId, said }: { sent: OutboundEmailRow; contactId: number; said: Choice },
  steps: Step[],
): Promise<SessionDecision | undefined> {
  if (sent.kind !== "free-times") return undefined;
  const event = await findEventOfOutbound(rows, sent.id);
  if (event?.type !== "session.times_asked") return undefined;
  const author = { kind: "contact", id: contactId } as const;
  const { kind: sessionKind, minutes } = event.payload;
  if (said.kind === "unknown_number") {
    const found = `It names time ${said.number}, which the email that it answers does not list.`;
    steps.push({ step: "command", found });
    // To be moved, the session has to be there still.
    if (sent.sessionId !== null)
      return { kind: "change_session", author, sessionId: sent.sessionId, wanted: "move" };
    return { kind: "ask_times", author, sessionKind, minutes, cause: "unknown_number" };
  }
  const found = `It wants to ${said.kind} a session, and the email that it answers belongs to none.`;
  steps.push({ step: "command", found });
  return { kind: "ask_times", author, sessionKind, minutes, cause: "no_session" };
}
