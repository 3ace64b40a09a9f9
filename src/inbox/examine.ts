// Finds out what an email is, where it belongs, who speaks and what they wrote. Reads rows, writes nothing.
import { personFromColumns, type Person } from "../domain/person.ts";
import type { Step } from "../domain/inbound-email.ts";
import type { Reply } from "../reply/extract.ts";
import type { ClaimedEmail } from "../store/inbound-emails.ts";
import type { Upload } from "../store/messages.ts";
import type { Delivery } from "../store/outbound-emails.ts";
import { findOutboundEmail, findNewestOutboundEmailTo } from "../store/outbound-emails.ts";
import { findPerson, findPersonByAddress, type PersonRow } from "../store/people.ts";
import { findParticipantOf, findTask } from "../store/tasks.ts";
import { readBounceAddress } from "../threading/bounce-address.ts";
import { isOwnLoopMarker } from "../threading/loop-marker.ts";
import { findMessageIds, readMessageId } from "../threading/message-id.ts";
import { readReplyAddress } from "../threading/reply-address.ts";
import { subjectNumber } from "../threading/subject-number.ts";
import { admit } from "./admit.ts";
import { classify, type Classification } from "./classify.ts";
import type { DeliveryAction } from "./delivery-report.ts";
import { findThread, type Thread } from "./find-thread.ts";
import type { EmailHead, ParsedEmail } from "./parsed-email.ts";
import type { Inbox } from "./process.ts";
import { readVerdict } from "./verdict.ts";

/** What is to be done with an email. Exactly one of these, carried out by `act`. */
export type Decision =
  | { kind: "ignore"; reason: string }
  | { kind: "hold" | "fail"; reason: string; taskId?: number; author?: Person }
  | { kind: "record_delivery"; outboundEmailId: number; delivery: Delivery; reason: string }
  | { kind: "post"; taskId: number; author: Person; isNote: boolean; isQuiet: boolean; reply: Reply }
  | { kind: "open"; clientId: number; author: Person; reply: Reply };

export interface Examination {
  head: EmailHead;
  /** Ids of the thread, to be remembered when the email is admitted. */
  references?: string[];
  uploads: Upload[];
  class: Classification["kind"] | null;
  text: string | null;
  steps: Step[];
  decision: Decision;
}

/** The whole way of thought, with a sentence for every step. A ruling of staff stands in place of thread and admission. */
export async function examine(inbox: Inbox, claimed: ClaimedEmail, email: ParsedEmail): Promise<Examination> {
  const steps: Step[] = email.warnings.map((found) => ({ step: "parse", found }));
  const classification = classify(
    email,
    { from: claimed.envelopeFrom, to: claimed.envelopeTo },
    ownMarks(inbox),
  );
  steps.push({ step: "classify", found: classification.why });
  const reply = await inbox.pool.extract(await replyInput(inbox, email, undefined));
  const decision =
    claimed.ruling === null
      ? await decide(inbox, claimed, email, classification, steps)
      : await followRuling(inbox, claimed, email, steps);
  return {
    head: email,
    references: [...email.references, ...email.inReplyTo],
    uploads: email.attachments.map(({ content, contentId, ...attachment }) => ({
      ...attachment,
      contentId: contentId ?? null,
      bytes: content,
    })),
    class: classification.kind,
    text: reply.original,
    steps,
    decision,
  };
}

function ownMarks({ keys, installation }: Inbox) {
  return {
    isOwnMessageId: (id: string) => readMessageId(keys, id) !== undefined,
    isOwnLoopMarker: (value: string) => isOwnLoopMarker(keys, value),
    isOwnAddress: (address: string) =>
      address === installation.mailFrom ||
      readReplyAddress(keys, installation.replyDomain, address) !== undefined,
  };
}

async function decide(
  inbox: Inbox,
  claimed: ClaimedEmail,
  email: ParsedEmail,
  classification: Classification,
  steps: Step[],
): Promise<Decision> {
  switch (classification.kind) {
    case "own":
      return { kind: "ignore", reason: "own_email" };
    case "delivery_report":
      return decideReport(inbox, claimed, classification.report, steps);
    case "forwarding_confirmation":
      return { kind: "hold", reason: "forwarding_confirmation" };
    case "calendar_reply":
    case "auto_reply":
      return decideQuiet(inbox, claimed, email, classification.kind, steps);
    case "human":
      return decideHuman(inbox, claimed, email, steps);
  }
}

const deliveries: Record<DeliveryAction, Delivery> = {
  failed: "bounced",
  delayed: "deferred",
  delivered: "delivered",
  complained: "complained",
};

async function decideReport(
  { keys, installation, store }: Inbox,
  claimed: ClaimedEmail,
  report: Extract<Classification, { kind: "delivery_report" }>["report"],
  steps: Step[],
): Promise<Decision> {
  const named = findMessageIds(keys, report.searchText).findLast((id) => id.kind !== "task");
  const outboundEmailId =
    readBounceAddress(keys, installation.replyDomain, claimed.envelopeTo) ??
    (named?.kind === "task" ? undefined : named?.outboundEmailId);
  const sent =
    outboundEmailId === undefined ? undefined : await findOutboundEmail(store.read, outboundEmailId);
  if (sent === undefined) {
    steps.push({ step: "thread", found: "It names no email of ours." });
    return { kind: "ignore", reason: "report_about_nothing" };
  }
  steps.push({ step: "thread", found: `It is about the email we sent to ${sent.toName}.` });
  const reason = report.diagnostic ?? report.status ?? "The report gives no reason.";
  return { kind: "record_delivery", outboundEmailId: sent.id, delivery: deliveries[report.action], reason };
}

