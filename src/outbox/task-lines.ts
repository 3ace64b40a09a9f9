// The lines below the words of an email on a task: where it stands, whose turn it is, and who reads an answer.
import { namesInWords } from "../domain/in-words.ts";
import { stageSlug, turnOf } from "../domain/task.ts";
import type { MessageRow } from "../store/messages.ts";
import type { ParticipantRow } from "../store/participants.ts";
import type { TaskRow } from "../store/tasks.ts";
import type { Outbox } from "./outbox.ts";

/**
 * Where the task stands and whose turn it is, from the reader's side. Not everybody of a client can do what finished work waits
 * for: `mayApprove` says whether the reader can.
 */
export function statusLine(
  { render: { say }, installation }: Outbox,
  task: Pick<TaskRow, "stage" | "lastMessageBy" | "clientName">,
  reader: ParticipantRow,
  mayApprove: boolean,
): string {
  const { locale } = reader;
  const turn = turnOf(task.stage, task.lastMessageBy);
  const isAble = reader.staffId !== null || task.stage !== "Pending Approval" || mayApprove;
  const isReadersTurn = isAble && turn === (reader.staffId === null ? "client" : "us");
  const who = turn === "us" ? installation.agencyName : task.clientName;
  const words =
    turn === "nobody"
      ? say(locale, "message.no-turn")
      : isReadersTurn
        ? say(locale, "message.your-turn")
        : say(locale, "message.their-turn", { who });
  const stage = say(locale, `stage.${stageSlug(task.stage)}`);
  return `${say(locale, "message.stage", { stage })} ${words}`;
}

/** Who reads an answer to this email, of those who hear of its message. */
export function replyLine(
  { render: { say } }: Outbox,
  {
    message,
    reader,
    hearing,
  }: { message: Pick<MessageRow, "isNote">; reader: ParticipantRow; hearing: readonly ParticipantRow[] },
): string {
  const isReader = ({ contactId, staffId }: ParticipantRow) =>
    contactId === reader.contactId && staffId === reader.staffId;
  const names = hearing.filter((other) => !isReader(other)).map((other) => other.name);
  const people = namesInWords(names, reader.locale);
  return say(reader.locale, message.isNote ? "note.reply" : "message.reply", { count: names.length, people });
}
