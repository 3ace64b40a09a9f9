// Hears of events from PostgreSQL, which tells every process of each when its transaction commits (migration 0028).
import type { Hearing } from "./hearing.ts";
import type { Rows } from "./rows.ts";
import { readNews, type EventWatch, type Tidings } from "./watch-events.ts";

/** Events that are told of within this time are looked at together. */
const gatherMs = 50;

export function watchByHearing(read: Rows, hearing: Hearing): EventWatch {
  const listeners = new Set<(news: Tidings) => void>();
  let hears: Promise<void> | undefined;
  let heard: number[] = [];
  let gathering: NodeJS.Timeout | undefined;

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

  return {
    watch: async (onNews) => {
      hears ??= hearing.hear("inreply_events", {
        onNotice: (payload) => {
          heard.push(Number(payload));
          gathering ??= setTimeout(() => void tellOfHeard(), gatherMs);
        },
        // What happened before, or while nothing could be heard.
        onGap: () => tellAll("anything"),
      });
      await hears;
      listeners.add(onNews);
      return () => void listeners.delete(onNews);
    },
    close: async () => {
      listeners.clear();
      clearTimeout(gathering);
    },
  };
}
