// What kind of email this is, before anybody asks where it belongs: own, delivery report, forwarding confirmation, calendar
// reply, auto-reply, or written by a person. Pure: one parsed email in, one kind with its evidence out.
import { loopHeader } from "../threading/loop-marker.ts";
import { findAutoReplySign } from "./auto-reply.ts";
import { readDeliveryReport } from "./delivery-report.ts";
import type { DeliveryReport } from "./delivery-report.ts";
import { readForwardingConfirmation } from "./forwarding-confirmation.ts";
import type { ForwardingConfirmation } from "./forwarding-confirmation.ts";
import { listHeaders } from "./parsed-email.ts";
import type { ParsedEmail } from "./parsed-email.ts";

/** How to tell what is ours. Each answers for any string, whoever wrote it. */
export interface OwnMarks {
  /** Whether the id of an email carries our MAC. */
  isOwnMessageId(id: string): boolean;
  isOwnLoopMarker(value: string): boolean;
  /** Whether mail to this address comes in here: our own addresses and the connected mailboxes. */
  isOwnAddress(address: string): boolean;
  /** Whether a group of this address passes on to us what people write to it. */
  isOurGroup(address: string): boolean;
  /** Whether the From address is that of a person known here. */
  isKnownSender?: boolean;
  /** The probe that an email of ours is when it comes to this address, if it is one. */
  probeOf(address: string): number | undefined;
}

/** Addresses of the SMTP envelope. An empty `from` is the null sender, or one that the caller did not state. */
export interface ClassifyEnvelope {
  from: string;
  to: string;
}

/** `why` is one plain sentence for "why is this here?". */
export type Classification =
  | { kind: "own"; why: string }
  | { kind: "probe_return"; why: string; probeId: number }
  | { kind: "delivery_report"; why: string; report: DeliveryReport }
  | { kind: "forwarding_confirmation"; why: string; confirmation: ForwardingConfirmation }
  | { kind: "calendar_reply"; why: string }
  | { kind: "auto_reply"; why: string; isSubjectOnly: boolean }
  | { kind: "human"; why: string };

/** The first kind that fits, in the order of the design: a report about our email is no auto-reply, though it is automatic. */
export function classify(email: ParsedEmail, envelope: ClassifyEnvelope, own: OwnMarks): Classification {
  const ownSign = findOwnSign(email, own);
  if (ownSign !== undefined) {
    const probeId = own.probeOf(envelope.to);
    if (probeId === undefined) return { kind: "own", why: ownSign };
    return { kind: "probe_return", why: `${ownSign} It is a probe, and came where it should.`, probeId };
  }
  const report = readDeliveryReport(email, envelope);
  if (report !== undefined) return { kind: "delivery_report", ...report };
  const confirmation = readForwardingConfirmation(email);
  // Somebody we know is a person, whatever their address looks like.
  if (confirmation !== undefined && !own.isKnownSender) {
    const why = `${confirmation.provider} asks whether a mailbox may forward its mail to us.`;
    return { kind: "forwarding_confirmation", why, confirmation };
  }
  if (email.calendarMethod === "REPLY") {
    return { kind: "calendar_reply", why: "It holds an answer to a calendar invitation (METHOD:REPLY)." };
  }
  const autoSign = findAutoReplySign(
    email,
    envelope,
    (address) => own.isOwnAddress(address),
    (address) => own.isOurGroup(address),
  );
  if (autoSign !== undefined) return { kind: "auto_reply", ...autoSign };
  return { kind: "human", why: "Nothing about it says that a program wrote it." };
}

/** Only what the email says of itself: an answer refers to our ids, and a quote may show our headers. */
function findOwnSign(email: ParsedEmail, own: OwnMarks): string | undefined {
  if (email.messageId !== undefined && own.isOwnMessageId(email.messageId)) {
    return "Its own Message-ID is one of ours, so it is an email of ours that came back.";
  }
  if (listHeaders(email, loopHeader.toLowerCase()).some((value) => own.isOwnLoopMarker(value))) {
    return `Its ${loopHeader} header was written by us, so it is an email of ours that came back.`;
  }
  return undefined;
}
