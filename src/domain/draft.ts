// What somebody wrote into a form and has not sent yet: which forms there are, and how much of it is kept.

/** The form that a draft belongs to. A task has several: `message`, `note`, and one for each step. */
export type DraftPlace =
  | { kind: "request" }
  | { kind: "new-task"; clientId: number }
  | { kind: "task"; taskId: number; form: string };

/** The fields with words in them, by their names. */
export type DraftFields = Record<string, string>;

/** All fields of one draft as they are kept: a message of the greatest length in any script. */
export const draftBytesMax = 400_000;

/** Drafts that nobody touched for so long are removed. */
export const draftDaysMax = 90;

/** The place in one word: `request`, `new-task:3`, `task:12:message`. */
export function draftPlaceName(place: DraftPlace): string {
  switch (place.kind) {
    case "request":
      return "request";
    case "new-task":
      return `new-task:${place.clientId}`;
    case "task":
      return `task:${place.taskId}:${place.form}`;
  }
}

const placeForm = /^(?:(request)|new-task:([1-9]\d{0,9})|task:([1-9]\d{0,9}):([a-z][a-z-]{0,30}))$/u;
const idMax = 2_147_483_647;

/** Reads the name of a place; undefined for what is none. Whether there is such a form is for the caller to know. */
export function readDraftPlace(name: string): DraftPlace | undefined {
  const [, request, client, task, form] = placeForm.exec(name) ?? [];
  if (request !== undefined) return { kind: "request" };
  if (client !== undefined && Number(client) <= idMax) return { kind: "new-task", clientId: Number(client) };
  if (task !== undefined && form !== undefined && Number(task) <= idMax)
    return { kind: "task", taskId: Number(task), form };
  return undefined;
}
