// What a check of the set-up found, as the set-up page says it in its reader's language and `inreply doctor` in English.
import type { InEveryLanguage, Locale } from "./locale.ts";

/** `skipped`: it could not be looked at, or there is nothing to look at; `found` says why. */
export type FindingStatus = "good" | "warning" | "fault" | "skipped";

export interface Finding {
  /** A name for programs that never changes, such as `dns.mx`. */
  check: string;
  status: FindingStatus;
  /** What is, in whole sentences without secrets. */
  found: InEveryLanguage;
  /** What to do about it; absent when nothing needs to be done. */
  todo?: InEveryLanguage;
  /** What to type or paste elsewhere for that, such as the parts of a DNS record. */
  values?: readonly Labelled[];
}

/** A plain string is the same in every language, as names of settings and of fields in other people's forms are. */
export interface Labelled {
  label: InEveryLanguage | string;
  value: InEveryLanguage | string;
}

/** Findings about one thing, under its heading. */
export interface FindingGroup {
  title: InEveryLanguage;
  findings: readonly Finding[];
}

/** The same in one language. */
export interface SaidFinding {
  check: string;
  status: FindingStatus;
  found: string;
  todo?: string;
  values?: { label: string; value: string }[];
}

export interface SaidGroup {
  title: string;
  findings: SaidFinding[];
}

export function groupIn({ title, findings }: FindingGroup, locale: Locale): SaidGroup {
  return { title: title[locale], findings: findings.map((finding) => findingIn(finding, locale)) };
}

export function findingIn({ check, status, found, todo, values }: Finding, locale: Locale): SaidFinding {
  return {
    check,
    status,
    found: found[locale],
    ...(todo === undefined ? {} : { todo: todo[locale] }),
    ...(values === undefined ? {} : { values: valuesIn(values, locale) }),
  };
}

export function valuesIn(values: readonly Labelled[], locale: Locale): { label: string; value: string }[] {
  const said = (words: InEveryLanguage | string) => (typeof words === "string" ? words : words[locale]);
  return values.map(({ label, value }) => ({ label: said(label), value: said(value) }));
}
