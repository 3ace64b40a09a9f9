// What an answer to an email about sessions does: a number books or moves, “cancel” and “move” act on the session, “Agenda:” says
// what it is to be about. Reads rows, writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import type { Reply } from "../reply/extract.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import { listTimeChoices } from "../store/time-choices.ts";
import { readAsk } from "./commands/read-ask.ts";
import { readAgenda } from "./commands/read-agenda.ts";
import { readChoice } from "./commands/read-choice.ts";
import { confidenceMin } from "./find-command.ts";
import type { Inbox } from "./inbox.ts";
import type { SessionDecision } from "./session-decision.ts";

/** Emails that say that “Agenda:” is taken. */
const tellingKinds = new Set(["session-booked", "session-moved", "session-agenda", "session-reminder"]);

/**
 * Of a reply to `sent` by the vouched contact whom it was sent to. Numbers mean what that very email listed, whatever changed
 * since. Undefined for words that are no command there.
 */
export async function decideSessionAnswer(
  { store, installation }: Pick<Inbox, "store" | "installation">,
  sent: OutboundEmailRow,
  reply: Reply,
  contactId: number,
  steps: Step[],
): Promise<SessionDecision | undefined> {
  const author = { kind: "contact", id: contactId } as const;
  const choices = await listTimeChoices(store.read, sent.id);
  const agenda = reply.confidence < confidenceMin ? undefined : readAgenda(reply.kept);
  if (agenda?.above === "" && sent.sessionId !== null && tellingKinds.has(sent.kind)) {
    steps.push({
      step: "command",
      found: "It says what the session of the email that it answers is to be about.",
    });
    return { kind: "change_agenda", author, sessionId: sent.sessionId, agenda: agenda.agenda };
  }
  // An agenda below the number belongs to what is booked with it, and to nothing else.
  const isBooking = agenda !== undefined && sent.sessionId === null;
  const said = readChoice(isBooking ? agenda.above : reply.kept, choices.length);
  if (said?.kind === "choice") {
    const choice = choices.find(({ number }) => number === said.number)!;
    steps.push({
      step: "command",
      found: `It chooses time ${said.number} of the email that it answers${isBooking ? ", with an agenda" : ""}.`,
    });
    const { timeZone } = installation.calendar;
    const words = isBooking ? agenda.agenda : "";
    return { kind: "choose_time", author, choice, movingId: sent.sessionId, agenda: words, timeZone };
  }
  if (said !== undefined && sent.sessionId !== null) {
    const { kind: wanted } = said;
    steps.push({ step: "command", found: `It wants to ${wanted} the session of the email that it answers.` });
    return { kind: "change_session", author, sessionId: sent.sessionId, wanted };
  }
  const ask = readAsk(reply.kept);
  if (ask === undefined) return undefined;
  steps.push({ step: "command", found: `It asks for a ${ask.kind} session of ${ask.minutes} minutes.` });
  return { kind: "ask_times", author, sessionKind: ask.kind, minutes: ask.minutes };
}
