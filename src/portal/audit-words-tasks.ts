// What is said of each event of a task: in the audit trail, and in the history on the task's own page.
import { dayInWords } from "../domain/day.ts";
import type { EventType } from "../domain/event.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import type { Locale } from "../domain/locale.ts";
import type { OnStaff } from "./audit-words-staff.ts";
import { plain, told, type Sentences } from "./told.ts";

type OnTasks = Extract<
  Exclude<EventType, OnStaff>,
  `task.${string}` | `approval.${string}` | `backlog.${string}`
>;

export const taskSentences: Pick<Sentences, OnTasks> = {
  "task.opened": {
    en: ({ who }, { title }) => told`${who} opened the task “${title}”.`,
    de: ({ who }, { title }) => told`${who} hat die Aufgabe „${title}“ angelegt.`,
  },
  "task.edited": {
    en: ({ who }, { title, titleBefore }) =>
      title === titleBefore
        ? told`${who} changed what is asked for.`
        : told`${who} changed the title from “${titleBefore}” to “${title}”.`,
    de: ({ who }, { title, titleBefore }) =>
      title === titleBefore
        ? told`${who} hat die Anfrage geändert.`
        : told`${who} hat den Titel von „${titleBefore}“ in „${title}“ geändert.`,
  },
  "task.accepted": {
    en: ({ who }, estimate) => told`${who} accepted it. Estimate: ${estimateInWords(estimate, "en")}.`,
    de: ({ who }, estimate) =>
      told`${who} hat die Aufgabe angenommen. Schätzung: ${estimateInWords(estimate, "de")}.`,
  },
  "task.estimate_changed": {
    en: ({ who }, { before, ...after }) =>
      told`${who} changed the estimate from ${estimateInWords(before, "en")} to ${estimateInWords(after, "en")}.`,
    de: ({ who }, { before, ...after }) =>
      told`${who} hat die Schätzung von ${estimateInWords(before, "de")} auf ${estimateInWords(after, "de")} geändert.`,
  },
  "task.declined": plain({ en: "declined it.", de: "hat die Aufgabe abgelehnt." }),
  "task.withdrawn": plain({ en: "withdrew it.", de: "hat die Aufgabe zurückgezogen." }),
  "task.merged": {
    en: ({ who }, { intoTaskId }) =>
      told`${who} found it to be a duplicate of #${intoTaskId}, where it goes on.`,
    de: ({ who }, { intoTaskId }) =>
      told`${who} hat festgestellt, dass es um dasselbe geht wie in #${intoTaskId}; dort geht es weiter.`,
  },
  "task.duplicate_merged": {
    en: ({ who }, { fromTaskId }) => told`${who} merged #${fromTaskId} into it, which asked for the same.`,
    de: ({ who }, { fromTaskId }) =>
      told`${who} hat #${fromTaskId} hiermit zusammengeführt, weil es um dasselbe ging.`,
  },
  "task.split": {
    en: ({ who }, { newTaskId }) => told`${who} made a task of its own of a part of it: #${newTaskId}.`,
    de: ({ who }, { newTaskId }) =>
      told`${who} hat aus einem Teil davon eine eigene Aufgabe gemacht: #${newTaskId}.`,
  },
  "task.started": {
    en: ({ who }, { deliveryOn }) =>
      told`${who} started work. Rough delivery: ${dayInWords(deliveryOn, "en")}.`,
    de: ({ who }, { deliveryOn }) =>
      told`${who} hat mit der Arbeit begonnen. Voraussichtlich fertig: ${dayInWords(deliveryOn, "de")}.`,
  },
  "task.delivery_changed": {
    en: ({ who }, { before, deliveryOn }) =>
      told`${who} moved the delivery from ${dayInWords(before, "en")} to ${dayInWords(deliveryOn, "en")}.`,
    de: ({ who }, { before, deliveryOn }) =>
      told`${who} hat die Lieferung von ${dayInWords(before, "de")} auf ${dayInWords(deliveryOn, "de")} verlegt.`,
  },
  "task.handed_over": plain({
    en: "handed it over for approval.",
    de: "hat die Arbeit zur Freigabe übergeben.",
  }),
  "task.changes_asked": plain({ en: "asked for changes.", de: "hat Änderungen gewünscht." }),
  "task.changes_taken_back": plain({
    en: "took the request for changes back.",
    de: "hat den Änderungswunsch zurückgenommen.",
  }),
  "task.approved": {
    en: ({ who }, { channel }) => told`${who} approved it ${approvedBy[channel].en}.`,
    de: ({ who }, { channel }) => told`${who} hat die Aufgabe ${approvedBy[channel].de} freigegeben.`,
  },
  "task.approval_undone": plain({
    en: "took the approval back.",
    de: "hat die Freigabe zurückgenommen.",
  }),
  "task.emptied": {
    en: () => told`It was left without words of the client.`,
    de: () => told`Hier stand danach nichts mehr vom Kunden.`,
  },
  "task.refilled": {
    en: () => told`Words of the client came back to it.`,
    de: () => told`Worte des Kunden sind hierher zurückgekommen.`,
  },
  "approval.reminder_due": {
    en: (_, { count }) => told`Reminder ${count} to approve it went out.`,
    de: (_, { count }) => told`Erinnerung ${count} an die Freigabe wurde verschickt.`,
  },
  "backlog.ordered": plain({
    en: "put the backlog in another order.",
    de: "hat die Reihenfolge geändert.",
  }),
  "backlog.asked": {
    en: ({ about }) => told`${about} was sent the backlog.`,
    de: ({ about }) => told`${about} wurde die Reihenfolge geschickt.`,
  },
};

const approvedBy: Record<"page" | "link" | "email", Record<Locale, string>> = {
  page: { en: "on its page", de: "auf ihrer Seite" },
  link: { en: "by the emailed link", de: "über den Link in einer E-Mail" },
  email: { en: "by email", de: "per E-Mail" },
};
