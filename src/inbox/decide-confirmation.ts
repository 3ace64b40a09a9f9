// What becomes of an email by which a mail provider has a forwarding rule confirmed: the Mailboxes page gets its code and link.
// Who proves that the provider wrote it decides whether anybody still has to look. Reads rows, writes nothing.
import type { Step } from "../domain/inbound-email.ts";
import { findConnectedMailbox } from "../store/mailboxes.ts";
import type { Decision } from "./decision.ts";
import type { ForwardingConfirmation } from "./forwarding-confirmation.ts";
import type { Inbox } from "./inbox.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { verdictOf, type VouchedEmail } from "./vouch.ts";

/** Only the provider's own aligned signature counts: the link leads to somebody's mailbox settings. */
export async function decideConfirmation(
  { store }: Pick<Inbox, "store">,
  vouched: VouchedEmail,
  email: ParsedEmail,
  { provider, code, link, mailbox: named }: ForwardingConfirmation,
  steps: Step[],
): Promise<Decision> {
  const verdict = verdictOf(vouched, email.from[0]?.address ?? "");
  steps.push({ step: "admit", found: verdict.why });
  const isVouched = verdict.kind === "dkim";
  const through = vouched.through?.kind === "current" ? vouched.through.mailbox : undefined;
  const mailbox =
    through ?? (named === undefined ? undefined : await findConnectedMailbox(store.read, named));
  const isFound = code !== undefined || link !== undefined;
  return {
    kind: "record_confirmation",
    isDone: isVouched && isFound,
    isUnanswered: !isVouched && vouched.isUnanswered,
    confirmation: {
      mailboxId: mailbox?.id ?? null,
      namedAddress: named ?? null,
      provider,
      code: code ?? null,
      link: isVouched ? (link ?? null) : null,
      isVouched,
      verdictWhy: verdict.why,
    },
  };
}
