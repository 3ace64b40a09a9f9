// The free times for a session as a page offers them, by day in the reader's own zone, and near a time that is gone. Reads rows.
import { freeSlots, withoutNotice, type Slot, type SlotSearch } from "../domain/availability.ts";
import { momentInWords } from "../domain/clock.ts";
import { dayInWords, dayOf } from "../domain/day.ts";
import { nearestFree } from "../domain/free-times.ts";
import { whyNothing } from "../domain/nothing-free.ts";
import { clockTime, otherTime, zoneInWords } from "../domain/session-words.ts";
import type { SessionKind } from "../domain/session.ts";
import { listAvailability, type AvailabilityRow } from "../store/availability.ts";
import { readSlotSearch } from "../store/session-search.ts";
import type { SessionRow } from "../store/sessions.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type Reading } from "./reading.ts";
import { sessionView, type SessionReader, type SessionView } from "./session-view.ts";

/** Days with free times on one page, choices on it (but never less than a day), and times near one that is gone. */
const daysMax = 5;
const choicesMax = 100;
const nearestMax = 6;

export interface TimesQuestion {
  clientId: number;
  kind: SessionKind;
  minutes: number;
  moving?: SessionRow | undefined;
  /** Staff move a session without notice. */
  reader: SessionReader;
  /** The first day to show, `2026-03-04`; the first of all when absent. */
  from?: string | undefined;
  /** A time that could not be booked, and the choice that was made of a form. */
  wantedAt?: string | undefined;
  chosen?: string | undefined;
}

export interface TimeView {
  /** Of the form: whose time, and when. */
  value: string;
  label: string;
  otherWhen: string | null;
  staffName: string;
  isChosen: boolean;
}

export interface TimesView {
  kind: SessionKind;
  /** Of the kind, in words. */
  name: string;
  minutes: number;
  moving: SessionView | null;
  nearest: TimeView[];
  /** `zone`: the reader's own, in words. */
  days: { day: string; zone: string; times: TimeView[] }[];
  /** Null where all days are shown, and where these are the first. */
  laterPath: string | null;
  firstPath: string | null;
  nothing: string | null;
}

export async function readTimes(portal: Portal, question: TimesQuestion): Promise<TimesView> {
  const { kind, minutes, moving, from, reader } = question;
  const reading = readingOf(portal, reader);
  const { timeZone, locale, say } = reading;
  const search = await searchFor(portal, question);
  const staff = await listAvailability(portal.store.read);
  const free = freeSlots(search).filter((slot) => !isWhereItIs(slot, moving));
  const byDay = new Map<string, Slot[]>();
  for (const slot of free) {
    const day = dayOf(new Date(slot.startsAt), timeZone);
    if (day >= (from ?? "")) byDay.set(day, [...(byDay.get(day) ?? []), slot]);
  }
  const days = [...byDay];
  const shownCount = countShown(days.map(([, slots]) => slots.length));
  const view = (slot: Slot, isWhole: boolean) => {
    const shown = timeView(slot, staff, reading, isWhole);
    return { ...shown, isChosen: shown.value === question.chosen };
  };
  const laterFrom = days[shownCount]?.[0];
  const path = `/sessions?${moving === undefined ? `kind=${kind}&minutes=${minutes}` : `move=${moving.id}`}`;
  return {
    kind,
    name: say(`session-kind.${kind}`),
    minutes,
    moving: moving === undefined ? null : sessionView(portal, moving, reader),
    nearest:
      question.wantedAt === undefined
        ? []
        : nearestFree(free, question.wantedAt, nearestMax).map((slot) => view(slot, true)),
    days: days.slice(0, shownCount).map(([day, slots]) => ({
      day: dayInWords(day, locale),
      zone: zoneInWords(slots[0]!.startsAt, timeZone, locale),
      times: slots.map((slot) => view(slot, false)),
    })),
    laterPath: laterFrom === undefined ? null : `${path}&from=${laterFrom}#times`,
    firstPath: from === undefined ? null : `${path}#times`,
    nothing: free.length > 0 ? null : nothingInWords(reading, search),
  };
}

function countShown(slotCounts: readonly number[]): number {
  let choices = slotCounts[0] ?? 0;
  let days = 1;
  while (days < daysMax && days < slotCounts.length && choices + slotCounts[days]! <= choicesMax) {
    choices += slotCounts[days]!;
    days += 1;
  }
  return days;
}

async function searchFor(portal: Portal, question: TimesQuestion): Promise<SlotSearch> {
  const { store, clock, installation } = portal;
  const { clientId, kind, minutes, moving, reader } = question;
  const { timeZone } = installation.calendar;
  const asked = { clientId, kind, minutes, moving, now: clock(), timeZone };
  const search = await readSlotSearch(store.read, asked);
  return reader.kind === "contact" ? search : withoutNotice(search);
}

/** Why nothing is free; null when something is. */
export function nothingInWords({ say, locale }: Reading, search: SlotSearch): string | null {
  const nothing = whyNothing(search, locale);
  return nothing === undefined ? null : say(`nothing-free.${nothing.reason}`, { ...nothing.values });
}

function isWhereItIs(slot: Slot, moving: SessionRow | undefined): boolean {
  return moving?.staffId === slot.staffId && moving.startsAt === slot.startsAt;
}

function timeView(
  { staffId, startsAt }: Slot,
  staff: readonly AvailabilityRow[],
  reading: Reading,
  isWhole: boolean,
): Omit<TimeView, "isChosen"> {
  const holder = staff.find((row) => row.staffId === staffId)!;
  const { timeZone, locale } = reading;
  return {
    value: `${staffId} ${startsAt}`,
    label: isWhole ? momentInWords(startsAt, timeZone, locale) : clockTime(startsAt, timeZone, locale),
    otherWhen: otherTime(startsAt, reading, holder.timeZone),
    staffName: holder.staffName,
  };
}

/** The choice of such a form. Throws `not_found` for what no form of ours sends, undefined when nothing was chosen. */
export function readTimeChoice(value: string): { staffId: number; startsAt: string } | undefined {
  if (value === "") return undefined;
  const [, staffId, startsAt] = /^(\d+) (\S{1,40})$/u.exec(value) ?? [];
  if (startsAt === undefined) throw pageMissing();
  return { staffId: requireId(staffId), startsAt };
}
