// What is said of staff among themselves, in the audit trail and to staff on a task's page: who follows and answers for a task, whom a note names, which replies are kept.
import type { EventType } from "../domain/event.ts";
import { plain, told, type Sentences } from "./told.ts";

export type OnStaff = Extract<
  EventType,
  | "participant.followed"
  | "participant.unfollowed"
  | "task.assigned"
  | `staff.${string}`
  | `saved_reply.${string}`
>;

export const staffSentences: Pick<Sentences, OnStaff> = {
  "participant.followed": {
    en: ({ staff }, { staffId }) => told`${staff(staffId)} follows it.`,
    de: ({ staff }, { staffId }) => told`${staff(staffId)} folgt der Aufgabe.`,
  },
  "participant.unfollowed": {
    en: ({ staff }, { staffId }) => told`${staff(staffId)} follows it no more.`,
    de: ({ staff }, { staffId }) => told`${staff(staffId)} folgt der Aufgabe nicht mehr.`,
  },
  "task.assigned": {
    en: ({ who, isActor }, { before, after }) => {
      if (after === null) return told`${who} took it off ${before?.name ?? ""}; nobody answers for it.`;
      return isActor(after.staffId) ? told`${who} took it on.` : told`${who} assigned it to ${after.name}.`;
    },
    de: ({ who, isActor }, { before, after }) => {
      if (after === null)
        return told`${who} hat die Zuständigkeit von ${before?.name ?? ""} aufgehoben; niemand ist zuständig.`;
      return isActor(after.staffId)
        ? told`${who} hat die Aufgabe übernommen.`
        : told`${who} hat die Aufgabe ${after.name} zugewiesen.`;
    },
  },
  "staff.mentioned": {
    en: ({ who }, { name }) => told`${who} mentioned ${name} in a note.`,
    de: ({ who }, { name }) => told`${who} hat ${name} in einer Notiz erwähnt.`,
  },
  "staff.preferences_changed": plain({
    en: "changed their preferences.",
    de: "hat die eigenen Einstellungen geändert.",
  }),
  "saved_reply.added": {
    en: ({ who }, { title }) => told`${who} saved the reply “${title}”.`,
    de: ({ who }, { title }) => told`${who} hat die Antwort „${title}“ gespeichert.`,
  },
  "saved_reply.changed": {
    en: ({ who }, { title }) => told`${who} changed the saved reply “${title}”.`,
    de: ({ who }, { title }) => told`${who} hat die gespeicherte Antwort „${title}“ geändert.`,
  },
  "saved_reply.deleted": {
    en: ({ who }, { title }) => told`${who} deleted the saved reply “${title}”.`,
    de: ({ who }, { title }) => told`${who} hat die gespeicherte Antwort „${title}“ gelöscht.`,
  },
};
