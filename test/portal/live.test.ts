// Pages that hear of news: who is told of what, how soon, and when a stream ends.
import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { followTask } from "../../src/actions/follow-task.ts";
import { endSignIn } from "../../src/actions/end-sign-in.ts";
import { liveLimits, openLiveStreams } from "../../src/portal/live-streams.ts";
import { newsMax, pollEveryMs, readNews, watchByLooking } from "../../src/store/watch-events.ts";
import { recordEvent } from "../../src/store/events.ts";
import { openApp, startedAt, type App, type Browser } from "./app.ts";

interface Stream {
  status: number;
  headers: Headers;
  /** Everything that came so far. */
  text: () => string;
  countNews: () => number;
  isOver: () => boolean;
  stop: () => void;
}

async function listen(app: App, browser: Browser, path: string, headers = {}): Promise<Stream> {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(app.url + path, { headers: { cookie, ...headers }, signal: leaving.signal });
  let text = "";
  let isOver = false;
  const read = async () => {
    for await (const bytes of response.body!) text += Buffer.from(bytes).toString();
  };
  void read()
    .catch(() => undefined)
    .finally(() => (isOver = true));
  return {
    status: response.status,
    headers: response.headers,
    text: () => text,
    countNews: () => text.match(/data:changed/gu)?.length ?? 0,
    isOver: () => isOver,
    stop: () => leaving.abort(),
  };
}

/** How often SQLite's events are looked at here; a server says by itself that there are some. */
const lookEveryMs = 50;
/** Longer than news take to be looked for and gathered. */
const aWhileMs = process.env["TEST_DATABASE_URL"] === undefined ? 600 : 1_600;

async function openTasks() {
  const app = await openApp();
  if (process.env["TEST_DATABASE_URL"] === undefined) {
    const { watch, close } = watchByLooking(app.store.read, lookEveryMs);
    app.portal.store = { ...app.store, watch };
    onTestFinished(close);
  }
  const { clients, people } = app.world;
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann });
  const otherTaskId = await app.taskWith({ clientId: clients.lumen, author: people.kenji });
  const since = (await app.store.read.first<{ id: number }>("select max(id) as id from events"))!.id;
  return { app, taskId, otherTaskId, since, ann: await app.signedIn(people.ann) };
}

