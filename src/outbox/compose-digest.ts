// Composes the email that tells a contact what happened on their tasks since the last one, and writes it down with what it told.
// What is news no more, since its task was muted or its message went elsewhere, drops out.
import { timestamp } from "../domain/clock.ts";
import { isAmong } from "../domain/person.ts";
import {
  forgetEntry,
  forgetSameNews,
  forgetUntoldEntries,
  lockDueEntries,
  markEntryTold,
  type DigestEntryRow,
} from "../store/digest-entries.ts";
import { recordEvent, type RecordedEvent } from "../store/events.ts";
import type { NewOutboundEmail } from "../store/outbound-emails.ts";
import { findPerson, listApprovers, type PersonRow } from "../store/people.ts";
import { findPreferences } from "../store/preferences.ts";
import type { Rows } from "../store/rows.ts";
import { findParticipantOf, type ParticipantRow } from "../store/participants.ts";
import { getTask, type TaskRow } from "../store/tasks.ts";
import { programHeaders } from "./answer-headers.ts";
import { readDigestLine, toldLine, type DigestNews } from "./digest-line.ts";
import { fitHtml, isSmall } from "./message-words.ts";
import { composedLengthMax, type Outbox } from "./outbox.ts";
import { newPlaceholder, oneTaskLinkPlace, oneTaskReplyPlace, unsubscribePlace } from "./placeholders.ts";
import { statusLine } from "./task-lines.ts";
import { preferencesLink, unsubscribeHeaders } from "./unsubscribe.ts";
import { writeDown } from "./write-down.ts";

/** News in one digest; the rest follows in another one at once. */
export const entriesMax = 60;
/** Characters of the words that a message begins with. */
export const firstWordsMax = 240;

/** Answers how many emails it wrote: none when nothing is left to tell, or its reader was erased. */
export async function composeDigest(
  outbox: Outbox,
  rows: Rows,
  event: Extract<RecordedEvent, { type: "digest.due" }>,
): Promise<number> {
  const { contactId } = event.payload;
  const reader = await findPerson(rows, { kind: "contact", id: contactId });
  const preferences = await findPreferences(rows, contactId);
  if (reader === undefined || preferences === undefined || preferences.notify === "none") {
    await forgetUntoldEntries(rows, contactId);
    return 0;
  }
  const entries = await lockDueEntries(rows, contactId, entriesMax + 1);
  const parts: Part[] = [];
  for (const entry of entries.slice(0, entriesMax)) await sortIn(outbox, rows, { entry, contactId, parts });
  const digest = await fit(outbox, { event, reader, parts, notify: preferences.notify });
  if (entries.length > entriesMax || digest.parts.length < parts.length) {
    const at = timestamp(outbox.clock());
    await recordEvent(rows, { type: "digest.due", at, payload: { contactId } });
  }
  if (parts.length === 0) return 0;
  const id = await writeDown(outbox, rows, digest.email);
  if (id === undefined) return 0;
  for (const entry of digest.parts.flatMap((part) => part.entries)) {
    await markEntryTold(rows, entry.id, id);
    if (entry.messageId !== null) await forgetSameNews(rows, contactId, entry.messageId);
  }
  return 1;
}

/** What happened on one task. */
interface Part {
  task: TaskRow;
  participant: ParticipantRow;
  mayApprove: boolean;
  entries: DigestEntryRow[];
  news: DigestNews[];
}

/** Puts one entry to its task, or lets go of it. */
async function sortIn(
  outbox: Outbox,
  rows: Rows,
  { entry, contactId, parts }: { entry: DigestEntryRow; contactId: number; parts: Part[] },
): Promise<void> {
  const participant = await findParticipantOf(rows, entry.taskId, { kind: "contact", id: contactId });
  const news =
    participant === undefined || participant.mutedAt !== null
      ? undefined
      : await readDigestLine(outbox, rows, entry, participant);
  const isThere = parts.some(({ entries }) => entries.some((other) => isSameMessage(entry, other)));
  if (participant === undefined || news === undefined || isThere) return forgetEntry(rows, entry.id);
  let part = parts.find(({ task }) => task.id === entry.taskId);
  if (part === undefined) {
    const task = await getTask(rows, entry.taskId);
    const mayApprove = isAmong(await listApprovers(rows, task.clientId), participant);
    part = { task, participant, mayApprove, entries: [], news: [] };
    parts.push(part);
  }
  part.entries.push(entry);
  part.news.push(news);
}

