// What a check of the set-up found, as the set-up page and `inreply doctor` say it.

/** `skipped`: it could not be looked at, or there is nothing to look at; `found` says why. */
export type FindingStatus = "good" | "warning" | "fault" | "skipped";

export interface Finding {
  /** A name for programs that never changes, such as `dns.mx`. */
  check: string;
  status: FindingStatus;
  /** What is, in whole sentences without secrets. */
  found: string;
  /** What to do about it; absent when nothing needs to be done. */
  todo?: string;
  /** What to type or paste elsewhere for that, such as the parts of a DNS record. */
  values?: readonly Labelled[];
}

export interface Labelled {
  label: string;
  value: string;
}

/** Findings about one thing, under its heading. */
export interface FindingGroup {
  title: string;
  findings: readonly Finding[];
}