describe("a page", () => {
  it("of a task is told of what happens on it, and not what; of other tasks it hears nothing", async () => {
    const { app, taskId, otherTaskId, ann } = await openTasks();
    const stream = await listen(app, ann, `/live?task=${taskId}`);
    expect(stream.status).toBe(200);
    expect(stream.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(stream.headers.get("cache-control")).toBe("no-store");
    await app.say({ taskId: otherTaskId, author: app.world.people.kenji, text: "Elsewhere" });
    await wait(aWhileMs);
    expect(stream.countNews()).toBe(0);
    await app.say({ taskId, author: app.world.people.priya, text: "Secret words" });
    await expect.poll(stream.countNews, { timeout: 5_000 }).toBe(1);
    expect(stream.text()).toMatch(/^retry:3000\n\nid:\d+\ndata:changed\n\n$/u);
  });

  it("says where it hears of what happens since it was made", async () => {
    const { app, taskId, since, ann } = await openTasks();
    const path = new RegExp(`data-news="(/live\\?task.{1,6}${taskId}&amp;since.{1,6}\\d+)"`, "u");
    const found = path.exec((await ann.get(`/tasks/${taskId}`)).text)![1]!;
    expect(found.replaceAll("&amp;", "&").replaceAll("&#x3D;", "=")).toMatch(/^\/live\?task=\d+&since=\d+$/u);
    await app.say({ taskId, author: app.world.people.priya, text: "Between page and stream" });
    const late = await listen(app, ann, `/live?task=${taskId}&since=${since}`);
    await expect.poll(late.countNews, { timeout: 5_000 }).toBe(1);
    const newest = /id:(\d+)/u.exec(late.text())![1]!;
    const again = await listen(app, ann, `/live?task=${taskId}&since=${since}`, { "last-event-id": newest });
    await wait(500);
    expect(again.countNews()).toBe(0);
  });

  it("of a list hears of its client's tasks alone; staff hear of all", async () => {
    const { app, taskId, otherTaskId, ann } = await openTasks();
    const { people, clients } = app.world;
    const ofAnn = await listen(app, ann, "/live");
    const ofStaff = await listen(app, await app.signedIn(people.priya), "/live");
    const before = ofStaff.countNews();
    await app.say({ taskId: otherTaskId, author: people.kenji });
    const plan = { clientId: clients.lumen, planId: 1, beforePlanId: 1 };
    await app.store.write((rows) =>
      recordEvent(rows, { type: "client.plan_changed", at: startedAt, payload: plan }),
    );
    await expect.poll(ofStaff.countNews, { timeout: 5_000 }).toBeGreaterThan(before);
    expect(ofAnn.countNews()).toBe(0);
    await app.say({ taskId, author: people.priya });
    await expect.poll(ofAnn.countNews, { timeout: 5_000 }).toBe(1);
  });

  it("that lists what changes names its stream and what it takes over from a fresh copy of itself", async () => {
    const { app, ann } = await openTasks();
    const tom = await app.signedIn(app.world.people.tom);
    const pages: [Browser, string[]][] = [
      [tom, ["/", "/tasks", "/board", "/held", "/sessions", `/clients/${app.world.clients.harbor}`]],
      [ann, ["/", "/tasks", "/backlog", "/sessions"]],
    ];
    for (const [browser, paths] of pages) {
      for (const path of paths) {
        const { text } = await browser.get(path);
        expect([path, text.match(/ data-news="\/live/gu)?.length]).toEqual([path, 1]);
        expect([path, /<main[^]* data-live="/u.test(text) || path === "/held"]).toEqual([path, true]);
      }
    }
  });

  it("of a client hears nothing of a note; that of staff does", async () => {
    const { app, taskId, ann } = await openTasks();
    const ofAnn = await listen(app, ann, `/live?task=${taskId}`);
    const ofHerTasks = await listen(app, ann, "/live");
    const ofStaff = await listen(app, await app.signedIn(app.world.people.tom), `/live?task=${taskId}`);
    await app.say({ taskId, author: app.world.people.priya, isNote: true, text: "Between us" });
    await expect.poll(ofStaff.countNews, { timeout: 5_000 }).toBe(1);
    expect([ofAnn.countNews(), ofHerTasks.countNews()]).toEqual([0, 0]);
  });

  it("of a client hears nothing of what staff do among themselves", async () => {
    const { app, taskId, ann } = await openTasks();
    const { priya, tom } = app.world.people;
    // Who follows a task stands on its page, for clients, too.
    await app.store.write((rows) =>
      followTask(rows, startedAt, { taskId, staffId: tom.id, byStaffId: tom.id, cause: "asked" }),
    );
    const ofAnn = await listen(app, ann, `/live?task=${taskId}`);
    const ofHerTasks = await listen(app, ann, "/live");
    const ofStaff = await listen(app, await app.signedIn(tom), `/live?task=${taskId}`);
    await app.say({ taskId, author: priya, isNote: true, text: "@Tom between us" });
    await expect.poll(ofStaff.countNews, { timeout: 5_000 }).toBeGreaterThan(0);
    await wait(500);
    expect([ofAnn.countNews(), ofHerTasks.countNews()]).toEqual([0, 0]);
  });

  it("hears of a burst as one", async () => {
    const { app, taskId, ann } = await openTasks();
    const stream = await listen(app, ann, `/live?task=${taskId}`);
    for (let count = 0; count < 10; count++) await app.say({ taskId, author: app.world.people.priya });
    await expect.poll(stream.countNews, { timeout: 5_000 }).toBeGreaterThan(0);
    await wait(500);
    expect(stream.countNews()).toBeLessThanOrEqual(3);
  });

  it("is told nothing more once its reader has signed out", async () => {
    const { app, taskId, ann } = await openTasks();
    const stream = await listen(app, ann, `/live?task=${taskId}`);
    const cookie = ann.cookies.get("sign-in") ?? [...ann.cookies.values()][0]!;
    await app.store.write((rows) => endSignIn(rows, app.time.now, app.portal.hashOf(cookie)));
    await app.say({ taskId, author: app.world.people.priya });
    await expect.poll(stream.isOver, { timeout: 5_000 }).toBe(true);
    expect(stream.countNews()).toBe(0);
  });

  it("opened by an emailed link hears until the day of the link is past", async () => {
    const { app, taskId } = await openTasks();
    const browser = app.browser();
    await browser.get(await app.linkFor(taskId, app.world.people.ann, 3));
    const stream = await listen(app, browser, `/live?task=${taskId}`);
    await app.say({ taskId, author: app.world.people.priya });
    await expect.poll(stream.countNews, { timeout: 5_000 }).toBe(1);
    app.time.now = new Date(Date.parse(startedAt) + 5 * 86_400_000);
    await app.say({ taskId, author: app.world.people.priya });
    await expect.poll(stream.isOver, { timeout: 5_000 }).toBe(true);
    expect(stream.countNews()).toBe(1);
  });
});

describe("streams", () => {
  it("are so many for one person, and one that ends makes room", async () => {
    const { app, ann } = await openTasks();
    const open: Stream[] = [];
    for (let count = 0; count < liveLimits.streamsOfPersonMax; count++) {
      open.push(await listen(app, ann, "/live"));
    }
    expect(open.map(({ status }) => status)).toEqual(open.map(() => 200));
    const refused = await listen(app, ann, "/live");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "30"]);
    expect((await listen(app, await app.signedIn(app.world.people.lee), "/live")).status).toBe(200);
    open[0]!.stop();
    await expect.poll(async () => (await listen(app, ann, "/live")).status, { timeout: 5_000 }).toBe(200);
  });

  it("are so many in all", async () => {
    const { app, ann } = await openTasks();
    app.portal.live = openLiveStreams({ ...liveLimits, streamsMax: 1 });
    expect((await listen(app, ann, "/live")).status).toBe(200);
    expect((await listen(app, await app.signedIn(app.world.people.priya), "/live")).status).toBe(503);
  });

  it("end at once when the server stops, and none begins after that", async () => {
    const { app, ann } = await openTasks();
    const stream = await listen(app, ann, "/live");
    app.portal.live.close();
    await expect.poll(stream.isOver, { timeout: 2_000 }).toBe(true);
    expect((await listen(app, ann, "/live")).status).toBe(503);
  });

  it("that begin while the server stops are ended, and nothing is written to them any more", async () => {
    const { app, ann } = await openTasks();
    let begin = () => {};
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const ending: ServerResponse[] = [];
    const { open } = app.portal.live;
    app.portal.live.open = (owner, response) => {
      ending.push(response);
      return open(owner, response);
    };
    const { store } = app.portal;
    app.portal.store = { ...store, watch: (hear) => begun.then(() => store.watch(hear)) };
    const faults: unknown[] = [];
    const listening = listen(app, ann, "/live");
    await expect.poll(() => ending.length).toBe(1);
    ending[0]!.on("error", (fault) => faults.push(fault));
    // The end of the stream is on its way when the watch begins.
    begin();
    app.portal.live.close();
    const stream = await listening;
    await expect.poll(stream.isOver).toBe(true);
    await wait(50);
    expect(faults).toEqual([]);
  });

  it("are not held open by a look at their head", async () => {
    const { app, ann } = await openTasks();
    expect(await app.browser().head("/live")).toMatchObject({ status: 404 });
    expect(await ann.head("/live")).toMatchObject({ status: 200 });
  });
});

describe("the watch over events", () => {
  it("stops telling whoever stopped listening, and tells many events as anything", async () => {
    const { app, taskId, since } = await openTasks();
    const told: unknown[] = [];
    const stop = await app.store.watch((news) => told.push(news));
    stop();
    await app.store.write(async (rows) => {
      for (let count = 0; count <= newsMax; count++) {
        const payload = { messageId: 1, verdict: "cut_too_much" } as const;
        await recordEvent(rows, { type: "message.misread", taskId, at: startedAt, payload });
      }
    });
    await wait(pollEveryMs + 600);
    expect(told).toEqual([]);
    expect(await readNews(app.store.read, since)).toBe("anything");
  });
});
