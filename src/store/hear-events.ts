// Hears of events from PostgreSQL, which tells every process of each when its transaction commits (migration 0028). One
// connection of its own, opened for the first who listens.
import pg from "pg";
import type { Rows } from "./rows.ts";
import { readNews, type EventWatch, type Tidings } from "./watch-events.ts";

/** Events that are told of within this time are looked at together. */
const gatherMs = 50;
const firstPauseMs = 1_000;
const pauseMsMax = 30_000;

export function watchByHearing(read: Rows, url: string): EventWatch {
  const listeners = new Set<(news: Tidings) => void>();
  let connection: pg.Client | undefined;
  let opening: Promise<void> | undefined;
  let isClosed = false;
  let heard: number[] = [];
  let gathering: NodeJS.Timeout | undefined;
  let pausing: NodeJS.Timeout | undefined;

  const tellAll = (news: Tidings) => {
    for (const tell of listeners) tell(news);
  };

  async function tellOfHeard(): Promise<void> {
    gathering = undefined;
    // Of two transactions the one with the greater id may commit first, so that only what was told counts.
    const ids = heard;
    heard = [];
    try {
      const news = await readNews(read, Math.min(...ids) - 1, Math.max(...ids));
      tellAll(news === "anything" ? news : news.filter(({ id }) => ids.includes(id)));
    } catch {
      tellAll("anything");
    }
  }

  async function open(pauseMs = firstPauseMs): Promise<void> {
    const client = new pg.Client({ connectionString: url, keepAlive: true });
    let isLost = false;
    const lose = () => {
      if (isLost) return;
      isLost = true;
      if (connection === client) connection = undefined;
      client.end().catch(() => undefined);
      if (isClosed) return;
      pausing = setTimeout(() => {
        opening = open(Math.min(pauseMs * 2, pauseMsMax));
      }, pauseMs);
    };
    client.on("error", lose);
    client.on("end", lose);
    client.on("notification", ({ payload }) => {
      heard.push(Number(payload));
      gathering ??= setTimeout(() => void tellOfHeard(), gatherMs);
    });
    try {
      await client.connect();
      await client.query("listen inreply_events");
      connection = client;
      // What happened before, or while nothing could be heard.
      tellAll("anything");
    } catch {
      lose();
    }
  }

  return {
    watch: async (onNews) => {
      opening ??= open();
      await opening;
      listeners.add(onNews);
      return () => void listeners.delete(onNews);
    },
    close: async () => {
      isClosed = true;
      listeners.clear();
      clearTimeout(gathering);
      clearTimeout(pausing);
      await opening;
      await connection?.end();
    },
  };
}
