// What became of an inbound email, and why, in words for the held desk. Codes come from processing.
import type { Step } from "../domain/inbound-email.ts";
import type { InboundStatus } from "../store/inbound-emails.ts";

const statusWords: Record<InboundStatus, string> = {
  pending: "Waiting to be read",
  processing: "Being read",
  handled: "Handled",
  held: "Held for you",
  ignored: "Set aside",
  failed: "Could not be read",
};

const stepWords: Record<Step["step"], string> = {
  parse: "Reading it",
  path: "How it came",
  notice: "Good to know",
  classify: "What kind of email it is",
  thread: "Which task it belongs to",
  admit: "Who wrote it",
  extract: "What they wrote",
  command: "What they ask for with it",
  act: "What was done",
  ruling: "What staff decided",
  move: "Where staff moved it",
};

export function statusInWords(status: InboundStatus): string {
  return statusWords[status];
}

export function stepInWords(step: Step["step"]): string {
  return stepWords[step];
}

const reasonWords: ReadonlyMap<string, string> = new Map([
  ["no_sender", "It names no sender that can be read."],
  ["several_senders", "It names more than one sender, so nobody can say who speaks."],
  ["connected_mailbox", "It comes from one of our own mailboxes, but we did not send it."],
  ["stranger", "Nobody here is known by the address it comes from."],
  ["unvouched", "Its sender is known, but nothing proves that the email is really theirs."],
  ["staff_needs_dkim", "It names staff as its sender, and only their signed email (DKIM) counts."],
  [
    "dns_unanswered",
    "DNS did not answer, so that nobody can say yet who sent it. It is looked at again by itself.",
  ],
  ["not_on_this_task", "Its sender belongs to another client than the task it leads to."],
  ["same_message", "The same message came in before by another way."],
  ["note_address", "It answers a note for staff, but its sender is not staff."],
  ["staff_without_task", "Staff wrote it, and nothing in it names a task. Choose whose task it is."],
  [
    "forwarding_confirmation",
    "A mail provider asks whether a mailbox may forward its mail here; the page Mailboxes has its code and link.",
  ],
  [
    "forwarding_confirmation_unread",
    "A mail provider asks whether a mailbox may forward its mail here, but no code or link was found in it; the page Mailboxes shows what it says.",
  ],
  [
    "forwarding_confirmation_unproved",
    "It asks whether a mailbox may forward its mail here, but nothing proves that a mail provider wrote it.",
  ],
  ["own_email", "It is an email of ours that came back."],
  ["probe_returned", "It is a probe mail of the set-up page that came back."],
  ["probe_returned_before", "It is a probe mail that had come back before."],
  ["report_about_nothing", "It is a delivery report about no email of ours."],
  ["auto_reply", "It is an automatic answer that names no task."],
  ["calendar_reply", "It is a calendar’s answer that names no task."],
  ["auto_reply_unproved", "It is an automatic answer, and nothing proves whose."],
  ["calendar_reply_unproved", "It is a calendar’s answer, and nothing proves whose."],
  [
    "auto_words",
    "Its subject or its words are those of an automatic answer, and nothing in it names a task.",
  ],
  ["same_words", "It says once more what its sender wrote a short while ago."],
  ["too_many_emails", "Its sender wrote so many emails in a short time that somebody should look first."],
  ["our_fault", "Something went wrong on our side; the fault is in the log."],
  ["posted", "It became a message."],
  ["changes_asked", "It became a message and asked for changes."],
  ["withdrawn", "It became a message and withdrew the request."],
  ["approval_undone", "It became a message and took the approval back."],
  ["backlog_ordered", "It chose the order of the backlog."],
  ["backlog_asked", "It asked for the backlog, which is sent."],
  ["approved", "It became a message and approved the work."],
  ["quiet_note", "It became a quiet note."],
  ["opened_task", "It opened a task."],
  ["session_booked", "It booked a session."],
  ["session_moved", "It moved a session."],
  ["session_cancelled", "It cancelled a session."],
  ["session_agenda_changed", "It changed the agenda of a session."],
  ["session_unchanged", "It asked for what was so already."],
  ["session_answered", "It is a calendar’s answer to the invitation to a session."],
  ["session_refused", "It wanted to change a session that cannot be changed any more, and was told why."],
  ["session_times_sent", "It asked for a session, and was sent free times."],
  ["courtesy", "It only thanks us or wishes well, so there was nothing to do."],
  ["session_emails_limited", "It asked for a session, but was sent too many emails within an hour."],
  ["already_posted", "It did its work before."],
  ["discarded", "Somebody of us set it aside."],
  ["taken_back", "Somebody of us took back what was decided about it."],
  ["erased", "It was erased on request."],
  ["too_large", "It is larger than we can read."],
  ["too_many_parts", "It has more parts than we can read."],
  ["nested_too_deep", "It holds emails within emails deeper than we can read."],
  ["header_too_large", "Its head is larger than we can read."],
  ["too_slow", "Reading it took too long."],
  ["malformed", "It is damaged, so that it cannot be read."],
  ["reader_stopped", "Reading it failed on our side."],
]);

/** A reason code in one sentence; codes that are not listed are shown as they are, without their underscores. */
export function reasonInWords(reason: string | null): string {
  if (reason === null) return "";
  const known = reasonWords.get(reason);
  if (known !== undefined) return known;
  const words = reason.replaceAll("_", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
