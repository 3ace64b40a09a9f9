// What the audit trail says of clients, their plans and people, and of how people are written to.
import type { EventType } from "../domain/event.ts";
import type { OnStaff } from "./audit-words-staff.ts";
import { plain, told, type Sentences } from "./told.ts";

type OnPeople = Extract<
  Exclude<EventType, OnStaff>,
  | `client.${string}`
  | `plan.${string}`
  | `contact.${string}`
  | `participant.${string}`
  | `copied_colleague.${string}`
  | `address.${string}`
  | `sign_in.${string}`
  | `digest.${string}`
  | `held_summary.${string}`
>;

export const peopleSentences: Pick<Sentences, OnPeople> = {
  "client.added": {
    en: ({ who, client, plan }, { planId }) =>
      told`${who} added the client ${client} on the plan ${plan(planId)}.`,
    de: ({ who, client, plan }, { planId }) =>
      told`${who} hat den Kunden ${client} mit dem Plan ${plan(planId)} angelegt.`,
  },
  "client.plan_changed": {
    en: ({ who, client, plan }, { planId, beforePlanId }) =>
      told`${who} moved ${client} from the plan ${plan(beforePlanId)} to ${plan(planId)}.`,
    de: ({ who, client, plan }, { planId, beforePlanId }) =>
      told`${who} hat ${client} vom Plan ${plan(beforePlanId)} auf ${plan(planId)} umgestellt.`,
  },
  "plan.set": {
    en: ({ who, plan }, { planId, ...facts }) =>
      told`${who} set the plan ${plan(planId)}: ${facts.activeTasksMax} at a time, and a month ${facts.strategySessionsMonthly} strategy and ${facts.trainingSessionsMonthly} training sessions.`,
    de: ({ who, plan }, { planId, ...facts }) =>
      told`${who} hat den Plan ${plan(planId)} festgelegt: ${facts.activeTasksMax} gleichzeitig, im Monat ${facts.strategySessionsMonthly} Strategie- und ${facts.trainingSessionsMonthly} Trainingstermine.`,
  },
  "contact.added": {
    en: ({ who, about, client }, { canApprove }) =>
      canApprove
        ? told`${who} added ${about} to ${client}, who may approve.`
        : told`${who} added ${about} to ${client}.`,
    de: ({ who, about, client }, { canApprove }) =>
      canApprove
        ? told`${who} hat ${about} bei ${client} angelegt, mit dem Recht zur Freigabe.`
        : told`${who} hat ${about} bei ${client} angelegt.`,
  },
  "contact.approver_changed": {
    en: ({ who, about }, { canApprove }) =>
      canApprove
        ? told`${who} let ${about} approve finished work.`
        : told`${who} took from ${about} the right to approve finished work.`,
    de: ({ who, about }, { canApprove }) =>
      canApprove
        ? told`${who} hat ${about} erlaubt, fertige Arbeit freizugeben.`
        : told`${who} hat ${about} das Recht zur Freigabe entzogen.`,
  },
  "contact.preferences_changed": {
    en: ({ about }) => told`${about} chose how we write to them.`,
    de: ({ about }) => told`${about} hat gewählt, wie wir schreiben.`,
  },
  "contact.erased": {
    en: (_, { withWords }) =>
      withWords
        ? told`A contact was erased on request, with what they wrote.`
        : told`A contact was erased on request.`,
    de: (_, { withWords }) =>
      withWords
        ? told`Ein Kontakt wurde auf Verlangen gelöscht, mit allem, was er geschrieben hat.`
        : told`Ein Kontakt wurde auf Verlangen gelöscht.`,
  },
  "participant.added": {
    en: ({ who, about }) => told`${who} added ${about} to the task.`,
    de: ({ who, about }) => told`${who} hat ${about} zur Aufgabe hinzugefügt.`,
  },
  "participant.muted": plain({ en: "muted the task.", de: "hat die Aufgabe stummgeschaltet." }),
  "participant.unmuted": plain({
    en: "wants emails about the task again.",
    de: "möchte wieder E-Mails zur Aufgabe.",
  }),
  "copied_colleague.dismissed": plain({
    en: "did not add somebody who was copied.",
    de: "hat jemanden, der in Kopie stand, nicht hinzugefügt.",
  }),
  "address.added": {
    en: ({ who, about }, { address }) => told`${who} added the address ${address} to ${about}.`,
    de: ({ who, about }, { address }) => told`${who} hat ${about} die Adresse ${address} hinzugefügt.`,
  },
  "address.removed": {
    en: ({ who, about }, { address }) => told`${who} took the address ${address} from ${about}.`,
    de: ({ who, about }, { address }) => told`${who} hat ${about} die Adresse ${address} genommen.`,
  },
  "address.erased": {
    en: (_, { emailCount }) =>
      told`The emails of an address that is nobody’s were erased on request: ${emailCount}.`,
    de: (_, { emailCount }) =>
      told`Die E-Mails einer Adresse, die niemandem gehört, wurden auf Verlangen gelöscht: ${emailCount}.`,
  },
  "address.paused": {
    en: (_, { address }) => told`Emails to ${address} wait from now on.`,
    de: (_, { address }) => told`E-Mails an ${address} warten von jetzt an.`,
  },
  "address.resumed": {
    en: ({ who }, { address }) => told`${who} let emails go to ${address} again.`,
    de: ({ who }, { address }) => told`${who} lässt E-Mails wieder an ${address} gehen.`,
  },
  "sign_in.requested": plain({
    en: "asked for a link to sign in.",
    de: "hat um einen Link zum Anmelden gebeten.",
  }),
  "digest.due": {
    en: ({ about }) => told`The digest of ${about} was due.`,
    de: ({ about }) => told`Die Zusammenfassung für ${about} war fällig.`,
  },
  "held_summary.due": {
    en: ({ staff }, { staffId }) => told`The summary of held emails was due to ${staff(staffId)}.`,
    de: ({ staff }, { staffId }) =>
      told`Die Übersicht der zurückgehaltenen E-Mails war für ${staff(staffId)} fällig.`,
  },
};
