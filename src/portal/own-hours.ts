// The form of a staff member's own hours: what it shows, in their language, what was typed, and what is wrong with each field.
import {
  requireBuffer,
  requireCallLink,
  requireExceptions,
  requireHours,
  requireNotice,
} from "../actions/publish-availability.ts";
import { defaultBufferMinutes } from "../domain/availability.ts";
import { dayOf } from "../domain/day.ts";
import { exceptionsAsTyped, readExceptions } from "../domain/hours-exceptions.ts";
import type { InEveryLanguage, Locale } from "../domain/locale.ts";
import { Problem } from "../domain/problem.ts";
import { defaultNoticeMinutes } from "../domain/session.ts";
import { readWeeklyHours, weeklyHoursAsTyped } from "../domain/weekly-hours.ts";
import { findAvailability, type AvailabilityRow, type NewAvailability } from "../store/availability.ts";
import { findFieldProblems, noFieldProblems, type FieldProblems } from "./field-problems.ts";
import type { Form } from "./form.ts";
import type { Portal } from "./portal.ts";
import type { StaffVisitor } from "./visitor.ts";

const hoursFields = ["weekly-hours", "exceptions", "notice", "buffer", "call-link"] as const;

type HoursField = (typeof hoursFields)[number];
export type TypedHours = Record<HoursField, string>;

/** Hours that could not be published: by fields of the form, or as a whole in the words of `message`. */
export interface RefusedHours {
  typed: TypedHours;
  problems?: FieldProblems<HoursField>;
  message: string | null;
  status: number;
}

export function typedHours(form: Form): TypedHours {
  return Object.fromEntries(hoursFields.map((name) => [name, form.text(name)])) as TypedHours;
}

export function findHoursProblems(
  typed: TypedHours,
  now: Date,
  { timeZone, locale }: StaffVisitor,
): FieldProblems<HoursField> | undefined {
  const checks = {
    "weekly-hours": () => requireHours(typed["weekly-hours"]),
    exceptions: () => requireExceptions(typed.exceptions, dayOf(now, timeZone)),
    notice: () => requireNotice(readCount(typed.notice, countWords.notice) * 60),
    buffer: () => requireBuffer(readCount(typed.buffer, countWords.buffer)),
    "call-link": () => requireCallLink(typed["call-link"]),
  };
  return findFieldProblems(checks, locale);
}

/** What is to be published. Throws `invalid` for what is no number. */
export function hoursToPublish(typed: TypedHours, staffId: number): NewAvailability {
  return {
    staffId,
    weeklyHours: typed["weekly-hours"],
    exceptions: typed.exceptions,
    noticeMinutes: readCount(typed.notice, countWords.notice) * 60,
    bufferMinutes: readCount(typed.buffer, countWords.buffer),
    callLink: typed["call-link"],
  };
}

const countWords: Record<"notice" | "buffer", InEveryLanguage> = {
  notice: {
    en: "The notice is a whole number, such as 24.",
    de: "Die Vorlaufzeit ist eine ganze Zahl, zum Beispiel 24.",
  },
  buffer: {
    en: "The buffer is a whole number, such as 24.",
    de: "Die Pause ist eine ganze Zahl, zum Beispiel 24.",
  },
};

function readCount(typed: string, refusal: InEveryLanguage): number {
  if (!/^\s*\d{1,4}\s*$/u.test(typed)) throw new Problem("invalid", refusal);
  return Number(typed);
}

/** The form with their calendar feed, which there is once hours are published. */
export async function readOwnHours(portal: Portal, staff: StaffVisitor, refused: RefusedHours | undefined) {
  const { staffId, timeZone, locale } = staff;
  const published = await findAvailability(portal.store.read, staffId);
  return {
    hours: {
      ...(refused?.typed ?? hoursAsTyped(published, locale)),
      problem: refused?.message ?? null,
      problems: refused?.problems ?? noFieldProblems(hoursFields),
      isPublished: published !== undefined,
    },
    timeZone,
    feedLink:
      published === undefined
        ? null
        : portal.installation.baseUrl + portal.feedPathOf({ staffId, version: published.feedVersion }),
  };
}

function hoursAsTyped(published: AvailabilityRow | undefined, locale: Locale): TypedHours {
  const weekly = weeklyHoursAsTyped(readWeeklyHours(published?.weeklyHours ?? ""), locale);
  return {
    "weekly-hours": weekly.replaceAll("; ", "\n"),
    exceptions: exceptionsAsTyped(readExceptions(published?.exceptions ?? ""), locale),
    notice: String(Math.ceil((published?.noticeMinutes ?? defaultNoticeMinutes) / 60)),
    buffer: String(published?.bufferMinutes ?? defaultBufferMinutes),
    "call-link": published?.callLink ?? "",
  };
}
