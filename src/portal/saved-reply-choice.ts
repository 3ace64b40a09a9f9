// On the page of a task: saved replies to choose from, and the one that was chosen, filled in for the composer. For staff. Reads
// saved replies, the task and whom it speaks to.
import { dayInWords } from "../domain/day.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import { fillReply, type PlaceholderName } from "../domain/saved-reply.ts";
import { estimateOf } from "../domain/task.ts";
import { findContactSpokenTo, findSavedReply, listSavedTitles } from "../store/saved-replies.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import type { TaskAccess } from "./task-access.ts";

export interface SavedReplyChoice {
  replies: { id: number; title: string; isChosen: boolean }[];
  isOpen: boolean;
  /** What the composer holds; null when none was chosen. */
  filled: string | null;
  /** What was chosen, and what of it has to be written by hand. */
  notice: string | null;
  isIncomplete: boolean;
}

/** `chosen` is the id in the address, unchecked; one that is not there chooses nothing. Null for contacts. */
export async function readSavedReplyChoice(
  portal: Portal,
  access: TaskAccess,
  chosen: unknown,
): Promise<SavedReplyChoice | null> {
  if (!access.isStaff) return null;
  const rows = portal.store.read;
  const { say } = readingOf(portal, access);
  const titles = await listSavedTitles(rows);
  const isId = typeof chosen === "string" && /^[1-9]\d{0,8}$/u.test(chosen);
  const reply = isId ? await findSavedReply(rows, Number(chosen)) : undefined;
  const filled = reply && fillReply(reply.text, await valuesFor(portal, access));
  const missing = filled?.missing.map((name) => `[${name}]`).join(", ") ?? "";
  return {
    replies: titles.map(({ id, title }) => ({ id, title, isChosen: id === reply?.id })),
    isOpen: reply !== undefined,
    filled: filled?.text ?? null,
    notice:
      reply === undefined
        ? null
        : missing === ""
          ? say("staff-tools.filled", { title: reply.title })
          : say("staff-tools.filled-partly", { title: reply.title, missing }),
    isIncomplete: missing !== "",
  };
}

/** In the language of whom the words go to. */
async function valuesFor(
  portal: Portal,
  { task, name: staff, locale: staffLocale }: TaskAccess,
): Promise<Record<PlaceholderName, string | null>> {
  const contact = await findContactSpokenTo(portal.store.read, task.id);
  const locale = contact?.locale ?? staffLocale;
  const estimate = estimateOf(task);
  return {
    contact: contact?.name ?? null,
    "contact-first-name": contact?.name.trim().split(/\s+/u)[0] ?? null,
    client: task.clientName,
    task: task.title,
    number: String(task.id),
    estimate: estimate === undefined ? null : estimateInWords(estimate, locale),
    delivery: task.deliveryOn === null ? null : dayInWords(task.deliveryOn, locale),
    staff,
    agency: portal.installation.agencyName,
  };
}
