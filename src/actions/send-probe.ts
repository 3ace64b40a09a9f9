// Sends a probe mail round: out by the real way, in again by the real way. Writes the probe and an event.
import { timestamp } from "../domain/clock.ts";
import { probesPerHourMax, probeWaitMs } from "../domain/probe.ts";
import { Problem } from "../domain/problem.ts";
import { recordEvent } from "../store/events.ts";
import { listProbes, recordProbe } from "../store/probes.ts";
import type { Rows } from "../store/rows.ts";

const hourMs = 3_600_000;

/**
 * Asks for a probe; without `staffId` it is the command line that asks. While one is on its way, that one is answered.
 * Throws `limit_reached` when too many were sent within an hour.
 */
export async function sendProbe(rows: Rows, now: Date, staffId?: number): Promise<{ probeId: number }> {
  const earlier = await listProbes(rows, probesPerHourMax);
  const [newest] = earlier;
  const isSince = (at: string, ms: number) => new Date(at).getTime() > now.getTime() - ms;
  if (newest !== undefined && newest.returnedAt === null && isSince(newest.requestedAt, probeWaitMs)) {
    return { probeId: newest.id };
  }
  if (earlier.filter(({ requestedAt }) => isSince(requestedAt, hourMs)).length >= probesPerHourMax) {
    throw new Problem(
      "limit_reached",
      "Many probe mails were sent within the last hour. Please wait a while.",
    );
  }
  const at = timestamp(now);
  const probeId = await recordProbe(rows, { requestedAt: at, staffId: staffId ?? null, targetAddress: null });
  await recordEvent(rows, {
    type: "probe.requested",
    ...(staffId === undefined ? {} : { actor: { kind: "staff", id: staffId } }),
    at,
    payload: { probeId },
  });
  return { probeId };
}
