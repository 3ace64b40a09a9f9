// What the audit trail says of emails that came in or went out, of mailboxes, probes and storms.
import type { EventType } from "../domain/event.ts";
import type { Locale } from "../domain/locale.ts";
import { plain, told, type Sentences } from "./told.ts";

type OnMail = Extract<
  EventType,
  | `email.${string}`
  | `inbound_email.${string}`
  | `reply_case.${string}`
  | `mailbox.${string}`
  | `probe.${string}`
  | `envelopes.${string}`
  | `breaker.${string}`
>;

export const mailSentences: Pick<Sentences, OnMail> = {
  "email.bounced": {
    en: ({ about }) => (about === "" ? told`An email came back.` : told`An email to ${about} came back.`),
    de: ({ about }) =>
      about === "" ? told`Eine E-Mail kam zurück.` : told`Eine E-Mail an ${about} kam zurück.`,
  },
  "email.refused": {
    en: ({ about }) =>
      about === "" ? told`An email could not be sent.` : told`An email to ${about} could not be sent.`,
    de: ({ about }) =>
      about === ""
        ? told`Eine E-Mail ließ sich nicht senden.`
        : told`Eine E-Mail an ${about} ließ sich nicht senden.`,
  },
  "inbound_email.ruled": {
    en: ({ who }, { inboundEmailId, ruling }) =>
      told`${who} decided about the held email ${inboundEmailId}: ${rulingWords(ruling, "en")}.`,
    de: ({ who }, { inboundEmailId, ruling }) =>
      told`${who} hat über die zurückgehaltene E-Mail ${inboundEmailId} entschieden: ${rulingWords(ruling, "de")}.`,
  },
  "inbound_email.ruling_undone": {
    en: ({ who }, { inboundEmailId }) =>
      told`${who} took back what was decided about the email ${inboundEmailId}.`,
    de: ({ who }, { inboundEmailId }) =>
      told`${who} hat die Entscheidung über die E-Mail ${inboundEmailId} zurückgenommen.`,
  },
  "reply_case.mended": plain({
    en: "wrote what should have been kept of an email.",
    de: "hat aufgeschrieben, was von einer E-Mail hätte bleiben sollen.",
  }),
  "reply_case.dismissed": plain({
    en: "found that nothing is to be learnt from a reported email.",
    de: "hat entschieden, dass aus einer gemeldeten E-Mail nichts zu lernen ist.",
  }),
  "mailbox.added": {
    en: ({ who }, { address }) => told`${who} connected the mailbox ${address}.`,
    de: ({ who }, { address }) => told`${who} hat das Postfach ${address} verbunden.`,
  },
  "mailbox.verified": {
    en: () => told`A probe mail came back through a connected mailbox.`,
    de: () => told`Eine Testmail kam durch ein verbundenes Postfach zurück.`,
  },
  "mailbox.removed": {
    en: ({ who }, { address }) => told`${who} took the mailbox ${address} off.`,
    de: ({ who }, { address }) => told`${who} hat das Postfach ${address} entfernt.`,
  },
  "probe.requested": plain({ en: "sent a probe mail.", de: "hat eine Testmail geschickt." }),
  "probe.returned": {
    en: () => told`A probe mail came back in.`,
    de: () => told`Eine Testmail kam wieder herein.`,
  },
  "envelopes.sealed": {
    en: (_, { replyDomain }) =>
      told`Codes of our own addresses at ${replyDomain} were taken out of stored envelopes.`,
    de: (_, { replyDomain }) =>
      told`Codes unserer eigenen Adressen unter ${replyDomain} wurden aus gespeicherten Umschlägen genommen.`,
  },
  "breaker.tripped": {
    en: (_, { kind }) =>
      kind === "sender"
        ? told`Emails of one person became too many: nobody is told of more of them.`
        : told`Emails became too many: nobody is told of more of them.`,
    de: (_, { kind }) =>
      kind === "sender"
        ? told`Die E-Mails einer Person wurden zu viele: Von weiteren erfährt niemand.`
        : told`Es wurden zu viele E-Mails: Von weiteren erfährt niemand.`,
  },
  "breaker.reset": {
    en: ({ who }, { isToldOf }) =>
      isToldOf
        ? told`${who} ended a storm of emails and let what waited go out.`
        : told`${who} ended a storm of emails.`,
    de: ({ who }, { isToldOf }) =>
      isToldOf
        ? told`${who} hat eine Flut von E-Mails beendet und gesendet, was wartete.`
        : told`${who} hat eine Flut von E-Mails beendet.`,
  },
};

const rulings: Partial<Record<string, Record<Locale, string>>> = {
  post: { en: "put it on a task", de: "einer Aufgabe zugeordnet" },
  open: { en: "opened a task with it", de: "eine Aufgabe damit angelegt" },
  open_forwarded: {
    en: "opened a task with what it forwards",
    de: "mit dem Weitergeleiteten eine Aufgabe angelegt",
  },
  discard: { en: "set it aside", de: "beiseitegelegt" },
  address: { en: "its sender is somebody we know", de: "der Absender ist uns bekannt" },
  again: { en: "read it again", de: "noch einmal lesen" },
};

function rulingWords(ruling: string, locale: Locale): string {
  return rulings[ruling]?.[locale] ?? ruling;
}
