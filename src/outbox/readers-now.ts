// Who of the readers of some news is written to at once, as each chose; what a digest will tell to the others is noted for it.
import { timestamp } from "../domain/clock.ts";
import { wayOfNews, type News } from "../domain/notification.ts";
import { recordDigestEntry } from "../store/digest-entries.ts";
import type { Rows } from "../store/rows.ts";
import type { ParticipantRow } from "../store/participants.ts";
import type { Outbox } from "./outbox.ts";

/** News of one event about a task, for one reader; until `notBefore` it is told to nobody. */
interface TaskNews extends News {
  eventId: number;
  taskId: number;
  messageId: number | null;
  notBefore: string | undefined;
}

/** Answers those who are to be told now; for the others their digest has it, or they want no email about it. */
export async function readersNow(
  { clock }: Pick<Outbox, "clock">,
  rows: Rows,
  readers: readonly ParticipantRow[],
  newsFor: (reader: ParticipantRow) => TaskNews,
): Promise<ParticipantRow[]> {
  const now: ParticipantRow[] = [];
  for (const reader of readers) {
    const { eventId, taskId, messageId, notBefore, ...news } = newsFor(reader);
    const way = wayOfNews(reader.notify, news);
    if (way === "now") now.push(reader);
    if (way !== "digest" || reader.contactId === null) continue;
    const recordedAt = notBefore ?? timestamp(clock());
    await recordDigestEntry(rows, { contactId: reader.contactId, taskId, eventId, messageId, recordedAt });
  }
  return now;
}

/** Those of a task's people who read what is answered there, by whatever email. */
export function hearingOf(participants: readonly ParticipantRow[]): ParticipantRow[] {
  return participants.filter(({ mutedAt, notify }) => mutedAt === null && notify !== "none");
}
