// What the audit trail says of the words on tasks, and of what was wanted by them.
import type { EventType } from "../domain/event.ts";
import type { Locale } from "../domain/locale.ts";
import type { SaidStep } from "../domain/refused-step.ts";
import { plain, told, type Sentences } from "./told.ts";

type OnWords = Extract<EventType, `message.${string}` | `step.${string}`>;

export const messageSentences: Pick<Sentences, OnWords> = {
  "message.posted": {
    en: ({ who }, { isNote, isQuiet }) => {
      if (isQuiet) return told`An email of ${who} was kept without telling anybody.`;
      return isNote ? told`${who} wrote a note.` : told`${who} wrote a message.`;
    },
    de: ({ who }, { isNote, isQuiet }) => {
      if (isQuiet) return told`Eine E-Mail von ${who} wurde abgelegt, ohne jemanden zu benachrichtigen.`;
      return isNote ? told`${who} hat eine Notiz geschrieben.` : told`${who} hat eine Nachricht geschrieben.`;
    },
  },
  "message.misread": plain({
    en: "said that an email was taken apart wrongly.",
    de: "hat gemeldet, dass eine E-Mail falsch zerlegt wurde.",
  }),
  "message.redacted": plain({
    en: "took words out of a message for good.",
    de: "hat Worte endgültig aus einer Nachricht entfernt.",
  }),
  "message.moved": {
    en: ({ who }, { fromTaskId, toTaskId }) =>
      told`${who} moved a message from #${fromTaskId} to #${toTaskId}.`,
    de: ({ who }, { fromTaskId, toTaskId }) =>
      told`${who} hat eine Nachricht von #${fromTaskId} nach #${toTaskId} verschoben.`,
  },
  "message.withdrawn": plain({
    en: "took a message off again; its email is held.",
    de: "hat eine Nachricht wieder heruntergenommen; ihre E-Mail ist zurückgehalten.",
  }),
  "step.refused": {
    en: ({ who }, { verb }) => told`${who} wanted to ${wanted[verb].en} by email, which was not possible.`,
    de: ({ who }, { verb }) => told`${who} wollte per E-Mail ${wanted[verb].de}; das ging nicht.`,
  },
};

const wanted: Record<SaidStep, Record<Locale, string>> = {
  approve: { en: "approve it", de: "sie freigeben" },
  ask_changes: { en: "ask for changes", de: "um Änderungen bitten" },
  undo_approval: { en: "take the approval back", de: "die Freigabe zurücknehmen" },
  withdraw: { en: "withdraw it", de: "sie zurückziehen" },
};
