// How far a connected mailbox got: whether mail was seen to come through its forwarding rule. Pure.
import { probeWaitMs } from "./probe.ts";

/** A forwarding rule may take some minutes, where another provider's queue stands between. */
export const ruleWaitMs = 10 * probeWaitMs;

/** `verifiedAt`: when a probe last came back, if one ever did. */
export type MailboxState =
  | { kind: "unverified" }
  | { kind: "waiting"; since: string; verifiedAt: string | null }
  | { kind: "lost"; since: string; reason: string | null; verifiedAt: string | null }
  | { kind: "verified"; verifiedAt: string };

/** What is known of the newest probe to a mailbox. */
export interface ProbeOfMailbox {
  requestedAt: string;
  returnedAt: string | null;
  sendStatus: string | null;
  delivery: string | null;
  sendReason: string | null;
}

/** The newest probe decides: a rule that worked once may have been taken out since. */
export function mailboxState(
  { addedAt, verifiedAt }: { addedAt: string; verifiedAt: string | null },
  probe: ProbeOfMailbox | undefined,
  now: Date,
): MailboxState {
  const isOpen = probe !== undefined && probe.returnedAt === null && probe.requestedAt >= addedAt;
  if (!isOpen) return verifiedAt === null ? { kind: "unverified" } : { kind: "verified", verifiedAt };
  const since = probe.requestedAt;
  const isStuck =
    probe.sendStatus === "refused" ||
    probe.sendStatus === "paused" ||
    probe.delivery === "bounced" ||
    probe.delivery === "dropped";
  if (isStuck || now.getTime() - Date.parse(since) >= ruleWaitMs) {
    return { kind: "lost", since, reason: probe.sendReason, verifiedAt };
  }
  return { kind: "waiting", since, verifiedAt };
}
