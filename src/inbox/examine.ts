// Finds out what an email is, where it belongs, who speaks and what they wrote. Reads rows, writes nothing.
import { maskSecrets } from "../threading/mask.ts";
import type { Step } from "../domain/inbound-email.ts";
import type { Person } from "../domain/person.ts";
import type { ClaimedEmail } from "../store/inbound-emails.ts";
import { findParticipantOf, findTask } from "../store/tasks.ts";
import { admit } from "./admit.ts";
import { findAuthorBehind } from "./author-behind.ts";
import { findCameThrough } from "./came-through.ts";
import { classify, type Classification, type OwnMarks } from "./classify.ts";
import { withoutConfirmationSecrets } from "./confirmation-secrets.ts";
import { decideConfirmation } from "./decide-confirmation.ts";
import { findAutoWords } from "./auto-words.ts";
import { decideProbeReturn } from "./decide-probe-return.ts";
import { decideReport } from "./decide-report.ts";
import type { Decision, Examination } from "./decision.ts";
import { findForwardingPath } from "./forwarding-path.ts";
import { holdForStaff, uploadsOf } from "./hold-for-staff.ts";
import type { Inbox } from "./inbox.ts";
import { readOwnMarks } from "./own-marks.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { followRuling, holdTakenBack } from "./follow-ruling.ts";
import { readReply, wholeForward } from "./reply-input.ts";
import { vouch, type VouchedEmail } from "./vouch.ts";
import { whoAndWhere } from "./who-and-where.ts";

/** The whole way of thought, with a sentence for every step. A ruling of staff stands in place of thread and admission. */
export async function examine(
  inbox: Inbox,
  claimed: ClaimedEmail,
  received: ParsedEmail,
  raw: Uint8Array,
): Promise<Examination> {
  const steps: Step[] = [
    ...received.warnings.map((found) => ({ step: "parse" as const, found })),
    ...received.notices.map((found) => ({ step: "notice" as const, found: maskSecrets(found) })),
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
    references: [...email.references, ...email.inReplyTo, ...(forward?.ids ?? [])],
    copied: [...email.to, ...email.cc],
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
      return decideQuiet(inbox, await vouched(), email, classification.kind, steps);
    case "human":
      return decideHuman(inbox, await vouched(), email, own, steps);
  }
}

/** Automatic answers are kept as quiet notes on their task, and otherwise mean nothing to anybody. */
async function decideQuiet(
  inbox: Inbox,
  vouched: VouchedEmail,
  email: ParsedEmail,
  reason: string,
  steps: Step[],
): Promise<Decision> {
  const { author, thread } = await whoAndWhere(inbox, vouched, email, steps);
  if (thread.kind === "none") return { kind: "ignore", reason };
  if (author.person === undefined || !author.isVouched) {
    if (author.person !== undefined && vouched.isUnanswered) return unanswered(author.person);
    const known = author.person === undefined ? "Nobody here is known by its sender." : author.verdict.why;
    steps.push({ step: "admit", found: `${known} So nothing proves whose answer it is.` });
    return { kind: "ignore", reason: `${reason}_unproved` };
  }
  // The same as for words: who belongs to another client has nothing to say here, by whatever id they came.
  const task = await findTask(inbox.store.read, thread.taskId);
  if (author.person.kind === "contact" && author.row?.clientId !== task?.clientId) {
    return { kind: "ignore", reason: "not_on_this_task" };
  }
  const reply = await readReply(inbox, email, thread);
  const { taskId } = thread;
  return { kind: "post", taskId, author: author.person, isNote: false, isQuiet: true, reply };
}

/** Nobody can say yet who sent it. It waits by itself for DNS, and is shown meanwhile. */
function unanswered(author?: Person): Extract<Decision, { kind: "hold" | "fail" }> {
  const proposed = author === undefined ? {} : { author };
  return { kind: "hold", reason: "dns_unanswered", isUnanswered: true, ...proposed };
}

async function decideHuman(
  inbox: Inbox,
  vouched: VouchedEmail,
  email: ParsedEmail,
  own: OwnMarks,
  steps: Step[],
): Promise<Decision> {
  const { author, thread } = await whoAndWhere(inbox, vouched, email, steps);
  const task = thread.kind === "task" ? await findTask(inbox.store.read, thread.taskId) : undefined;
  const participant =
    task && author.person && (await findParticipantOf(inbox.store.read, task.id, author.person));
  const isConnectedMailbox = own.isOwnAddress(email.from[0]?.address ?? "");
  const behind = isConnectedMailbox ? await findAuthorBehind(inbox.store.read, email) : undefined;
  const admission = admit({
    from: email.from,
    verdict: author.verdict,
    author: author.person ?? behind,
    taskId: task?.id,
    isParticipant: participant !== undefined,
    isSameClient:
      author.row?.staffId != null || (task !== undefined && author.row?.clientId === task.clientId),
    isConnectedMailbox,
  });
  steps.push({ step: "admit", found: admission.why });
  const place = task === undefined ? {} : { taskId: task.id };
  if (admission.kind === "held") {
    const proposed = admission.author === undefined ? {} : { author: admission.author };
    const couldChange = admission.reason === "unvouched" || admission.reason === "staff_needs_dkim";
    if (couldChange && vouched.isUnanswered) return { ...unanswered(), ...place, ...proposed };
    return { kind: "hold", reason: admission.reason, ...place, ...proposed };
  }
  const reply = await readReply(inbox, email, thread);
  steps.push({
    step: "extract",
    found: `Cut by ${reply.method}, ${Math.round(reply.confidence * 100)} % sure.`,
  });
  const autoWords = findAutoWords(email.subject, reply.kept);
  if (autoWords !== undefined) steps.push({ step: "classify", found: autoWords });
  if (task === undefined || thread.kind === "none") {
    if (autoWords !== undefined) return { kind: "hold", reason: "auto_words", author: admission.author };
    if (author.row?.clientId == null) return holdForStaff(inbox, email, reply, admission.author, steps);
    return {
      kind: "open",
      clientId: author.row.clientId,
      author: admission.author,
      reply: wholeForward(email, reply),
    };
  }
  if (thread.isNote && admission.author.kind !== "staff") {
    return { kind: "hold", reason: "note_address", ...place, author: admission.author };
  }
  return {
    kind: "post",
    taskId: task.id,
    author: admission.author,
    isNote: thread.isNote,
    isQuiet: autoWords !== undefined,
    reply,
  };
}
