// How far a connected mailbox got, in words for its page.
import type { MailboxState } from "../domain/mailbox.ts";
import type { Reading } from "./reading.ts";
import { momentWords } from "./words.ts";

/** `label` stands on the badge; `found` is whole sentences. */
export function stateInWords(state: MailboxState, reading: Reading): { label: string; found: string } {
  const { say } = reading;
  return {
    label: say(`mailbox-state.${state.kind}`),
    found: say(`mailbox-found.${state.kind}`, momentsOf(state, reading)),
  };
}

/** What the sentence of this state names. The reason is what a mail server or SendGrid said, in its words. */
function momentsOf(state: MailboxState, reading: Reading): Record<string, string> {
  const moment = (at: string) => momentWords(at, reading).long;
  switch (state.kind) {
    case "unverified":
      return {};
    case "waiting":
      return { since: moment(state.since) };
    case "lost":
      return {
        since: moment(state.since),
        hasReason: state.reason === null ? "no" : "yes",
        reason: state.reason ?? "",
        wasVerified: state.verifiedAt === null ? "no" : "yes",
        verified: state.verifiedAt === null ? "" : moment(state.verifiedAt),
      };
    case "verified":
      return { verified: moment(state.verifiedAt) };
  }
}
