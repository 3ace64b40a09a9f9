// What became of an inbound email, and why, in words for the held desk. Codes come from processing, sentences from the catalogue.
import type { Step } from "../domain/inbound-email.ts";
import type { InboundStatus } from "../store/inbound-emails.ts";
import type { FoundReader } from "./found-words.ts";
import type { SayToThem } from "./reading.ts";

export function statusInWords(status: InboundStatus, say: SayToThem): string {
  return say(`inbound-status.${status}`);
}

export function stepInWords(step: Step["step"], say: SayToThem): string {
  return say(`evidence-step.${step}`);
}

/** What a step found, with its language where that is not the page's. */
export function foundInWords(
  { found, code, subject = "" }: Step,
  read: FoundReader,
  say: SayToThem,
): ReturnType<FoundReader> {
  return code === undefined ? read(found) : { found: say(`notice.${code}`, { subject }), language: null };
}

/** Every reason for which processing holds an email or fails. */
export const heldReasons = [
  "no_sender",
  "several_senders",
  "connected_mailbox",
  "stranger",
  "unvouched",
  "staff_needs_dkim",
  "dns_unanswered",
  "not_on_this_task",
  "note_address",
  "staff_without_task",
  "forwarding_confirmation",
  "forwarding_confirmation_unread",
  "forwarding_confirmation_unproved",
  "auto_reply_unproved",
  "calendar_reply_unproved",
  "auto_words",
  "too_many_emails",
  "our_fault",
  "taken_back",
  "too_large",
  "too_many_parts",
  "nested_too_deep",
  "header_too_large",
  "too_slow",
  "malformed",
  "reader_stopped",
] as const;

/** What else became of an email. */
const outcomes = [
  "same_message",
  "own_email",
  "probe_returned",
  "probe_returned_before",
  "report_about_nothing",
  "auto_reply",
  "calendar_reply",
  "same_words",
  "posted",
  "changes_asked",
  "withdrawn",
  "approval_undone",
  "backlog_ordered",
  "backlog_asked",
  "approved",
  "quiet_note",
  "opened_task",
  "session_booked",
  "session_moved",
  "session_cancelled",
  "session_agenda_changed",
  "session_unchanged",
  "session_answered",
  "session_refused",
  "session_times_sent",
  "courtesy",
  "session_emails_limited",
  "already_posted",
  "discarded",
  "erased",
] as const;

/** A reason code in one sentence; codes that are not listed are shown as they are, without their underscores. */
export function reasonInWords(reason: string | null, say: SayToThem): string {
  if (reason === null) return "";
  if (heldReasons.some((each) => each === reason)) return say(`held-reason.${reason}`);
  if (outcomes.some((each) => each === reason)) return say(`outcome.${reason}`);
  const words = reason.replaceAll("_", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
