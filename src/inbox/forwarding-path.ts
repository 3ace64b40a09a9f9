// Whether a server passed an email on to us for its recipient, by which sign, and whether the envelope sender is then the
// forwarder's. Says nothing of who wrote it: that stays From (RFC 5322 section 3.6.6). Pure.
import { domainOf, isAddress, normalizeAddress } from "../domain/address.ts";
import type { ParsedEmail } from "./parsed-email.ts";
import { findHeader, listHeaders } from "./parsed-email.ts";

/** What shows it: the envelope sender that a forwarder wrote, a group, or a header that one added. */
export type ForwardingSign = "rewritten_envelope" | "group" | "redirect" | "resent" | "forwarding_header";

/** `by` is the mailbox or domain that passed it on, as far as it is named; anybody can write such a header. */
export interface ForwardingPath {
  sign: ForwardingSign;
  by: string | undefined;
  /** The envelope sender speaks for the forwarder, so an SPF check of it vouches for nobody. */
  isEnvelopeRewritten: boolean;
  /** One plain sentence. */
  why: string;
}

export type ForwardedHead = Pick<ParsedEmail, "headers" | "from">;

/**
 * The clearest sign that an email was forwarded by a rule or an alias; undefined when nothing says so. A person who
 * presses “forward” writes a new email and leaves none of these.
 */
export function findForwardingPath(
  email: ForwardedHead,
  envelope: { from: string; to: string },
): ForwardingPath | undefined {
  const rewritten = rewriterOf(envelope.from);
  const named =
    byGroup(email) ??
    byRedirect(email) ??
    byHeader(email) ??
    byResent(email) ??
    byDelivery(email, envelope.to);
  if (rewritten !== undefined) {
    const by = named?.by ?? rewritten.by;
    const why = `${by} forwarded it: its envelope sender has the form that ${rewritten.form} write.`;
    return { sign: "rewritten_envelope", by, isEnvelopeRewritten: true, why };
  }
  if (named === undefined) return undefined;
  const who = named.by ?? "A mail server";
  return {
    sign: named.sign,
    by: named.by,
    isEnvelopeRewritten: false,
    why: `${who} forwarded it: it carries ${named.shows}.`,
  };
}

/**
 * Whether the envelope sender was written by a forwarder in place of the sender's: Gmail's `local+caf_=target=domain@domain`,
 * a group's `name+bnc…@domain`, SRS (`SRS0=…`, `SRS1=…`, and Exchange Online's `local+SRS=…`). BATV (`prvs=…`) is the
 * sender's own and is none. It says for whom an SPF check can speak: only for the forwarder.
 */
export function isRewrittenEnvelope(envelopeFrom: string): boolean {
  return rewriterOf(envelopeFrom) !== undefined;
}

function rewriterOf(envelopeFrom: string): { by: string; form: string } | undefined {
  const address = normalizeAddress(envelopeFrom);
  const domain = domainOf(address);
  if (domain === "") return undefined;
  const local = address.slice(0, address.lastIndexOf("@"));
  const caf = local.indexOf("+caf_=");
  if (caf > 0) return { by: `${local.slice(0, caf)}@${domain}`, form: "Gmail’s forwarding rules" };
  const group = /\+bnc[a-z\d]{8,}$/u.test(local) ? local.lastIndexOf("+bnc") : -1;
  if (group > 0) return { by: `${local.slice(0, group)}@${domain}`, form: "Google’s groups" };
  // SRS0=HHH=TT=origin.example=ann@forwarder     SRS1=HHH=first.example==HHH=TT=…     bounces+SRS=ab12C=XY@tenant
  if (/^srs[01][=+-]|\+srs\d?=/u.test(local))
    return { by: domain, form: "forwarders with a rewritten sender (SRS)" };
  return undefined;
}

interface Named {
  sign: ForwardingSign;
  by: string | undefined;
  /** Completes “it carries …”. */
  shows: string;
}

/** Google Groups, also those of Google Workspace: added to every mail that passes one. */
function byGroup(email: ForwardedHead): Named | undefined {
  if (findHeader(email, "x-google-group-id") === undefined) return undefined;
  const by = firstAddress(findHeader(email, "mailing-list") ?? findHeader(email, "x-spam-checked-in-group"));
  return { sign: "group", by, shows: "the headers of a Google group" };
}

