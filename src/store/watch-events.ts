// Tells whoever listens that something happened, soon after it was committed, by this process or another one: on SQLite by one
// look a second at the list of events, on PostgreSQL by its notifications. Reads events; nobody listens, nobody looks.
import type { EventType } from "../domain/event.ts";
import { places, type Flag, type Rows } from "./rows.ts";

/** That something happened, and whom it may concern; nothing of what it was. */
export interface News {
  id: number;
  taskId: number | null;
  clientId: number | null;
  /** A note was written, or staff did something else of which clients hear nothing. */
  isForStaff: boolean;
}

/** `anything`: so much, or so long unheard, that nobody can say what. */
export type Tidings = readonly News[] | "anything";

/** Resolves once nothing that happens from now on is missed, with what ends it. */
export type Watch = (onNews: (news: Tidings) => void) => Promise<() => void>;

export interface EventWatch {
  watch: Watch;
  close: () => Promise<void>;
}

export const pollEveryMs = 1_000;
/** Events told of one by one; of more at once nobody asks which they are. */
export const newsMax = 500;
const idMax = 2_147_483_647;
/** As `JSON.stringify` writes it. */
const noteInPayload = `%"isNote":true%`;
/** What only pages of staff show. */
const typesForStaff: readonly EventType[] = ["staff.mentioned", "reply_case.mended", "reply_case.dismissed"];

/** The newest event; 0 for none. */
export async function findNewestEventId(rows: Rows): Promise<number> {
  const row = await rows.first<{ id: number | null }>("select max(id) as id from events");
  return row?.id ?? 0;
}

/** What happened after one event, up to another; `anything` when that is more than `newsMax`. */
export async function readNews(rows: Rows, afterId: number, untilId = idMax): Promise<Tidings> {
  const found = await rows.all<Omit<News, "isForStaff"> & { isForStaff: Flag; payload: string }>(
    `select e.id, e.task_id as "taskId", t.client_id as "clientId",
       case when e.type in ${places(1, typesForStaff.length)} or (e.type = ? and e.payload like ?) then 1 else 0 end
         as "isForStaff",
       case when e.task_id is null then e.payload else '{}' end as payload
     from events e left join tasks t on t.id = e.task_id where e.id > ? and e.id <= ? order by e.id limit ?`,
    ...typesForStaff,
    "message.posted" satisfies EventType,
    noteInPayload,
    afterId,
    untilId,
    newsMax + 1,
  );
  if (found.length > newsMax) return "anything";
  return found.map(({ payload, isForStaff, ...news }) => ({
    ...news,
    clientId: news.clientId ?? clientIn(payload),
    isForStaff: isForStaff === 1,
  }));
}

/** Looks while somebody listens, once for all of them. */
export function watchByLooking(read: Rows, everyMs = pollEveryMs): EventWatch {
  const listeners = new Set<(news: Tidings) => void>();
  let lastId = 0;
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;

  /** One look after the other, as long as somebody listens. */
  function lookSoon(): void {
    if (!isLooking && listeners.size > 0) timer ??= setTimeout(() => void look(), everyMs);
  }

  async function look(): Promise<void> {
    timer = undefined;
    isLooking = true;
    try {
      const news = await readNews(read, lastId);
      lastId = news === "anything" ? await findNewestEventId(read) : (news.at(-1)?.id ?? lastId);
      if (news.length > 0) for (const tell of listeners) tell(news);
    } catch {
      // The database is away, of which whoever asks it for more will hear; the next look is soon.
    }
    isLooking = false;
    lookSoon();
  }

  function stopLooking(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  return {
    watch: async (onNews) => {
      const newestId = listeners.size === 0 ? await findNewestEventId(read) : 0;
      // Another one may have begun to listen meanwhile, and hears what happened since then.
      if (listeners.size === 0) lastId = newestId;
      listeners.add(onNews);
      lookSoon();
      return () => {
        listeners.delete(onNews);
        if (listeners.size === 0) stopLooking();
      };
    },
    close: async () => {
      listeners.clear();
      stopLooking();
    },
  };
}

/** Of what is about no task, the client whom it is about, where it names one. */
function clientIn(payload: string): number | null {
  const { clientId } = JSON.parse(payload) as { clientId?: unknown };
  return typeof clientId === "number" ? clientId : null;
}
