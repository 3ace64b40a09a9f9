// The two forms at the end of a task's page, for a message and for a note, as they are shown: empty, with a draft, or with what
// could not be taken and what others wrote meanwhile. Reads drafts.
import type { Conversation, MessageView } from "./conversation.ts";
import { readTaskDrafts, type DraftView } from "./drafts.ts";
import { uploadsMax, type Form } from "./form.ts";
import type { Portal } from "./portal.ts";
import { newSubmissionKey } from "./submission.ts";
import type { TaskAccess } from "./task-access.ts";

/** What a composer held when it could not be taken, so that it is shown again as it was. */
export interface RefusedWords {
  isNote: boolean;
  typed: string;
  message: string;
  /** The newest message that its author had seen, if the form said. */
  seen: number | undefined;
  hadFiles: boolean;
  status: number;
}

/** `seen`: the newest message on the page that is being shown; `filled`: a saved reply that was chosen to be sent. */
export async function readComposers(
  portal: Portal,
  access: TaskAccess,
  {
    seen,
    filled,
    conversation,
  }: { seen: number; filled: string | null | undefined; conversation: Conversation },
  refused: RefusedWords | undefined,
) {
  const draftOf = await readTaskDrafts(portal, access);
  const values = (name: "message" | "note", own: RefusedWords | undefined) => ({
    ...formValues(portal, draftOf(name), own, name === "message" ? filled : null),
    seen,
    meanwhile: meanwhile(conversation.messages, own?.seen),
  });
  return {
    messageForm: values("message", refused?.isNote === false ? refused : undefined),
    noteForm: access.isStaff ? values("note", refused?.isNote === true ? refused : undefined) : null,
  };
}

/** The newest message that whoever posts this form saw; undefined when it does not say. */
export function seenIn(form: Form): number | undefined {
  const typed = form.text("seen");
  return /^\d{1,9}$/u.test(typed) ? Number(typed) : undefined;
}

/** What others wrote after that message, apart from what machines write by themselves. */
function meanwhile(messages: readonly MessageView[], seen: number | undefined): MessageView[] {
  if (seen === undefined) return [];
  return messages.filter(({ id, isMine, isQuiet }) => id > seen && !isMine && !isQuiet);
}

/** A saved reply goes behind what was begun. */
function formValues(
  portal: Portal,
  draft: DraftView,
  refused: RefusedWords | undefined,
  filled: string | null | undefined,
) {
  const begun = [draft.fields["text"], filled].filter((words) => words).join("\n\n");
  return {
    key: newSubmissionKey(),
    typed: refused?.typed ?? begun,
    draft,
    isOpen: refused !== undefined || draft.saved !== null,
    problem: refused?.message ?? null,
    mustChooseFilesAgain: refused?.hadFiles === true,
    filesMax: uploadsMax,
    megabytesMax: Math.floor(portal.uploadBytesMax / 1_048_576),
  };
}
