// One line of a digest: what happened, how long ago, and the first words of what was said with it. Reads the event and its
// message.
import { dayInWords } from "../domain/day.ts";
import { estimateInWords } from "../domain/estimate-words.ts";
import type { EventPayloads, EventType } from "../domain/event.ts";
import type { Locale } from "../domain/locale.ts";
import type { DigestEntryRow } from "../store/digest-entries.ts";
import { findEvent, type RecordedEvent } from "../store/events.ts";
import { lockMessage, type MessageRow } from "../store/messages.ts";
import { getAuthor } from "../store/people.ts";
import type { Rows } from "../store/rows.ts";
import { readToldWords } from "../store/told-words.ts";
import type { ParticipantRow } from "../store/participants.ts";
import { maskSecrets } from "../threading/mask.ts";
import { filesToSend } from "./files-to-send.ts";
import type { Outbox } from "./outbox.ts";

/** `words`: all of what was said, on one line; null where nothing was. `isSaying`: they are all that happened. */
export interface DigestNews {
  what: string;
  isSaying: boolean;
  when: string;
  words: string | null;
}

/** Undefined for what is none of its task's news any more: words that were moved away or taken back. */
export async function readDigestLine(
  outbox: Outbox,
  rows: Rows,
  entry: DigestEntryRow,
  { locale }: Pick<ParticipantRow, "locale">,
): Promise<DigestNews | undefined> {
  const event = await findEvent(rows, entry.eventId);
  const message = entry.messageId === null ? undefined : await lockMessage(rows, entry.messageId);
  if (event === undefined) return undefined;
  if (entry.messageId !== null && message?.taskId !== entry.taskId) return undefined;
  const by = message === undefined ? event.actor : authorOf(message);
  const name = by === undefined ? outbox.installation.agencyName : (await getAuthor(rows, by)).name;
  return {
    what: whatHappened(outbox, event, name, locale),
    isSaying: event.type === "message.posted" || event.type === "message.moved",
    when: outbox.words.age(event.at, outbox.clock(), locale),
    words: message === undefined ? null : await oneLineOf(outbox, rows, message, locale),
  };
}

/** The same with as much of the words as there is room for. */
export function toldLine({ words, ...news }: DigestNews, lengthMax: number): DigestNews {
  if (words === null || words.length <= lengthMax) return { ...news, words };
  const head = words.slice(0, lengthMax).replace(/[\ud800-\udbff]$/u, "");
  return { ...news, words: `${head.trimEnd()}…` };
}

function authorOf({ authorContactId, authorStaffId }: MessageRow) {
  if (authorContactId !== null) return { kind: "contact", id: authorContactId } as const;
  return authorStaffId === null ? undefined : ({ kind: "staff", id: authorStaffId } as const);
}

type Values = Record<string, string>;

/** What the sentence of an event names beside who caused it, in the catalogue under `digest.` and this key. */
const sentences: {
  [Type in EventType]?: { key: string; values?: (payload: EventPayloads[Type], locale: Locale) => Values };
} = {
  "message.posted": { key: "wrote" },
  "message.moved": { key: "wrote" },
  "task.edited": { key: "edited" },
  "task.accepted": {
    key: "accepted",
    values: (estimate, locale) => ({ estimate: estimateInWords(estimate, locale) }),
  },
  "task.estimate_changed": {
    key: "estimate-changed",
    values: ({ before, ...after }, locale) => ({
      estimate: estimateInWords(after, locale),
      before: estimateInWords(before, locale),
    }),
  },
  "task.declined": { key: "declined" },
  "task.withdrawn": { key: "withdrawn" },
  "task.merged": { key: "merged", values: ({ intoTaskId }) => ({ into: `#${intoTaskId}` }) },
  "task.started": {
    key: "started",
    values: ({ deliveryOn }, locale) => ({ delivery: dayInWords(deliveryOn, locale) }),
  },
  "task.delivery_changed": {
    key: "delivery-changed",
    values: ({ deliveryOn, before }, locale) => ({
      delivery: dayInWords(deliveryOn, locale),
      before: dayInWords(before, locale),
    }),
  },
  "task.changes_asked": { key: "changes-asked" },
};

/** In one sentence; what has none of its own is news all the same. */
function whatHappened(
  { render: { say } }: Outbox,
  event: RecordedEvent,
  name: string,
  locale: Locale,
): string {
  // RecordedEvent ties the payload to the type, which an index by a union cannot show.
  const sentence = sentences[event.type] as
    | { key: string; values?: (payload: unknown, locale: Locale) => Values }
    | undefined;
  if (sentence === undefined) return say(locale, "digest.other");
  const who = event.actor?.kind ?? "contact";
  return say(locale, `digest.${sentence.key}`, { name, who, ...sentence.values?.(event.payload, locale) });
}

/** Without what would break the line or turn around the words behind it, or pass for a link of ours. */
async function oneLineOf(
  { render: { say } }: Outbox,
  rows: Rows,
  message: MessageRow,
  locale: Locale,
): Promise<string> {
  const words = maskSecrets(await readToldWords(rows, message))
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/gu, "")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  if (words !== "") return words;
  const hasFiles = (await filesToSend(rows, message.id)).length > 0;
  return say(locale, hasFiles ? "email.no-words-but-files" : "email.no-words");
}
