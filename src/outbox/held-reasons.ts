// Why emails are held, in the language of whoever is told of them.
import type { Locale } from "../domain/locale.ts";
import type { Outbox } from "./outbox.ts";

/** Every reason for which processing holds an email or fails; the catalogue has a sentence for each. */
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

/** In one sentence; one that is not listed as the page of held emails says it, in English. */
export function reasonInWords(
  { render: { say }, words }: Pick<Outbox, "render" | "words">,
  reason: string | null,
  locale: Locale,
): string {
  const known = heldReasons.find((each) => each === reason);
  return known === undefined ? words.reason(reason) : say(locale, `held-reason.${known}`);
}
