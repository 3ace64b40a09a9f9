// GET /live: tells an open page that something on it has changed, by server-sent events (HTML standard, section 9.2). An event
// says nothing else: the page is then asked for anew, by whoever may still see it. Reads events; writes nothing.
import type { Request, Response } from "express";
import { findNewestEventId, readNews, type News, type Tidings } from "../store/watch-events.ts";
import { liveLimits } from "./live-streams.ts";
import { pageMissing, requireId } from "./page-missing.ts";
import type { Portal } from "./portal.ts";
import { findTaskAccess } from "./task-access.ts";
import { findVisitor, personOf } from "./visitor.ts";

/** What a page shows, and who looks at it. */
interface Scope {
  owner: string;
  concerns: (news: News) => boolean;
}

/** How long a browser waits before it connects again. */
const retryMs = 3_000;

/**
 * What a page calls to be told of news since it was read: to be asked for before anything else that it shows. Without a
 * task, for a list of them.
 */
export async function livePath(portal: Portal, taskId?: number): Promise<string> {
  const since = await findNewestEventId(portal.store.read);
  return taskId === undefined ? `/live?since=${since}` : `/live?task=${taskId}&since=${since}`;
}

/**
 * With `task`, for whoever may see that task; without, for whoever is signed in: clients of their own, staff of everything.
 * Throws `not_found` for everybody else. 503 for more streams than there may be.
 */
export async function streamNews(portal: Portal, request: Request, response: Response): Promise<void> {
  const scope = await findScope(portal, request);
  if (scope === undefined) throw pageMissing();
  response.set({
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  // The connection is not used again, so that a server that stops need not wait for it.
  response.set("connection", "close");
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  if (!portal.live.open(scope.owner, response)) {
    response.status(503).set("retry-after", "30").end();
    return;
  }
  await tell(portal, request, response, scope);
}

/** Until the connection ends. */
async function tell(portal: Portal, request: Request, response: Response, scope: Scope): Promise<void> {
  let gathering: NodeJS.Timeout | undefined;
  let newestId = 0;
  const send = async (words: string) => {
    // Signed out, erased, or the day of the link is past: asked each time, since a stream lives long.
    const now = await findScope(portal, request).catch(() => undefined);
    if (now?.owner !== scope.owner) response.end();
    else if (!response.writableEnded) response.write(words);
  };
  const hear = (news: Tidings) => {
    const own = news === "anything" ? [] : news.filter(scope.concerns);
    if (news !== "anything" && own.length === 0) return;
    newestId = Math.max(newestId, ...own.map(({ id }) => id));
    gathering ??= setTimeout(() => {
      gathering = undefined;
      void send(newestId === 0 ? "data:changed\n\n" : `id:${newestId}\ndata:changed\n\n`);
    }, liveLimits.gatherMs);
  };
  const heartbeat = setInterval(() => void send(":\n\n"), liveLimits.heartbeatMs);
  let isOver = false;
  let stop = () => {};
  response.once("close", () => {
    isOver = true;
    clearInterval(heartbeat);
    clearTimeout(gathering);
    stop();
  });
  stop = await portal.store.watch(hear);
  // The reader went away meanwhile, or the server stops; a word behind the end would be a fault that nobody hears.
  if (isOver || response.writableEnded) {
    stop();
    return;
  }
  // Whoever is answered misses nothing from then on.
  response.write(`retry:${retryMs}\n\n`);
  const since = sinceOf(request);
  if (since !== undefined) hear(await readNews(portal.store.read, since).catch(() => "anything" as const));
}

/** The last event that this page knows of: what its browser was told last or, at first, what the page was made from. */
function sinceOf(request: Request): number | undefined {
  const typed = request.get("last-event-id") ?? request.query["since"];
  return typeof typed === "string" && /^\d{1,9}$/u.test(typed) ? Number(typed) : undefined;
}

async function findScope(portal: Portal, request: Request): Promise<Scope | undefined> {
  const { task } = request.query;
  if (task !== undefined) {
    const access = await findTaskAccess(portal, request, requireId(typeof task === "string" ? task : ""));
    if (access === undefined) return undefined;
    const { kind, id } = access.reader;
    const concerns = ({ taskId, isForStaff }: News) =>
      taskId === access.task.id && (access.isStaff || !isForStaff);
    return { owner: `${kind}:${id}`, concerns };
  }
  const visitor = await findVisitor(portal, request);
  if (visitor.kind === "stranger") return undefined;
  const { kind, id } = personOf(visitor);
  const concerns =
    visitor.kind === "staff"
      ? () => true
      : ({ clientId, isForStaff }: News) => clientId === visitor.clientId && !isForStaff;
  return { owner: `${kind}:${id}`, concerns };
}
