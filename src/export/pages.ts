// Walks rows page by page, so that nothing is ever held whole.
import {
  firstPlace,
  listMessagesAfter,
  listSessionsAfter,
  listTasksAfter,
  type WhichMessages,
} from "../store/exports.ts";
import type { MessageRow } from "../store/messages.ts";
import type { Rows } from "../store/rows.ts";
import type { SessionRow } from "../store/sessions.ts";
import type { TaskRow } from "../store/tasks.ts";
import { rowsAtOnce } from "./client-export.ts";

export function eachTask(rows: Rows, clientId: number): AsyncGenerator<TaskRow> {
  return eachRow((last?: TaskRow) => listTasksAfter(rows, clientId, last?.id ?? 0, rowsAtOnce));
}

export function eachMessage(rows: Rows, taskId: number, which: WhichMessages): AsyncGenerator<MessageRow> {
  return eachRow((last?: MessageRow) =>
    listMessagesAfter(rows, taskId, last ?? firstPlace, { which, countMax: rowsAtOnce }),
  );
}

export function eachSession(rows: Rows, clientId: number): AsyncGenerator<SessionRow> {
  return eachRow((last?: SessionRow) => listSessionsAfter(rows, clientId, last?.id ?? 0, rowsAtOnce));
}

async function* eachRow<Row>(readPage: (last?: Row) => Promise<Row[]>): AsyncGenerator<Row> {
  for (let page = await readPage(); page.length > 0; page = await readPage(page.at(-1))) {
    yield* page;
    if (page.length < rowsAtOnce) return;
  }
}
