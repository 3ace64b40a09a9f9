// Sends a probe mail round: out by the real way, in again by the real way, or through the forwarding rule of a connected
// mailbox. Writes the probe and an event.
import { timestamp } from "../domain/clock.ts";
import { probesPerHourMax, probeWaitMs } from "../domain/probe.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { findMailbox } from "../store/mailboxes.ts";
import { findNewestProbeOf, listProbes, listProbeTimes, recordProbe } from "../store/probes.ts";
import type { Rows } from "../store/rows.ts";

const hourMs = 3_600_000;

/**
 * Asks for a probe of our own way; without `staffId` it is the command line that asks. While one is on its way, that one is
 * answered. Throws `limit_reached` when too many were sent within an hour.
 */
export async function sendProbe(rows: Rows, now: Date, staffId?: number): Promise<{ probeId: number }> {
  const [newest] = await listProbes(rows, 1);
  return sendUnlessUnderWay(rows, now, newest, { staffId, mailboxId: null, targetAddress: null });
}

/**
 * Sends a probe to a mailbox itself, from where its rule must bring it to the mailbox's intake address. Limits are the same,
 * and count together. Throws `not_found` for one that is not connected.
 */
export async function sendMailboxProbe(
  rows: Rows,
  now: Date,
  input: { mailboxId: number; staffId: number },
): Promise<{ probeId: number }> {
  const mailbox = await findMailbox(rows, input.mailboxId);
  if (mailbox === undefined || mailbox.removedAt !== null) {
    throw new Problem("not_found", { en: "There is no such mailbox.", de: "Dieses Postfach gibt es nicht." });
  }
  const newest = await findNewestProbeOf(rows, mailbox.id);
  const isOfNow = newest !== undefined && newest.requestedAt >= mailbox.addedAt;
  return sendUnlessUnderWay(rows, now, isOfNow ? newest : undefined, {
    staffId: input.staffId,
    mailboxId: mailbox.id,
    targetAddress: mailbox.address,
  });
}

async function sendUnlessUnderWay(
  rows: Rows,
  now: Date,
  newest: { id: number; requestedAt: string; returnedAt: string | null } | undefined,
  probe: { staffId: number | undefined; mailboxId: number | null; targetAddress: string | null },
): Promise<{ probeId: number }> {
  const isSince = (at: string, ms: number) => new Date(at).getTime() > now.getTime() - ms;
  if (newest !== undefined && newest.returnedAt === null && isSince(newest.requestedAt, probeWaitMs)) {
    return { probeId: newest.id };
  }
  const times = await listProbeTimes(rows, probesPerHourMax);
  if (times.filter((at) => isSince(at, hourMs)).length >= probesPerHourMax) {
    throw new Problem("limit_reached", {
      en: "Many probe mails were sent within the last hour. Please wait a while.",
      de: "In der letzten Stunde wurden viele Testmails verschickt. Bitte warten Sie eine Weile.",
    });
  }
  const at = timestamp(now);
  const { staffId, mailboxId, targetAddress } = probe;
  const probeId = await recordProbe(rows, {
    requestedAt: at,
    staffId: staffId ?? null,
    mailboxId,
    targetAddress,
  });
  await recordEvent(rows, {
    type: "probe.requested",
    ...(staffId === undefined ? {} : { actor: { kind: "staff", id: staffId } }),
    at,
    payload: { probeId },
  });
  return { probeId };
}
