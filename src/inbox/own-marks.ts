// What of an email is ours: ids and markers with our MAC, addresses whose mail comes in here, and probes. Reads rows.
import { domainOf } from "../domain/address.ts";
import { listMailboxes } from "../store/mailboxes.ts";
import { findPersonByAddress } from "../store/people.ts";
import { readAnswerAddress } from "../threading/answer-address.ts";
import { isOwnLoopMarker } from "../threading/loop-marker.ts";
import { readMailboxAddress } from "../threading/mailbox-address.ts";
import { readMessageId } from "../threading/message-id.ts";
import { readProbeAddress } from "../threading/probe-address.ts";
import { readReplyAddress } from "../threading/reply-address.ts";
import { findProbeThrough, type CameThrough } from "./came-through.ts";
import type { OwnMarks } from "./classify.ts";
import { readForwardingConfirmation } from "./forwarding-confirmation.ts";
import type { Inbox } from "./inbox.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { isSameOrganisation } from "./verdict.ts";

export async function readOwnMarks(
  inbox: Inbox,
  email: ParsedEmail,
  through: CameThrough | undefined,
): Promise<OwnMarks> {
  const { store, keys, installation } = inbox;
  const { replyDomain, mailFrom } = installation;
  const mailboxes = new Set((await listMailboxes(store.read)).map(({ address }) => address));
  const probeThrough = await findProbeThrough(inbox, email, through);
  const [sender] = email.from;
  // Asked only where it decides anything: hardly any email looks like a provider's.
  const isKnownSender =
    sender !== undefined &&
    readForwardingConfirmation(email) !== undefined &&
    (await findPersonByAddress(store.read, sender.address)) !== undefined;
  return {
    isOwnMessageId: (id) => readMessageId(keys, id) !== undefined,
    isOwnLoopMarker: (value) => isOwnLoopMarker(keys, value),
    isOwnAddress: (address) =>
      address === mailFrom ||
      mailboxes.has(address) ||
      readReplyAddress(keys, replyDomain, address) !== undefined ||
      readAnswerAddress(keys, replyDomain, address) !== undefined ||
      readMailboxAddress(keys, replyDomain, address) !== undefined,
    isOurGroup: (address) =>
      mailboxes.has(address) || isSameOrganisation(domainOf(address), domainOf(mailFrom)),
    isKnownSender,
    probeOf: (address) => readProbeAddress(keys, replyDomain, address) ?? probeThrough,
  };
}
