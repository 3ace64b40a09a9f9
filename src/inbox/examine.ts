// Finds out what an email is, where it belongs, who speaks and what they wrote. Reads rows, writes nothing.
import { domainOf } from "../domain/address.ts";
import { maskSecrets } from "../threading/mask.ts";
import type { Step } from "../domain/inbound-email.ts";
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import { findCameThrough } from "./came-through.ts";
import { classify, type Classification, type OwnMarks } from "./classify.ts";
import { withoutConfirmationSecrets } from "./confirmation-secrets.ts";
import { decideConfirmation } from "./decide-confirmation.ts";
import { decideHuman } from "./decide-human.ts";
import { decideProbeReturn } from "./decide-probe-return.ts";
import { decideQuiet } from "./decide-quiet.ts";
import { decideReport } from "./decide-report.ts";
import type { Decision, Examination } from "./decision.ts";
import { findForwardingPath } from "./forwarding-path.ts";
import { uploadsOf } from "./hold-for-staff.ts";
import type { Inbox } from "./inbox.ts";
import { readOwnMarks } from "./own-marks.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { followRuling, holdTakenBack } from "./follow-ruling.ts";
import { codeOf } from "./notice-words.ts";
import { readReply } from "./reply-input.ts";
import { vouch, type VouchedEmail } from "./vouch.ts";

/** The whole way of thought, with a sentence for every step. A ruling of staff stands in place of thread and admission. */
export async function examine(
  inbox: Inbox,
  claimed: ClaimedEmail,
  received: ParsedEmail,
  raw: Uint8Array,
): Promise<Examination> {
  const steps: Step[] = [
    ...received.warnings.map((found) => ({ step: "parse" as const, found })),
    ...received.notices.map(noticeStep),
  ];
  const envelope = { from: claimed.envelopeFrom, to: claimed.envelopeTo };
  const through = await findCameThrough(inbox, claimed.envelopeTo);
  const path = findForwardingPath(received, envelope);
  for (const way of [through, path]) if (way !== undefined) steps.push({ step: "path", found: way.why });
  const own = await readOwnMarks(inbox, received, through);
  const classification = classify(received, envelope, own);
  steps.push({ step: "classify", found: classification.why });
  const email = await plainOf(inbox, received, classification);
  const arrived = { ...claimed, through };
  const decision =
    claimed.ruling === null
      ? await decide(inbox, arrived, email, raw, classification, own, steps)
      : claimed.ruling.kind === "hold"
        ? holdTakenBack(await decide(inbox, arrived, email, raw, classification, own, steps), steps)
        : await followRuling(inbox, claimed, email, steps);
  const forward = "forward" in decision ? decision.forward : undefined;
  return {
    ...(through?.kind === "current" ? { mailboxId: through.mailbox.id } : {}),
    head: email,
    references: [...(forward?.ids ?? []), ...email.inReplyTo, ...email.references.toReversed()],
    copied: [...email.to, ...email.cc].filter(
      ({ address }) => !own.isOwnAddress(address) && domainOf(address) !== inbox.installation.replyDomain,
    ),
    uploads: uploadsOf(email, decision, forward),
    class: isQuietWords(classification, decision) ? "auto_reply" : classification.kind,
    text: ownText(email) ?? (await renderedText(inbox, email, decision)),
    steps,
    decision,
  };
}

/** Whether only its words showed that a program wrote it. */
function isQuietWords({ kind }: Classification, decision: Decision): boolean {
  if (kind !== "human") return false;
  return decision.kind === "post"
    ? decision.isQuiet
    : "reason" in decision && decision.reason === "auto_words";
}

/** The plain text that its program wrote, unless that leaves something out. */
function ownText({ text = "", isTextPartial }: ParsedEmail): string | undefined {
  return isTextPartial === true || text.trim() === ""
    ? undefined
    : maskSecrets(text.replace(/\r\n?/gu, "\n").trim());
}

/** The html as text. It is the same whatever was cut from it, so what was extracted already is not extracted again. */
async function renderedText(inbox: Inbox, email: ParsedEmail, decision: Decision): Promise<string> {
  const { original } = "reply" in decision ? decision.reply : await readReply(inbox, email, undefined);
  return original;
}

/** What a forwarding confirmation holds is for the Mailboxes page alone; from here on it is without it. */
async function plainOf(
  inbox: Inbox,
  email: ParsedEmail,
  classification: Classification,
): Promise<ParsedEmail> {
  if (classification.kind !== "forwarding_confirmation") return email;
  const text = email.text ?? (await readReply(inbox, email, undefined)).original;
  return withoutConfirmationSecrets(email, classification.confirmation, text);
}

async function decide(
  inbox: Inbox,
  claimed: ClaimedEmail & Pick<VouchedEmail, "through">,
  email: ParsedEmail,
  raw: Uint8Array,
  classification: Classification,
  own: OwnMarks,
  steps: Step[],
): Promise<Decision> {
  // The other kinds speak for nobody and need nobody to vouch.
  const vouched = () => vouch(inbox, claimed, raw, email.from[0]?.address ?? "", steps);
  switch (classification.kind) {
    case "own":
      return { kind: "ignore", reason: "own_email" };
    case "probe_return":
      return decideProbeReturn(await vouched(), email, classification.probeId, steps);
    case "delivery_report":
      return decideReport(inbox, claimed, classification.report, steps);
    case "forwarding_confirmation":
      return decideConfirmation(inbox, await vouched(), email, classification.confirmation, steps);
    case "calendar_reply":
    case "auto_reply":
      return decideQuiet(inbox, await vouched(), email, classification, steps);
    case "human":
      return decideHuman(inbox, await vouched(), email, own, steps);
  }
}

function noticeStep(sentence: string): Step {
  const { code, subject } = codeOf(sentence);
  return {
    step: "notice",
    found: maskSecrets(sentence),
    ...(code === undefined ? {} : { code }),
    ...(subject === undefined ? {} : { subject: maskSecrets(subject) }),
  };
}
