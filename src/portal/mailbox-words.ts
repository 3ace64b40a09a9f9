// How far a connected mailbox got, in words for its page.
import type { MailboxState } from "../domain/mailbox.ts";
import type { Reading } from "./reading.ts";
import { momentWords } from "./words.ts";

/** `label` stands on the badge; `found` is whole sentences. */
export function stateInWords(state: MailboxState, reading: Reading): { label: string; found: string } {
  const moment = (at: string) => momentWords(at, reading).long;
  switch (state.kind) {
    case "unverified":
      return {
        label: "Not verified",
        found: "No mail was seen to come through its rule yet. Set the rule up, then send a probe mail.",
      };
    case "waiting":
      return {
        label: "Waiting for the probe",
        found: `A probe mail was sent there on ${moment(state.since)}; it should come back through the rule within some minutes.`,
      };
    case "lost": {
      const before =
        state.verifiedAt === null ? "" : ` The last one that did came on ${moment(state.verifiedAt)}.`;
      const reason = state.reason === null ? "" : ` ${state.reason}`;
      return {
        label: "The probe did not come back",
        found: `The probe mail of ${moment(state.since)} did not come back through the rule.${reason}${before}`,
      };
    }
    case "verified":
      return {
        label: "It works",
        found: `A probe mail came back through its rule on ${moment(state.verifiedAt)}.`,
      };
  }
}
