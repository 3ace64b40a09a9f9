// The messages that staff moved away from a task, as its page tells of them. Reads rows, writes nothing.
import { listMovedAway } from "../store/message-moves.ts";
import type { Portal } from "./portal.ts";
import { readingOf } from "./reading.ts";
import type { TaskAccess } from "./task-access.ts";
import { momentWords, type MomentWords } from "./words.ts";

export interface MovedMessages {
  /** For staff only: a client reads no words about tasks that they may take no part in. */
  moved: MovedMessageView[];
  /** Whether words of the client were here that are elsewhere now. */
  wasEmptied: boolean;
}

interface MovedMessageView {
  kind: "message" | "note";
  author: string;
  taskId: number;
  taskTitle: string;
  path: string;
  mover: string;
  when: MomentWords;
  whyPath: string | null;
}

export async function readMovedMessages(portal: Portal, access: TaskAccess): Promise<MovedMessages> {
  const rows = await listMovedAway(portal.store.read, access.task.id);
  return {
    wasEmptied: rows.some((row) => row.isNote === 0),
    moved: !access.isStaff
      ? []
      : rows.map((row) => ({
          kind: row.isNote === 1 ? "note" : "message",
          author: row.authorName,
          taskId: row.taskId,
          taskTitle: row.taskTitle,
          path: `/tasks/${row.taskId}#message-${row.messageId}`,
          mover: row.staffName,
          when: momentWords(row.movedAt, readingOf(portal, access)),
          whyPath: row.inboundEmailId === null ? null : `/emails/${row.inboundEmailId}`,
        })),
  };
}
