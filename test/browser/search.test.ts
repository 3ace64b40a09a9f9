// Searching in Debian's Chromium by keyboard alone, with scripts and without, wide and narrow: staff find everything, a client what is
// its own and no note, a hit opens its message, and whatever is typed is answered by a page that says what to do.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTask } from "../../src/actions/open-task.ts";
import { postMessage } from "../../src/actions/post-message.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { openBrowser, signInAs, type Opened } from "./open-browser.ts";
import { expectItFits, leave, openWindow, ways, type Way } from "./walk.ts";

const word = "Zuckerwatte";
const said = `We need the ${word} of “Größe & Maß” <b>today</b>, 100% of it, it's urgent.`;
const note = `${word} is what only we call it.`;
const others = `${word} for robots`;

/** Kinds of trouble, and whether the message is found by them. */
const typings = [
  { typed: "<b>today</b>", isFound: true },
  { typed: "100%", isFound: true },
  { typed: "it's", isFound: true },
  { typed: "“größe & maß”", isFound: true },
  { typed: "GRÖSSE", isFound: true },
  { typed: "' or 1=1 --", isFound: false },
  { typed: "<script>document.title='x'</script>", isFound: false },
  { typed: "Größe".repeat(40), isFound: false },
  { typed: "W".repeat(200), isFound: false },
];

let opened: Opened;
/** What each browser keeps once its owner signed in. */
const kept: Record<string, Awaited<ReturnType<BrowserContext["storageState"]>>> = {};
let messageId: number;
let taskId: number;
beforeAll(async () => {
  opened = await openBrowser();
  ({ taskId, messageId } = await sayIt());
  for (const name of ["Priya", "Ann"]) {
    const page = await (await opened.browser.newContext()).newPage();
    await signInAs(opened, page, name);
    kept[name] = await page.context().storageState();
    await page.context().close();
  }
}, 60_000);
afterAll(() => opened?.close());