/** Rules of a mailbox that pass an email on as it is. What Exchange's rules write themselves is from the mailbox itself. */
function byRedirect(email: ForwardedHead): Named | undefined {
  const sieve = findHeader(email, "x-sieve-redirected-from");
  if (sieve !== undefined)
    return { sign: "redirect", by: firstAddress(sieve), shows: "X-Sieve-Redirected-From" };
  for (const name of ["x-ms-exchange-inbox-rules-loop", "x-ms-exchange-forwardingloop"]) {
    const value = findHeader(email, name);
    const by = firstAddress(value);
    if (value === undefined || (by !== undefined && isAuthor(email, by))) continue;
    const title = name.endsWith("rules-loop")
      ? "X-MS-Exchange-Inbox-Rules-Loop"
      : "X-MS-Exchange-ForwardingLoop";
    return { sign: "redirect", by, shows: title };
  }
  if (findHeader(email, "x-ms-exchange-transport-rules-loop") !== undefined) {
    return { sign: "redirect", by: undefined, shows: "X-MS-Exchange-Transport-Rules-Loop" };
  }
  return undefined;
}

/** `name`: the header in lower case; `title`: as people know it. The first address in it is the forwarder's. */
const forwardingHeaders: readonly { name: string; title: string }[] = [
  // Gmail writes both, the mailbox first: “X-Forwarded-For: ann@gmail.com in@agency.example”.
  { name: "x-forwarded-for", title: "X-Forwarded-For" },
  { name: "x-gm-original-to", title: "X-Gm-Original-To" },
  // “from ann@yahoo.com to in@agency.example”
  { name: "x-yahoo-forwarded", title: "X-Yahoo-Forwarded" },
  { name: "x-autoforward", title: "X-AutoForward" },
];

function byHeader(email: ForwardedHead): Named | undefined {
  for (const { name, title } of forwardingHeaders) {
    const value = findHeader(email, name);
    if (value !== undefined) return { sign: "forwarding_header", by: firstAddress(value), shows: title };
  }
  if (findHeader(email, "x-forwarded-to") !== undefined)
    return { sign: "forwarding_header", by: undefined, shows: "X-Forwarded-To" };
  return undefined;
}

/** RFC 5322 section 3.6.6: whoever passed it on is in Resent-Sender or Resent-From, and From is still its author. */
function byResent(email: ForwardedHead): Named | undefined {
  for (const name of ["resent-from", "resent-sender"]) {
    const value = findHeader(email, name);
    if (value === undefined) continue;
    const title = name === "resent-from" ? "Resent-From" : "Resent-Sender";
    return { sign: "resent", by: firstAddress(value), shows: title };
  }
  if (findHeader(email, "resent-to") === undefined) return undefined;
  return { sign: "resent", by: undefined, shows: "Resent-To" };
}

/** What mail servers write of the mailbox or alias that an email reached; another one than ours passed it on. */
const deliveryHeaders: readonly { name: string; title: string }[] = [
  { name: "x-original-to", title: "X-Original-To" },
  { name: "delivered-to", title: "Delivered-To" },
  { name: "envelope-to", title: "Envelope-To" },
  { name: "x-envelope-to", title: "X-Envelope-To" },
  { name: "x-delivered-to", title: "X-Delivered-To" },
  { name: "x-resolved-to", title: "X-Resolved-To" },
  // iCloud: “rfc822;ann@icloud.com”
  { name: "original-recipient", title: "Original-Recipient" },
];

function byDelivery(email: ForwardedHead, envelopeTo: string): Named | undefined {
  for (const { name, title } of deliveryHeaders) {
    const by = listHeaders(email, name)
      .map(firstAddress)
      .find((address) => address !== undefined && address !== normalizeAddress(envelopeTo));
    if (by !== undefined) return { sign: "forwarding_header", by, shows: `${title} of another mailbox` };
  }
  return undefined;
}

function isAuthor({ from }: ForwardedHead, address: string): boolean {
  return from.some((author) => author.address === address);
}

const valueLengthMax = 2_000;

function firstAddress(value: string | undefined): string | undefined {
  return (value ?? "")
    .slice(0, valueLengthMax)
    .split(/[\s,;<>"]+/u)
    .map((word) => normalizeAddress(word))
    .find((word) => isAddress(word));
}
