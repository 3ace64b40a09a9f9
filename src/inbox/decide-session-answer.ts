// What an answer to an email about sessions does: a number books or moves, “cancel” and “move” act on the session. Reads rows, writes
// nothing.
import type { Step } from "../domain/inbound-email.ts";
import type { Reply } from "../reply/extract.ts";
import type { OutboundEmailRow } from "../store/outbound-emails.ts";
import { listTimeChoices } from "../store/time-choices.ts";
import { readAsk } from "./commands/read-ask.ts";
import { readChoice } from "./commands/read-choice.ts";
import type { Inbox } from "./inbox.ts";
import type { SessionDecision } from "./session-decision.ts";

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
  const said = readChoice(reply.kept, choices.length);
  if (said?.kind === "choice") {
    const choice = choices.find(({ number }) => number === said.number)!;
    steps.push({ step: "command", found: `It chooses time ${said.number} of the email that it answers.` });
    const { timeZone } = installation.calendar;
    return { kind: "choose_time", author, choice, movingId: sent.sessionId, timeZone };
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
