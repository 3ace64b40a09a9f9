// What was decided about an inbound email, as a sentence says it of whoever decided. No I/O.

import type { Locale } from "./locale.ts";

/** A ruling as its sentence needs it; `personName` is its author, or whose address the sender's became. */
export interface SaidRuling {
  kind: "post" | "open" | "open_forwarded" | "discard" | "address" | "again";
  taskId: number | null;
  personName: string | null;
}

/**
 * After a name: “put it on task #12 as Ann Weber’s message”. `isReaders`: after “You”, „Sie“, which German verbs follow in
 * another form.
 */
export function rulingInWords(ruling: SaidRuling, locale: Locale, isReaders = false): string {
  return locale === "en" ? inEnglishWords(ruling) : `${isReaders ? "haben" : "hat"} ${inGermanWords(ruling)}`;
}

function inGermanWords({ kind, taskId, personName }: SaidRuling): string {
  switch (kind) {
    case "post":
      return `die E-Mail als Nachricht von ${personName ?? "jemandem"} der Aufgabe #${taskId} zugeordnet`;
    case "open":
      return `mit der E-Mail eine Aufgabe für ${personName ?? "jemanden"} angelegt`;
    case "open_forwarded":
      return `mit der weitergeleiteten E-Mail eine Aufgabe für ${personName ?? "jemanden"} angelegt`;
    case "discard":
      return "die E-Mail beiseitegelegt";
    case "address":
      return `gesagt, dass ihre Adresse auch ${personName ?? "jemandem"} gehört`;
    case "again":
      return "die E-Mail noch einmal lesen lassen";
  }
}

function inEnglishWords({ kind, taskId, personName }: SaidRuling): string {
  const whose = personName ?? "somebody";
  switch (kind) {
    case "post":
      return `put it on task #${taskId} as ${whose}’s message`;
    case "open":
      return `opened a task with it for ${whose}`;
    case "open_forwarded":
      return `opened a task with what it forwards for ${whose}`;
    case "discard":
      return "set it aside";
    case "address":
      return `said that its address is also ${whose}’s`;
    case "again":
      return "had it read again";
  }
}
