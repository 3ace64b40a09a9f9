// Whether a calendar's answer is about a session of ours, from the contact who was invited. Reads rows, writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import { findPersonByAddress, listAddresses } from "../store/people.ts";
import { findSessionByUid } from "../store/sessions.ts";
import type { Decision } from "./decision.ts";
import type { Inbox } from "./inbox.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { unanswered } from "./unanswered.ts";
import { verdictOf, type VouchedEmail } from "./vouch.ts";

/** Undefined for an answer to anybody else's invitation. */
export async function decideCalendarAnswer(
  { store }: Pick<Inbox, "store">,
  vouched: VouchedEmail,
  email: ParsedEmail,
  steps: Step[],
): Promise<Decision | undefined> {
  const { calendarAnswer: answer } = email;
  const session = answer === undefined ? undefined : await findSessionByUid(store.read, answer.uid);
  if (answer === undefined || session === undefined) return undefined;
  steps.push({ step: "thread", found: `It answers the invitation to a session of ${session.contactName}.` });
  const address = email.from.length === 1 ? (email.from[0]?.address ?? "") : "";
  const person = address === "" ? undefined : await findPersonByAddress(store.read, address);
  const verdict = verdictOf(vouched, address);
  const isInvited = person?.contactId === session.contactId;
  if (isInvited && verdict.kind === "none" && vouched.isUnanswered) {
    return unanswered(steps, { kind: "contact", id: session.contactId });
  }
  const isAttendee = (await listAddresses(store.read, session.contactId)).includes(answer.attendee);
  if (!isInvited || !isAttendee || verdict.kind === "none") {
    const why = isInvited && isAttendee ? verdict.why : "Its author is not who was invited.";
    steps.push({ step: "admit", found: `${why} So nothing proves whose answer it is.` });
    return { kind: "ignore", reason: "calendar_reply_unproved" };
  }
  steps.push({ step: "admit", found: `${verdict.why} They were invited.` });
  const author = { kind: "contact", id: session.contactId } as const;
  return { kind: "answer_invitation", author, sessionId: session.id, answer };
}
