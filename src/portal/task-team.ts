// Who takes part in a task and who would get an email about the next words on it, as the announcer decides it.
import { namesInWords } from "../domain/in-words.ts";
import { wayOfNews } from "../domain/notification.ts";
import { isSamePerson, personFromColumns } from "../domain/person.ts";
import { listPausedNow } from "../store/paused-addresses.ts";
import { listParticipants, type ParticipantRow } from "../store/participants.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import type { TaskAccess } from "./task-access.ts";

export interface Team {
  clientSide: string;
  ourSide: string;
  /** Who gets the next message, and for staff the next note; null when nobody does. */
  messageReaders: string | null;
  noteReaders: string | null;
  /** Who reads of the next message in a digest, and who wants no news by email at all. */
  digestReaders: string | null;
  newsless: string | null;
  /** Who takes part but wants no emails about this task. */
  muted: string | null;
  /** What the reader, when they take part, can do about emails on this task. */
  muting: "mute" | "unmute" | null;
  /** For staff: who would get emails, were their address not paused. */
  paused: string | null;
}

export async function readTeam(portal: Portal, access: TaskAccess): Promise<Team> {
  const { locale, say } = readingOf(portal, access);
  const participants = await listParticipants(portal.store.read, access.task.id);
  const others = participants.filter(
    (row) => !isSamePerson(personFromColumns(row.contactId, row.staffId), access.reader),
  );
  const pausedNow = new Set(await listPausedNow(portal.store.read));
  const wanting = others.filter((row) => row.mutedAt === null);
  const reachable = wanting.filter((row) => !pausedNow.has(row.address));
  const isQuestion = access.isStaff && access.task.stage === "Triage";
  const wayOf = ({ notify }: ParticipantRow) =>
    wayOfNews(notify, { kind: isQuestion ? "question" : "message", isTheirs: false });
  const hearing = reachable.filter((row) => wayOf(row) === "now");
  const own = participants.find((row) => !others.includes(row));
  const names = (rows: readonly { name: string }[]) =>
    rows.length === 0
      ? null
      : namesInWords(
          rows.map((row) => row.name),
          locale,
        );
  return {
    clientSide: names(participants.filter((row) => row.contactId !== null)) ?? say("task.nobody-yet"),
    ourSide: names(participants.filter((row) => row.staffId !== null)) ?? say("task.nobody-yet"),
    messageReaders: names(hearing),
    noteReaders: access.isStaff ? names(hearing.filter((row) => row.staffId !== null)) : null,
    paused: access.isStaff ? names(wanting.filter((row) => pausedNow.has(row.address))) : null,
    digestReaders: names(reachable.filter((row) => wayOf(row) === "digest")),
    newsless: names(reachable.filter((row) => wayOf(row) === "nothing")),
    muting: own === undefined ? null : own.mutedAt === null ? "mute" : "unmute",
    muted: names(others.filter((row) => row.mutedAt !== null)),
  };
}
