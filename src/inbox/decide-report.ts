// Finds the email of ours that a delivery report is about, and what it means for that email and its address. Reads rows,
// writes nothing.
import { isAddressAtFault, type Delivery } from "../domain/delivery.ts";
import type { Step } from "../domain/inbound-email.ts";
import type { ClaimedEmail } from "../store/inbound-claims.ts";
import { findOutboundEmail, type OutboundEmailRow } from "../store/outbound-emails.ts";
import { findBounceAddress, readBounceAddress } from "../threading/bounce-address.ts";
import { findLoopMarker, loopHeader } from "../threading/loop-marker.ts";
import { maskSecrets } from "../threading/mask.ts";
import { findMessageIds, readMessageId } from "../threading/message-id.ts";
import type { KeyRing } from "../threading/token.ts";
import type { Decision } from "./decision.ts";
import type { DeliveryReport } from "./delivery-report.ts";
import type { Inbox } from "./inbox.ts";
import type { DeliveryAction, ReportEntry } from "./report-entry.ts";

const deliveries: Record<DeliveryAction, Delivery> = {
  failed: "bounced",
  delayed: "deferred",
  delivered: "delivered",
  relayed: "processed",
  complained: "complained",
};

/** A report is believed as far as it proves that it knows one of our emails; whose address it may pause is that email's. */
export async function decideReport(
  inbox: Inbox,
  claimed: ClaimedEmail,
  report: DeliveryReport,
  steps: Step[],
): Promise<Decision> {
  const found = await findSent(inbox, claimed, report);
  if (found === undefined) {
    steps.push({ step: "thread", found: "It names no email of ours." });
    return { kind: "ignore", reason: "report_about_nothing" };
  }
  const { sent, by, isSecret } = found;
  steps.push({ step: "thread", found: `It is about the email we sent to ${sent.toName}, by ${by}.` });
  const entry = entryFor(sent, report);
  const isAboutAddress = namesAddress(sent, entry);
  const condemned = isAboutAddress ? pauseOf(entry) : undefined;
  const pause = isSecret ? condemned : undefined;
  if (condemned !== undefined) {
    const said = "It says that the address takes no mail from us";
    const then = isSecret ? "so it is paused" : "but whoever was sent a copy of an answer knows that id";
    steps.push({ step: "thread", found: `${said}, ${then}.` });
  }
  return {
    kind: "record_delivery",
    outboundEmailId: sent.id,
    delivery: deliveries[entry.action],
    reason:
      reasonOf(entry, isAboutAddress) + (condemned !== undefined && pause === undefined ? unproved : ""),
    ...(pause === undefined ? {} : { pause }),
  };
}

/**
 * Who wrote the report is no better proof: everybody at a mail provider has its signature, and a service that returns a
 * header at all returns the secret one with it.
 */
const unproved = " (told by a report that proves nothing, so that we still send there)";

type Evidence = [by: string, isSecret: boolean, find: () => number | undefined];

/**
 * What each piece of evidence names, the surest first: the bounce address and the loop header name one email and no other,
 * also when a service replaced the Message-ID. Of ids anywhere in it the last counts: earlier ones are those of References,
 * whose end is the twin. Those two stay between us, the recipient and the servers on the way; ids stand in every answer and
 * so reach everybody who is sent a copy of it, which is not enough to have an address paused.
 */
async function findSent(
  { keys, installation, store }: Inbox,
  claimed: ClaimedEmail,
  { sentTo, searchText }: DeliveryReport,
): Promise<{ sent: OutboundEmailRow; by: string; isSecret: boolean } | undefined> {
  const { replyDomain } = installation;
  const evidence: Evidence[] = [
    [
      "the bounce address it was sent to",
      true,
      () => bounceAmong(keys, replyDomain, [claimed.envelopeTo, ...sentTo]),
    ],
    [`the header ${loopHeader} that it returns`, true, () => findLoopMarker(keys, searchText)],
    ["a bounce address in it", true, () => findBounceAddress(keys, searchText)],
    ["the Message-ID that it returns", false, () => returnedId(keys, searchText)],
    ["an id of ours in it", false, () => lastId(keys, searchText)],
  ];
  for (const [by, isSecret, find] of evidence) {
    const id = find();
    const sent = id === undefined ? undefined : await findOutboundEmail(store.read, id);
    if (sent !== undefined) return { sent, by, isSecret };
  }
  return undefined;
}

function bounceAmong(keys: KeyRing, replyDomain: string, addresses: readonly string[]): number | undefined {
  for (const address of addresses) {
    const id = readBounceAddress(keys, replyDomain, address);
    if (id !== undefined) return id;
  }
  return undefined;
}

function returnedId(keys: KeyRing, text: string): number | undefined {
  for (const [, id] of text.matchAll(/^[ \t>]{0,10}message-id:\s{0,20}(<[^<>\s]{1,998}>)/gimu)) {
    const own = readMessageId(keys, id ?? "");
    if (own?.kind === "email") return own.outboundEmailId;
  }
  return undefined;
}

function lastId(keys: KeyRing, text: string): number | undefined {
  const id = findMessageIds(keys, text).findLast(({ kind }) => kind !== "task");
  return id === undefined || id.kind === "task" ? undefined : id.outboundEmailId;
}

/** What it says of the person we wrote to, when it tells of several. */
function entryFor(sent: OutboundEmailRow, report: DeliveryReport): ReportEntry {
  return (
    report.entries.find(
      ({ recipient, originalRecipient }) =>
        recipient === sent.toAddress || originalRecipient === sent.toAddress,
    ) ?? report
  );
}

/**
 * Mail that is forwarded may fail where it is forwarded to, which says nothing of the address we know. A complaint is of
 * whoever read what went to that one address; providers put invented names in the place of theirs (RFC 6590).
 */
function namesAddress(
  sent: OutboundEmailRow,
  { action, recipient, originalRecipient }: ReportEntry,
): boolean {
  if (action === "complained") return true;
  return recipient === undefined || [recipient, originalRecipient].includes(sent.toAddress);
}

function pauseOf({ action, status, diagnostic }: ReportEntry) {
  if (action === "complained") return { cause: "complained" as const };
  // A report that says "failed" is final, also when it gives no code.
  const isDead =
    action === "failed" && isAddressAtFault({ words: diagnostic ?? "", status: status ?? "5.0.0" });
  return isDead ? { cause: "bounced" as const } : undefined;
}

function reasonOf({ action, status, diagnostic, recipient }: ReportEntry, isAboutAddress: boolean): string {
  if (action === "complained") return "It was reported as spam.";
  const said = diagnostic?.replace(/^(?:smtp|lmtp|dns|x-[\w-]{1,40})\s*;\s*/iu, "") ?? status;
  const reason = maskSecrets(said ?? "The report gives no reason.");
  return isAboutAddress
    ? reason
    : `${reason} (at ${recipient ?? "another address"}, where it was sent on to)`;
}
