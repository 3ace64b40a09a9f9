// How people want pages and emails: language, zone and single keys; contacts also how often they are written to and which tasks they
// muted. GET shows it, POST changes it.
import type { Request, Response } from "express";
import { changePreferences } from "../actions/change-preferences.ts";
import { changeStaffPreferences } from "../actions/change-staff-preferences.ts";
import { requireTimeZone, timestamp } from "../domain/clock.ts";
import { locales, requireLocale, type Locale } from "../domain/locale.ts";
import { notifyChoices, requireNotify } from "../domain/notification.ts";
import { timeZoneTyped, usualTimeZones } from "../domain/time-zone.ts";
import { Problem } from "../domain/problem.ts";
import { findPreferences, findStaffPreferences, listMutedTasks } from "../store/preferences.ts";
import { findFieldProblems, noFieldProblems, type FieldProblems } from "./field-problems.ts";
import { formOf, type Form } from "./form.ts";
import { pageMissing } from "./page-missing.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { readingOf, type SayToThem } from "./reading.ts";
import { statusOf } from "./problem.ts";
import { askToSignIn, findVisitor, type ContactVisitor, type StaffVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

/** Muted tasks that are listed; nobody mutes more by hand. */
const mutedMax = 200;

const localeNames: Record<Locale, string> = { en: "English", de: "Deutsch" };

type Member = ContactVisitor | StaffVisitor;

const fieldNames = ["notify", "locale", "zone"] as const;

interface Typed {
  /** Empty for staff, who are told of everything on their tasks. */
  notify: string;
  locale: string;
  timeZone: string;
  hasShortcuts: boolean;
}

/** What was typed and could not be taken. */
interface Refused {
  typed: Typed;
  problems?: FieldProblems<(typeof fieldNames)[number]>;
  message: string | null;
  status: number;
}

/** GET /preferences: for contacts and staff; whoever is not signed in is asked to be. */
export async function showPreferences(portal: Portal, request: Request, response: Response): Promise<void> {
  const visitor = await findVisitor(portal, request);
  if (visitor.kind === "stranger") return askToSignIn(request, response);
  await showForm(portal, response, visitor, { isSaved: request.query["saved"] !== undefined });
}

/** POST /preferences: all of them at once. What cannot be taken comes back as it was typed. */
export async function savePreferences(portal: Portal, request: Request, response: Response): Promise<void> {
  const visitor = await findVisitor(portal, request);
  if (visitor.kind === "stranger") throw pageMissing();
  const typed = readTyped(formOf(request));
  const problems = findFieldProblems(
    {
      notify: () => (visitor.kind === "contact" ? requireNotify(typed.notify) : undefined),
      locale: () => requireLocale(typed.locale),
      zone: () => requireTimeZone(timeZoneTyped(typed.timeZone)),
    },
    visitor.locale,
  );
  if (problems !== undefined) {
    await showForm(portal, response, visitor, { refused: { typed, problems, message: null, status: 422 } });
    return;
  }
  try {
    await save(portal, visitor, typed);
    response.redirect(303, "/preferences?saved");
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const refused = { typed, message: fault.in(visitor.locale), status: statusOf(fault) };
    await showForm(portal, response, visitor, { refused });
  }
}

function readTyped(form: Form): Typed {
  return {
    notify: form.text("notify"),
    locale: form.text("locale"),
    timeZone: form.text("zone"),
    hasShortcuts: form.text("shortcuts") === "on",
  };
}

async function save(portal: Portal, visitor: Member, input: Typed): Promise<void> {
  const at = timestamp(portal.clock());
  const typed = { ...input, timeZone: timeZoneTyped(input.timeZone) };
  await portal.store.write((rows) =>
    visitor.kind === "contact"
      ? changePreferences(rows, at, { contactId: visitor.contactId, ...typed })
      : changeStaffPreferences(rows, at, { staffId: visitor.staffId, ...typed }),
  );
  portal.nudge();
}

async function showForm(
  portal: Portal,
  response: Response,
  visitor: Member,
  { isSaved = false, refused }: { isSaved?: boolean; refused?: Refused },
): Promise<void> {
  const { say } = readingOf(portal, visitor);
  const shown = refused?.typed ?? (await readStored(portal, visitor));
  const values = {
    title: say(visitor.kind === "contact" ? "frame.preferences" : "frame.staff-preferences"),
    place: "preferences" as const,
    isSaved,
    problem: refused?.message ?? null,
    problems: refused?.problems ?? noFieldProblems(fieldNames),
    choices: visitor.kind === "contact" ? notifyViews(shown.notify, say) : null,
    languages: locales.map((value) => ({
      value,
      name: localeNames[value],
      isChosen: value === shown.locale,
    })),
    timeZone: shown.timeZone,
    zones: usualTimeZones,
    // Beside `hasShortcuts` of the frame, which says what holds.
    isStaffView: visitor.kind === "staff",
    isShortcutsChosen: shown.hasShortcuts,
    muted: visitor.kind === "contact" ? await readMuted(portal, visitor) : null,
  };
  await showPage(portal, response, visitor, "preferences", values, refused?.status);
}

async function readStored({ store }: Portal, visitor: Member): Promise<Typed> {
  const stored =
    visitor.kind === "contact"
      ? await findPreferences(store.read, visitor.contactId)
      : await findStaffPreferences(store.read, visitor.staffId);
  if (stored === undefined) throw pageMissing();
  return { notify: "", ...stored, hasShortcuts: stored.hasShortcuts === 1 };
}

function notifyViews(chosen: string, say: SayToThem) {
  return notifyChoices.map((value) => ({
    value,
    label: say(`preferences-notify.${value}`),
    hint: say(`preferences-notify-hint.${value}`),
    isChosen: value === chosen,
  }));
}

async function readMuted(portal: Portal, contact: ContactVisitor) {
  const muted = await listMutedTasks(portal.store.read, contact.contactId, mutedMax);
  return muted.map(({ id, title, mutedAt }) => ({
    id,
    title,
    when: momentWords(mutedAt, readingOf(portal, contact)),
  }));
}
