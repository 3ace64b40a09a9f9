// Through whose forwarding rule an email came: the connected mailbox whose intake address its envelope names. Reads rows.
import { findMailbox, type MailboxRow } from "../store/mailboxes.ts";
import { findOutboundEmail } from "../store/outbound-emails.ts";
import { findProbe } from "../store/probes.ts";
import { loopHeader, readLoopMarker } from "../threading/loop-marker.ts";
import { readMailboxAddress } from "../threading/mailbox-address.ts";
import { readMessageId } from "../threading/message-id.ts";
import type { Inbox } from "./inbox.ts";
import { listHeaders, type ParsedEmail } from "./parsed-email.ts";

/** `current`: it is connected, and this is its address of now. `former`: it was removed, or has a new address since. */
export interface CameThrough {
  kind: "current" | "former";
  mailbox: MailboxRow;
  /** One plain sentence. */
  why: string;
}

/** The mailbox of an envelope address; it proves the path of an email and never who wrote. Undefined for other addresses. */
export async function findCameThrough(
  { store, keys, installation }: Pick<Inbox, "store" | "keys" | "installation">,
  envelopeTo: string,
): Promise<CameThrough | undefined> {
  const reference = readMailboxAddress(keys, installation.replyDomain, envelopeTo);
  const mailbox = reference && (await findMailbox(store.read, reference.mailboxId));
  if (reference === undefined || mailbox === undefined) return undefined;
  const { address } = mailbox;
  if (mailbox.removedAt !== null) {
    const why = `It came to an address that was made for the forwarding rule of ${address}, which is not connected any more.`;
    return { kind: "former", mailbox, why };
  }
  if (mailbox.version !== reference.version) {
    const why = `It came to an address that the forwarding rule of ${address} had before; it has another one now.`;
    return { kind: "former", mailbox, why };
  }
  return { kind: "current", mailbox, why: `It came through the forwarding rule of ${address}.` };
}

/**
 * The probe of this very mailbox that an email is, by our own marks in it. Forwarders may write another Message-ID, From or
 * envelope; our loop header then still names the email.
 */
export async function findProbeThrough(
  { store, keys }: Pick<Inbox, "store" | "keys">,
  email: ParsedEmail,
  through: CameThrough | undefined,
): Promise<number | undefined> {
  if (through?.kind !== "current") return undefined;
  const own = email.messageId === undefined ? undefined : readMessageId(keys, email.messageId);
  const named = [
    ...(own === undefined || own.kind === "task" ? [] : [own.outboundEmailId]),
    ...listHeaders(email, loopHeader.toLowerCase()).flatMap((value) => readLoopMarker(keys, value) ?? []),
  ];
  // A real one carries one of each; more are somebody's who collects them.
  for (const outboundEmailId of new Set(named.slice(0, marksMax))) {
    const probeId = (await findOutboundEmail(store.read, outboundEmailId))?.probeId ?? undefined;
    const probe = probeId === undefined ? undefined : await findProbe(store.read, probeId);
    if (probe?.mailboxId === through.mailbox.id && probe.requestedAt >= through.mailbox.addedAt) {
      return probe.id;
    }
  }
  return undefined;
}

const marksMax = 4;
