// POST /sandbox/clock: moves the clock of the whole installation ahead, once nothing is being worked on. What is due in
// between then happens: retries are made, links and sign-ins expire.
import type { Request, Response } from "express";
import { momentInWords } from "../domain/clock.ts";
import { inEnglish, Problem } from "../domain/problem.ts";
import { formOf, type Form } from "../portal/form.ts";
import type { SandboxParts } from "./sandbox.ts";
import { settledFor } from "./send-inbound.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const steps = [
  { name: "hour", title: "1 hour", ms: hourMs },
  { name: "day", title: "1 day", ms: dayMs },
  { name: "3-days", title: "3 days", ms: 3 * dayMs },
  { name: "week", title: "1 week", ms: 7 * dayMs },
];

/** How long moving waits for what is being worked on, and afterwards for what has become due. */
const waitMs = 8_000;
/** Ten years ahead of the machine at most: farther on, the days of links no longer fit into them. */
const aheadMsMax = 10 * 366 * dayMs;

/** The sandbox's time and ways to move it, for the pages. `ahead` is null while it is the machine's. */
export function clockView({ movableClock }: SandboxParts) {
  const now = movableClock.now();
  const aheadMs = movableClock.aheadMs();
  return {
    words: momentInWords(now.toISOString(), "UTC"),
    ahead: aheadMs < 60_000 ? null : lengthInWords(aheadMs),
    /** The least that the field for a moment takes, in its own form. */
    soonest: new Date(now.getTime() + 60_000).toISOString().slice(0, 16),
    steps: steps.map(({ name, title }) => ({ name, title })),
  };
}

export async function moveClock(parts: SandboxParts, request: Request, response: Response): Promise<void> {
  const form = formOf(request);
  if (parts.isClockShared) {
    throw new Problem(
      "conflict",
      inEnglish("The clock only moves where pages and workers are one process, as inreply start runs them."),
    );
  }
  // A worker that holds something would find its lease run out all at once, and another would do the same again.
  if (!(await settledFor(parts, waitMs))) {
    throw new Problem(
      "conflict",
      inEnglish("Something is still being worked on. Move the clock in a moment."),
    );
  }
  const now = parts.movableClock.now();
  const ms = wayAheadMs(form, now);
  if (ms + parts.movableClock.aheadMs() > aheadMsMax) {
    throw new Problem("invalid", inEnglish("The clock can be ten years ahead of this machine at most."));
  }
  if (!parts.movableClock.advanceBy(ms)) {
    throw new Problem(
      "invalid",
      inEnglish(`The clock only moves ahead. It is ${momentInWords(now.toISOString(), "UTC")} here.`),
    );
  }
  await settledFor(parts, waitMs);
  response.redirect(303, "/sandbox#clock");
}

/** Milliseconds from now to where the form moves the clock; negative when that is past. */
function wayAheadMs(form: Form, now: Date): number {
  const step = steps.find(({ name }) => name === form.text("by"));
  if (step !== undefined) return step.ms;
  const typed = form.text("at");
  // The form of <input type="datetime-local">, read in UTC, as the page says.
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/u.test(typed) ? new Date(`${typed}Z`) : undefined;
  if (moment === undefined || Number.isNaN(moment.getTime())) {
    throw new Problem("invalid", inEnglish("Choose how far the clock moves, or a day and a time."));
  }
  return moment.getTime() - now.getTime();
}

const units = [
  { name: "day", ms: dayMs },
  { name: "hour", ms: hourMs },
  { name: "minute", ms: 60_000 },
];

/** `8 days and 2 hours`: the two largest units, the last one rounded down. */
function lengthInWords(ms: number): string {
  let left = ms;
  const words: string[] = [];
  for (const { name, ms: unitMs } of units) {
    const count = Math.floor(left / unitMs);
    left -= count * unitMs;
    if (count > 0) words.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return words.slice(0, 2).join(" and ");
}
