// Connected mailboxes: whether mail was seen to come through the forwarding rule of each. Is given them and their probes.
import type { Finding, FindingGroup } from "../domain/finding.ts";
import { mailboxState, type ProbeOfMailbox } from "../domain/mailbox.ts";

const check = "mailbox";
const todo = {
  en: "Open the page Mailboxes: it has the steps for its rule, and sends a probe mail through it.",
  de: "Öffnen Sie die Seite „Postfächer“: Sie zeigt die Schritte für die Regel und schickt eine Testmail hindurch.",
};

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
  const title = { en: "Mailboxes", de: "Postfächer" };
  return { title, findings: mailboxes.map((mailbox) => findingOf(mailbox, now)) };
}

function findingOf(
  mailbox: { address: string; addedAt: string; verifiedAt: string | null; probe: ProbeOfMailbox | undefined },
  now: Date,
): Finding {
  const { address } = mailbox;
  const state = mailboxState(mailbox, mailbox.probe, now);
  switch (state.kind) {
    case "verified":
      return {
        check,
        status: "good",
        found: {
          en: `Mail to ${address} comes in here by its forwarding rule.`,
          de: `E-Mails an ${address} kommen durch die Weiterleitungsregel hier an.`,
        },
      };
    case "waiting":
      return {
        check,
        status: "skipped",
        found: {
          en: `A probe mail to ${address} is on its way.`,
          de: `Eine Testmail an ${address} ist unterwegs.`,
        },
      };
    case "unverified":
      return {
        check,
        status: "warning",
        found: {
          en: `No mail was seen to come through the forwarding rule of ${address} yet.`,
          de: `Durch die Weiterleitungsregel von ${address} kam bisher keine E-Mail.`,
        },
        todo,
      };
    case "lost": {
      const reason = state.reason === null ? "" : ` ${state.reason}`;
      return {
        check,
        status: "warning",
        found: {
          en: `The last probe mail to ${address} did not come back through its forwarding rule.${reason}`,
          de: `Die letzte Testmail an ${address} kam nicht durch die Weiterleitungsregel zurück.${reason}`,
        },
        todo,
      };
    }
  }
}
