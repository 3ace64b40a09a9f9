// The digests of the previews: a contact who chose one, what people write meanwhile, and the email that tells of it all.
import { openTask } from "../actions/open-task.ts";
import { postMessage } from "../actions/post-message.ts";
import { changePreferences } from "../actions/change-preferences.ts";
import { timestamp } from "../domain/clock.ts";
import { announce } from "../outbox/announce.ts";
import { markEntriesDue } from "../store/digest-entries.ts";
import { recordEvent } from "../store/events.ts";
import { getPerson } from "../store/people.ts";
import { markDeliveryOn, markStage } from "../store/task-stages.ts";
import { newestTo, type Composed, type PreviewPerson, type PreviewStage } from "./preview.ts";

/** A task that is news: by whom, with which words, and whether work on it started. */
export interface TaskOfDigest {
  title: string;
  by: PreviewPerson;
  words: readonly string[];
  isStarted?: true;
}

/** The email in which `reader` reads of all these. */
export async function digestOf(
  { outbox, people }: PreviewStage,
  reader: PreviewPerson,
  notify: "hourly" | "daily",
  tasks: readonly TaskOfDigest[],
): Promise<Composed> {
  const at = timestamp(outbox.clock());
  const { store } = outbox;
  const contactId = people[reader].id;
  const { clientId, locale, timeZone } = await getPerson(store.read, people[reader]);
  await store.write((rows) => changePreferences(rows, at, { contactId, notify, locale, timeZone }));
  for (const { title, by, words, isStarted } of tasks) {
    await store.write(async (rows) => {
      const input = { author: people[by], channel: "portal", postedAt: at } as const;
      const [first = "", ...rest] = words;
      const opening = { clientId: clientId!, title, text: first, contactIds: [contactId] };
      const { taskId } = await openTask(rows, at, { ...input, ...opening });
      for (const text of rest) await postMessage(rows, at, { ...input, taskId, text });
      if (isStarted !== true) return markStage(rows, taskId, "Accepted", at);
      await markStage(rows, taskId, "Working", at);
      await markDeliveryOn(rows, taskId, deliveryOn);
      const payload = { deliveryOn, messageId: null };
      await recordEvent(rows, { type: "task.started", taskId, actor: people[by], at, payload });
    });
  }
  while ((await announce(outbox)) > 0);
  await store.write(async (rows) => {
    await markEntriesDue(rows, contactId, at);
    await recordEvent(rows, { type: "digest.due", at, payload: { contactId } });
  });
  return newestTo(outbox, people[reader]);
}

const deliveryOn = "2026-11-12";