/** Automatic answers are kept as quiet notes on their task, and otherwise mean nothing to anybody. */
async function decideQuiet(
  inbox: Inbox,
  claimed: ClaimedEmail,
  email: ParsedEmail,
  reason: string,
  steps: Step[],
): Promise<Decision> {
  const { author, thread } = await whoAndWhere(inbox, claimed, email, steps);
  if (thread.kind === "none" || author.person === undefined || !author.isVouched) {
    return { kind: "ignore", reason };
  }
  const reply = await inbox.pool.extract(await replyInput(inbox, email, thread));
  const { taskId } = thread;
  return { kind: "post", taskId, author: author.person, isNote: false, isQuiet: true, reply };
}

async function decideHuman(
  inbox: Inbox,
  claimed: ClaimedEmail,
  email: ParsedEmail,
  steps: Step[],
): Promise<Decision> {
  const { author, thread } = await whoAndWhere(inbox, claimed, email, steps);
  const task = thread.kind === "task" ? await findTask(inbox.store.read, thread.taskId) : undefined;
  const participant =
    task && author.person && (await findParticipantOf(inbox.store.read, task.id, author.person));
  const admission = admit({
    from: email.from,
    verdict: author.verdict,
    author: author.person,
    taskId: task?.id,
    isParticipant: participant !== undefined,
    isSameClient:
      author.row?.staffId != null || (task !== undefined && author.row?.clientId === task.clientId),
    isConnectedMailbox: ownMarks(inbox).isOwnAddress(email.from[0]?.address ?? ""),
  });
  steps.push({ step: "admit", found: admission.why });
  const place = task === undefined ? {} : { taskId: task.id };
  if (admission.kind === "held") {
    const proposed = admission.author === undefined ? {} : { author: admission.author };
    return { kind: "hold", reason: admission.reason, ...place, ...proposed };
  }
  const reply = await inbox.pool.extract(await replyInput(inbox, email, thread));
  steps.push({
    step: "extract",
    found: `Cut by ${reply.method}, ${Math.round(reply.confidence * 100)} % sure.`,
  });
  if (task === undefined || thread.kind === "none") {
    if (author.row?.clientId == null)
      return { kind: "hold", reason: "staff_without_task", author: admission.author };
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
    isQuiet: false,
    reply,
  };
}

async function followRuling(
  inbox: Inbox,
  { ruling }: ClaimedEmail,
  email: ParsedEmail,
  steps: Step[],
): Promise<Decision> {
  if (ruling === null) throw new Error("There is no ruling to follow.");
  if (ruling.kind === "discard") {
    steps.push({ step: "ruling", found: "Staff set it aside." });
    return { kind: "ignore", reason: "discarded" };
  }
  const author = await findPerson(inbox.store.read, ruling.author);
  steps.push({ step: "ruling", found: `Staff took it for the words of ${author?.name ?? "somebody"}.` });
  const reply = await inbox.pool.extract(await replyInput(inbox, email, undefined));
  if (ruling.kind === "post") {
    return {
      kind: "post",
      taskId: ruling.taskId,
      author: ruling.author,
      isNote: false,
      isQuiet: false,
      reply,
    };
  }
  if (author?.clientId == null) return { kind: "hold", reason: "staff_without_task" };
  return {
    kind: "open",
    clientId: author.clientId,
    author: ruling.author,
    reply: wholeForward(email, reply),
  };
}

async function whoAndWhere(inbox: Inbox, claimed: ClaimedEmail, email: ParsedEmail, steps: Step[]) {
  const rows = inbox.store.read;
  const address = email.from.length === 1 ? (email.from[0]?.address ?? "") : "";
  const verdict = readVerdict({ ...claimed.providerFields, envelopeFrom: claimed.envelopeFrom }, address);
  const row: PersonRow | undefined = address === "" ? undefined : await findPersonByAddress(rows, address);
  const person = row && personFromColumns(row.contactId, row.staffId);
  const isVouched = verdict.kind === "dkim" || (verdict.kind === "spf" && person?.kind === "contact");
  const thread = await findThread({ keys: inbox.keys, replyDomain: inbox.installation.replyDomain }, rows, {
    email,
    envelopeTo: claimed.envelopeTo,
    vouchedAuthor: isVouched ? person : undefined,
  });
  steps.push({ step: "thread", found: thread.evidence });
  return { author: { row, person, verdict, isVouched }, thread };
}

/** The bodies, with the email they answer when it is one of ours: its text is the best evidence of what is quote. */
async function replyInput({ store, keys }: Inbox, email: ParsedEmail, thread: Thread | undefined) {
  const own = [...email.inReplyTo, ...email.references.toReversed()]
    .map((id) => readMessageId(keys, id))
    .find((id) => id !== undefined && id.kind !== "task");
  const parent =
    own !== undefined && own.kind !== "task"
      ? await findOutboundEmail(store.read, own.outboundEmailId)
      : thread?.kind === "task" && thread.participantId !== undefined
        ? await findNewestOutboundEmailTo(store.read, thread.taskId, thread.participantId)
        : undefined;
  return {
    // When the text lacks an html part, only the html holds everything.
    ...(email.isTextPartial === true ? {} : { text: email.text }),
    html: email.html,
    ...(parent === undefined ? {} : { parent: { text: parent.text, html: parent.html } }),
  };
}

/** A forwarded email that opens a task is what the task is about, so nothing of it is folded. */
function wholeForward(email: ParsedEmail, reply: Reply): Reply {
  const isForward = /^\s*(?:fwd?|wg|tr|rv|doorst|enc|i)\s*:/iu.test(email.subject);
  if (!isForward || subjectNumber(email.subject) !== undefined) return reply;
  return { ...reply, kept: reply.original, quoted: "", signature: "", method: "whole forward" };
}
