// Counts how often each caller does a thing, by IP address, in memory only. Small, and forgets by itself.
import { isIPv6 } from "node:net";

export interface CallerCap {
  /** Counts one time. Answers 0, or how many milliseconds this caller has to wait, in which case nothing was counted. */
  take: (address: string, now: Date) => number;
}

/**
 * Lets each caller do a thing `countMax` times within `windowMs` of the first time. Of `callersMax` callers at most; with
 * more the one counted longest is forgotten, so a crowd loosens the cap and never fills the memory.
 */
export function callerCap({
  countMax,
  windowMs,
  callersMax = 10_000,
}: {
  countMax: number;
  windowMs: number;
  callersMax?: number;
}): CallerCap {
  // In the order in which the windows began, and so in which they end.
  const windows = new Map<string, { count: number; endsMs: number }>();
  return {
    take: (address, now) => {
      const nowMs = now.getTime();
      for (const [caller, { endsMs }] of windows) {
        if (endsMs > nowMs) break;
        windows.delete(caller);
      }
      const caller = networkOf(address);
      const window = windows.get(caller) ?? { count: 0, endsMs: nowMs + windowMs };
      if (window.count >= countMax) return window.endsMs - nowMs;
      window.count += 1;
      windows.set(caller, window);
      const [oldest] = windows.keys();
      if (windows.size > callersMax && oldest !== undefined) windows.delete(oldest);
      return 0;
    },
  };
}

/** An IPv4 address, or the /64 network of an IPv6 one, all of which its user may have (RFC 6177). */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/iu.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address.slice(0, 64);
  const [start = "", end] = address.replace(/%.*$/u, "").split("::");
  const startGroups = start === "" ? [] : start.split(":");
  const endGroups = end === undefined || end === "" ? [] : end.split(":");
  const zeroCount = Math.max(8 - startGroups.length - endGroups.length, 0);
  const groups = [...startGroups, ...Array.from({ length: zeroCount }, () => "0"), ...endGroups];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
