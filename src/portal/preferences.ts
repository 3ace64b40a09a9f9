// How a contact is written to: how often, in which language and zone, and which tasks they muted. GET shows it, POST changes it.
import type { Request, Response } from "express";
import { changePreferences } from "../actions/change-preferences.ts";
import { timestamp } from "../domain/clock.ts";
import { locales, type Locale } from "../domain/locale.ts";
import type { Notify } from "../domain/notification.ts";
import { Problem } from "../domain/problem.ts";
import { findPreferences, listMutedTasks } from "../store/preferences.ts";
import { formOf } from "./form.ts";
import { pageMissing } from "./page-missing.ts";
import { showPage } from "./page.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import { statusOf } from "./problem.ts";
import { contactOrSignIn, requireContact, type ContactVisitor } from "./visitor.ts";
import { momentWords } from "./words.ts";

/** Muted tasks that are listed; nobody mutes more by hand. */
const mutedMax = 200;

const notifyWords: Record<Notify, { label: string; hint: string }> = {
  each: { label: "Each message", hint: "An email as soon as there is something new." },
  hourly: { label: "An hourly digest", hint: "One email an hour at most, at the full hour." },
  daily: { label: "A daily digest", hint: "One email a day at most, at nine in your time zone." },
  none: { label: "Only what needs me", hint: "No news by email. You find it on your tasks." },
};

const localeNames: Record<Locale, string> = { en: "English", de: "Deutsch" };

/** What was typed and could not be taken. */
interface Refused {
  notify: string;
  locale: string;
  timeZone: string;
  message: string;
  status: number;
}

/** GET /preferences: for contacts; whoever is not signed in is asked to be. */
export async function showPreferences(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await contactOrSignIn(portal, request, response);
  if (contact === undefined) return;
  await showForm(portal, response, contact, { isSaved: request.query["saved"] !== undefined });
}

/** POST /preferences: all of them at once. What cannot be taken comes back as it was typed. */
export async function savePreferences(portal: Portal, request: Request, response: Response): Promise<void> {
  const contact = await requireContact(portal, request);
  const form = formOf(request);
  const typed = {
    notify: form.text("notify"),
    locale: form.text("locale"),
    timeZone: form.text("zone"),
  };
  const at = timestamp(portal.clock());
  try {
    await portal.store.write((rows) =>
      changePreferences(rows, at, { contactId: contact.contactId, ...typed }),
    );
    portal.nudge();
    response.redirect(303, "/preferences?saved");
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const refused = { ...typed, message: fault.message, status: statusOf(fault) };
    await showForm(portal, response, contact, { refused });
  }
}

async function showForm(
  portal: Portal,
  response: Response,
  contact: ContactVisitor,
  { isSaved = false, refused }: { isSaved?: boolean; refused?: Refused },
): Promise<void> {
  const rows = portal.store.read;
  const stored = await findPreferences(rows, contact.contactId);
  if (stored === undefined) throw pageMissing();
  const shown = refused ?? stored;
  const muted = await listMutedTasks(rows, contact.contactId, mutedMax);
  const values = {
    title: "How we write to you",
    place: "preferences" as const,
    isSaved,
    problem: refused?.message ?? null,
    choices: Object.entries(notifyWords).map(([value, words]) => ({
      value,
      ...words,
      isChosen: value === shown.notify,
    })),
    languages: locales.map((value) => ({
      value,
      name: localeNames[value],
      isChosen: value === shown.locale,
    })),
    timeZone: shown.timeZone,
    zones: Intl.supportedValuesOf("timeZone"),
    muted: muted.map(({ id, title, mutedAt }) => ({
      id,
      title,
      when: momentWords(mutedAt, readingOf(portal, contact)),
    })),
  };
  await showPage(portal, response, contact, "preferences", values, refused?.status);
}
