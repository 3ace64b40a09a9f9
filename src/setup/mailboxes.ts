// Connected mailboxes: whether mail was seen to come through the forwarding rule of each. Is given them and their probes.
import type { Finding, FindingGroup } from "../domain/finding.ts";
import { mailboxState, type ProbeOfMailbox } from "../domain/mailbox.ts";

const check = "mailbox";
const todo = "Open the page Mailboxes: it has the steps for its rule, and sends a probe mail through it.";

/** One finding a mailbox; undefined without any, since many installations need none. */
export function mailboxGroup(
  mailboxes: readonly {
    address: string;
    addedAt: string;
    verifiedAt: string | null;
    probe: ProbeOfMailbox | undefined;
  }[],
  now: Date,
): FindingGroup | undefined {
  if (mailboxes.length === 0) return undefined;
  return { title: "Mailboxes", findings: mailboxes.map((mailbox) => findingOf(mailbox, now)) };
}

function findingOf(
  mailbox: { address: string; addedAt: string; verifiedAt: string | null; probe: ProbeOfMailbox | undefined },
  now: Date,
): Finding {
  const { address } = mailbox;
  const state = mailboxState(mailbox, mailbox.probe, now);
  switch (state.kind) {
    case "verified":
      return { check, status: "good", found: `Mail to ${address} comes in here by its forwarding rule.` };
    case "waiting":
      return { check, status: "skipped", found: `A probe mail to ${address} is on its way.` };
    case "unverified":
      return {
        check,
        status: "warning",
        found: `No mail was seen to come through the forwarding rule of ${address} yet.`,
        todo,
      };
    case "lost": {
      const reason = state.reason === null ? "" : ` ${state.reason}`;
      return {
        check,
        status: "warning",
        found: `The last probe mail to ${address} did not come back through its forwarding rule.${reason}`,
        todo,
      };
    }
  }
}
