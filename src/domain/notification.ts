// How often a contact wants emails, which news goes out at once whatever they chose, and when a digest is due. Pure.
import { addDays, dayAndMinute, momentOf } from "./day.ts";
import { Problem } from "./problem.ts";

/** An email for each message; a digest every hour or every day; or only what needs them: approvals, questions. */
export const notifyChoices = ["each", "hourly", "daily", "none"] as const;

export type Notify = (typeof notifyChoices)[number];

/** A choice that somebody made. Throws `invalid` for one that there is not. */
export function requireNotify(typed: string): Notify {
  const found = notifyChoices.find((choice) => choice === typed);
  if (found === undefined)
    throw new Problem("invalid", {
      en: "Choose how often we write to you.",
      de: "Wählen Sie, wie oft wir Ihnen schreiben.",
    });
  return found;
}

/** News as its reader would get it: the kind of its email, and whether they caused it or may approve the work. */
export interface News {
  kind: string;
  isTheirs: boolean;
  /** It tells them what became of their own words. */
  isOwn?: boolean;
  /** It names them. */
  isMentioned?: boolean;
}

/** Kinds of email that never wait: what asks something of its reader, or confirms what somebody did just now. */
const pressing = new Set([
  "question",
  "receipt",
  "ready-for-approval",
  "reminder",
  "approved",
  "approval-undone",
  "step-refused",
]);

/**
 * What becomes of news for somebody who chose this. Whoever wants only what needs them gets of approvals those that they may
 * give, or gave.
 */
export function wayOfNews(
  notify: Notify,
  { kind, isTheirs, isOwn, isMentioned }: News,
): "now" | "digest" | "nothing" {
  if (notify === "each" || isOwn === true || isMentioned === true) return "now";
  if (!pressing.has(kind)) return notify === "none" ? "nothing" : "digest";
  return notify === "none" && kind !== "question" && !isTheirs ? "nothing" : "now";
}

/** The hour of the day, in the reader's zone, at which a daily digest is due. */
export const digestHour = 9;

/**
 * When the digest with news of this moment is due: at the next full hour on the clocks of this IANA zone, or at the next nine
 * o'clock there. For other choices it is due at once: they changed since.
 */
export function digestDueAt(notify: Notify, since: Date, timeZone: string): Date {
  const { day, minute } = dayAndMinute(since, timeZone);
  switch (notify) {
    case "hourly": {
      const hourBeganMs = Math.floor(since.getTime() / minuteMs) * minuteMs - (minute % 60) * minuteMs;
      return new Date(hourBeganMs + 60 * minuteMs);
    }
    case "daily":
      return momentOf(minute < digestHour * 60 ? day : addDays(day, 1), digestHour * 60, timeZone);
    case "each":
    case "none":
      return since;
  }
}

const minuteMs = 60_000;