describe.each(ways)("at $width wide, with scripts: $javaScriptEnabled", (way) => {
  it("staff find a word wherever it stands, and open the message", async () => {
    const page = await openAs("Priya", way);
    await searchByKeys(page, word, way);
    const main = await page.getByRole("main").innerText();
    expect(main).toContain("Note, only staff see it");
    expect(main).toContain(note);
    expect(main).toContain(others);
    await openByKeys(page, "Sweets at the counter", "need the");
    await expectMessageShown(page);
    await page.context().close();
  }, 120_000);

  it("a client finds what its own people can read, and opens the message", async () => {
    const page = await openAs("Ann", way);
    await searchByKeys(page, word.toLowerCase(), way);
    expect(await page.getByRole("listitem").filter({ hasText: word }).count()).toBe(1);
    const main = await page.getByRole("main").innerText();
    expect(main).not.toMatch(/only we call it|only staff|robots|Lumen|Dana/u);
    await openByKeys(page, "Sweets at the counter", "need the");
    await expectMessageShown(page);
    await page.context().close();
  }, 120_000);

  it.each([
    ["Ann", "Only what is about your company is found here."],
    ["Priya", "Look for fewer words, or for the beginning of the last one."],
  ])(
    "nothing found says to %s what to do",
    async (name, what) => {
      const page = await openAs(name, way);
      await searchByKeys(page, "Quittenmus", way);
      const main = await page.getByRole("main").innerText();
      expect(main).toContain("Nothing was found.");
      expect(main).toContain(what);
      await searchByKeys(page, "%", way);
      expect(await page.getByRole("main").innerText()).toContain("There is no word or number in this.");
      await page.context().close();
    },
    60_000,
  );

  it("whatever is typed is looked for as it stands, and does no harm", async () => {
    const page = await openAs("Ann", way);
    const faults: string[] = [];
    page.on("pageerror", ({ message }) => faults.push(message));
    for (const { typed, isFound } of typings) {
      await searchByKeys(page, typed, way);
      const hits = page.getByRole("listitem").filter({ hasText: word });
      expect([typed, await hits.count()]).toEqual([typed, isFound ? 1 : 0]);
      expect(await field(page).inputValue()).toBe(typed);
      expect(await page.title()).toBe(`Search: ${typed} · Northbeam`);
      // What was typed and what was said is shown, and makes no mark-up.
      expect(await page.locator("main b, main script").count()).toBe(0);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  }, 120_000);
});

/** Ann's people say it, staff note it, and another client has it, too. */
async function sayIt(): Promise<{ taskId: number; messageId: number }> {
  const { store, clock, workers } = opened.started;
  const at = timestamp(clock.now());
  const contact = async (name: string) => {
    const sql = `select id, client_id as "clientId" from contacts where name = ?`;
    return (await store.read.first<{ id: number; clientId: number }>(sql, name))!;
  };
  const [ann, dana] = [await contact("Ann Weber"), await contact("Dana Ruiz")];
  const own = { channel: "portal", postedAt: at } as const;
  const open = ({ id, clientId }: typeof ann, title: string, text: string) =>
    store.write((rows) =>
      openTask(rows, at, { ...own, clientId, title, text, author: { kind: "contact", id } }),
    );
  const opening = await open(ann, "Sweets at the counter", "As talked about.");
  await open(dana, others, others);
  const say = (author: { kind: "contact" | "staff"; id: number }, text: string, isNote: boolean) =>
    store.write((rows) => postMessage(rows, at, { ...own, taskId: opening.taskId, author, text, isNote }));
  const posted = await say({ kind: "contact", id: ann.id }, said, false);
  await say({ kind: "staff", id: 1 }, note, true);
  await workers.settled();
  if (posted.kind !== "posted") throw new Error("It is there already.");
  return { taskId: opening.taskId, messageId: posted.messageId };
}

async function openAs(name: string, way: Way): Promise<Page> {
  const page = await openWindow(opened.browser, way, kept[name]);
  await page.goto(`${opened.baseUrl}/`);
  return page;
}

const field = (page: Page) => page.getByRole("search").getByRole("searchbox", { name: "Search" });

/** By the shortcut where there are scripts, otherwise with Tab; from there on by typing. */
async function searchByKeys(page: Page, words: string, { javaScriptEnabled }: Way): Promise<void> {
  if (javaScriptEnabled) await page.keyboard.press("/");
  else await tabTo(page, field(page));
  expect(await isFocused(field(page))).toBe(true);
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(words);
  await leave(page, () => page.keyboard.press("Enter"));
  expect(new URL(page.url()).searchParams.get("q")).toBe(words);
}

/** The hit of this title that shows these words. */
async function openByKeys(page: Page, title: string, words: string): Promise<void> {
  const hit = page.getByRole("listitem").filter({ hasText: words });
  await tabTo(page, hit.getByRole("link", { name: title }));
  await leave(page, () => page.keyboard.press("Enter"));
}

async function tabTo(page: Page, to: ReturnType<Page["locator"]>): Promise<void> {
  for (let steps = 0; steps < 100; steps += 1) {
    await page.keyboard.press("Tab");
    if (await isFocused(to)) return;
  }
  throw new Error("It cannot be reached by Tab.");
}

const isFocused = (what: ReturnType<Page["locator"]>) =>
  what.evaluate((element) => element === element.ownerDocument.activeElement);

/** The hit leads to the task, down to the message itself. */
async function expectMessageShown(page: Page): Promise<void> {
  const { pathname, hash } = new URL(page.url());
  expect([pathname, hash]).toEqual([`/tasks/${taskId}`, `#message-${messageId}`]);
  await expectItFits(page);
  const message = page.locator(`#message-${messageId}`);
  expect(await message.innerText()).toContain("<b>today</b>");
  const box = (await message.boundingBox())!;
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.y).toBeLessThan(800);
}