function isSameMessage({ messageId }: DigestEntryRow, other: DigestEntryRow): boolean {
  return messageId !== null && messageId === other.messageId;
}

interface Digest {
  event: RecordedEvent;
  reader: PersonRow;
  parts: readonly Part[];
  notify: string;
}

/** As many tasks as an email holds, however long their titles; the rest follows in another one. */
async function fit(
  outbox: Outbox,
  digest: Digest,
): Promise<{ parts: readonly Part[]; email: NewOutboundEmail }> {
  const { parts } = digest;
  const email = await compose(outbox, digest);
  if (isSmall(outbox, email.html) || parts.length < 2) return { parts, email };
  return fit(outbox, { ...digest, parts: parts.slice(0, Math.ceil(parts.length / 2)) });
}

async function compose(outbox: Outbox, { event, reader, parts, notify }: Digest): Promise<NewOutboundEmail> {
  const { locale } = reader;
  const { agencyName } = outbox.installation;
  const { say } = outbox.render;
  const placeholder = newPlaceholder();
  const [first] = parts;
  const only = parts.length === 1 ? first : undefined;
  const frame = {
    locale,
    agencyName,
    readerName: reader.name,
    taskCount: parts.length,
    isOneTask: only !== undefined,
    firstTitle: first?.task.title ?? "",
    why: say(locale, "digest.why", { notify }),
    footLinks: [
      { label: say(locale, "digest.stop"), link: unsubscribePlace(placeholder) },
      preferencesLink(outbox, reader),
    ],
  };
  const subject = outbox.render("email/digest.subject", frame).trim();
  const { html, ...values } = await fitHtml(outbox, "email/digest.html", (lengthMax) => {
    const wordsMax = Math.floor((firstWordsMax * lengthMax) / composedLengthMax);
    const all = parts.flatMap(({ news }) => news);
    return Promise.resolve({
      ...frame,
      subject,
      isShortened: all.some(({ words }) => (words ?? "").length > wordsMax),
      tasks: parts.map((part) => toView(outbox, part, placeholder, wordsMax)),
    });
  });
  return {
    eventId: event.id,
    // Answers to what tells of one task only belong there.
    taskId: only?.task.id ?? null,
    messageId: null,
    signInId: null,
    participantId: only?.participant.id ?? null,
    contactId: reader.contactId,
    staffId: null,
    kind: "digest",
    isNote: false,
    toAddress: reader.address,
    toName: reader.name,
    fromName: agencyName,
    subject,
    text: outbox.render("email/digest.text", values),
    html,
    headers: {
      ...programHeaders("auto-generated"),
      ...unsubscribeHeaders(placeholder),
    },
    placeholder,
    composedAt: timestamp(outbox.clock()),
  };
}

interface TaskView {
  id: number;
  title: string;
  lines: DigestNews[];
  statusLine: string;
  link: string;
  answerLink: string;
}

function toView(
  outbox: Outbox,
  { task, participant, mayApprove, news }: Part,
  placeholder: string,
  wordsMax: number,
): TaskView {
  return {
    id: task.id,
    title: task.title,
    lines: news.map((each) => toldLine(each, wordsMax)),
    statusLine: statusLine(outbox, task, participant, mayApprove),
    link: oneTaskLinkPlace(placeholder, participant.id),
    answerLink: `mailto:${oneTaskReplyPlace(placeholder, participant.id)}`,
  };
}
