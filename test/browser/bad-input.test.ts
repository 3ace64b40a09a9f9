// What nobody should write but somebody will, as staff and clients see it: no page is broken by it, wide or narrow, and none is slow.
import { fileURLToPath } from "node:url";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signInOver, visit, type Caller } from "../support/pages/caller.ts";
import { openHostileWorld, unbroken, type HostileWorld } from "../support/pages/hostile-world.ts";
import { widths } from "../support/pages/look.ts";
import { openBrowser, type Opened } from "./open-browser.ts";

/** On a machine that does other work, too; the fastest of several counts. */
const answerMsMax = 300;
const asksMax = 5;
/** Nobody reads more of a page than this; a list or a message that is longer has to go on elsewhere. */
const heightMax = 16_000;
const inPage = fileURLToPath(new URL("../support/pages/in-page.js", import.meta.url));

let opened: Opened;
let world: HostileWorld;
beforeAll(async () => {
  opened = await openBrowser();
  world = await openHostileWorld(opened.started);
}, 120_000);
afterAll(() => opened?.close());

it.each([
  ["staff", staffPages],
  ["a client", clientPages],
] as const)(
  "no page of %s is broken, endless or slow",
  async (who, pathsOf) => {
    const caller: Caller = { baseUrl: opened.baseUrl, cookies: new Map() };
    await signInOver(caller, who === "staff" ? "staff/1" : `contact/${world.layla}`);
    const context = await openContext(caller);
    const window = await context.newPage();
    const faults: string[] = [];
    const times: [path: string, ms: number][] = [];
    for (const path of await pathsOf(world)) {
      const response = await window.goto(opened.baseUrl + path);
      if (response?.status() !== 200) faults.push(`${path} answers ${response?.status()}`);
      for (const width of widths) {
        await window.setViewportSize({ width, height: 800 });
        const found = await window.evaluate<string[]>("[...inPage.tooWide(), ...inPage.misplaced()]");
        faults.push(...found.map((fault) => `${path} at ${width}: ${fault}`));
        const height = await window.evaluate<number>("document.scrollingElement.scrollHeight");
        const isWhole = path.startsWith("/messages/");
        if (height > heightMax && !isWhole) faults.push(`${path} at ${width} is ${height} high`);
      }
      times.push([path, await answerMs(caller, path)]);
    }
    await context.close();
    const slowest = times.toSorted(([, one], [, other]) => other - one).slice(0, 5);
    process.stdout.write(
      `${slowest.map(([path, ms]) => `${path.slice(0, 40)} ${Math.round(ms)} ms`).join(", ")}\n`,
    );
    faults.push(...times.filter(([, ms]) => ms > answerMsMax).map(([path, ms]) => `${path} takes ${ms} ms`));
    expect(faults).toEqual([]);
  },
  240_000,
);

async function staffPages({
  clientId,
  taskId,
  workingId,
  pendingId,
  ...of
}: HostileWorld): Promise<string[]> {
  const held = await newest("inbound_emails");
  const sent = await newest("outbound_emails");
  const tasks = [taskId, workingId, pendingId].map((id) => `/tasks/${id}`);
  const messages = [of.messageId, of.longMessageId].map((id) => `/messages/${id}`);
  const redactions = messages.map((path) => `${path}/redact`);
  const client = `/clients/${clientId}`;
  const words = `/ /board /tasks /clients ${client} ${client}?page=9 /held /held?show=all /emails/${held} /outgoing
    /outgoing/${sent} /search?q=${unbroken} /search?q=Many /saved-replies /saved-replies/1 /sessions /audit
    /audit?task=${taskId} /audit?client=${clientId} /reply-cases /reply-cases/1 /tasks/new
    /tasks/new?client=${clientId} /programs`;
  return [...words.split(/\s+/u), ...tasks, ...messages, ...redactions];
}

function clientPages({ taskId, workingId, pendingId, messageId, longMessageId }: HostileWorld): string[] {
  const tasks = [taskId, workingId, pendingId].map((id) => `/tasks/${id}`);
  const messages = [messageId, longMessageId].map((id) => `/messages/${id}`);
  const lists = ["/", "/tasks", "/tasks?page=100", "/backlog", "/backlog?page=100", "/people", "/sessions"];
  return [...lists, ...tasks, ...messages, `/search?q=${unbroken}`, "/search?q=Many"];
}

async function newest(table: string): Promise<number> {
  return (await opened.started.store.read.first<{ id: number }>(`select max(id) as id from ${table}`))!.id;
}

async function openContext({ cookies }: Caller): Promise<BrowserContext> {
  const context = await opened.browser.newContext({ reducedMotion: "reduce" });
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: opened.baseUrl })));
  await context.addInitScript({ path: inPage });
  return context;
}

/** The fastest of a few answers. */
async function answerMs(caller: Caller, path: string): Promise<number> {
  let fastest = Infinity;
  for (let ask = 0; ask < asksMax && fastest > answerMsMax / 3; ask++) {
    const begin = performance.now();
    await visit(caller, path);
    fastest = Math.min(fastest, performance.now() - begin);
  }
  return fastest;
}
