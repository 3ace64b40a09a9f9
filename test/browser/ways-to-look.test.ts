// Every page for those who see or work in another way: by keyboard alone, enlarged four times, with their own colours, without
// movement, on paper, with a finger. And nothing moves while a page is loaded.
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { nameOf, open, openChromium, openWindows, widths } from "../support/pages/look.ts";
import { listPages, type ShownPage } from "../support/pages/pages.ts";
import { openScene, visitors, type Scene, type VisitorName } from "../support/pages/scene.ts";

/** More than any page can be tabbed through. */
const stepsMax = 600;
const inPage = fileURLToPath(new URL("../support/pages/in-page.js", import.meta.url));

let scene: Scene;
let browser: Browser;
let contexts: Record<VisitorName, BrowserContext>;
beforeAll(async () => {
  scene = await openScene();
  browser = await openChromium();
  contexts = await openWindows(browser, scene);
  for (const visitor of visitors) await contexts[visitor].addInitScript({ path: inPage });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

it("the keyboard reaches everything in the page's order, with its focus to be seen", async () => {
  const faults = await onEachPage({ isOneEach: true }, async (window) => {
    const found: string[] = [];
    for (const width of widths) {
      await window.setViewportSize({ width, height: 800 });
      await window.evaluate("inPage.startWalk()");
      for (let step = 0; ; step += 1) {
        await window.keyboard.press("Tab");
        if (!(await window.evaluate<boolean>("inPage.step()"))) break;
        if (step > stepsMax) throw new Error("The focus goes on for ever.");
      }
      found.push(
        ...(await window.evaluate<string[]>("inPage.endWalk()")).map((fault) => `at ${width}: ${fault}`),
      );
    }
    return found;
  });
  expect(faults).toEqual([]);
}, 300_000);

it("enlarged to 400 % nothing has to be scrolled to the side", async () => {
  const faults = await onEachPage({}, async (window) => {
    await window.setViewportSize({ width: 320, height: 256 });
    return window.evaluate<string[]>("inPage.tooWide()");
  });
  expect(faults).toEqual([]);
}, 300_000);

it("with forced colours buttons and badges have an edge", async () => {
  const faults = await onEachPage({}, async (window) => {
    await window.emulateMedia({ forcedColors: "active" });
    return window.evaluate<string[]>("inPage.borderless('button, .button, .badge, .count')");
  });
  expect(faults).toEqual([]);
}, 300_000);

it("whoever asks for less movement sees none", async () => {
  const faults = await onEachPage({ isOneEach: true }, async (window) => {
    await window.emulateMedia({ reducedMotion: "reduce" });
    return window.evaluate<string[]>("inPage.moving()");
  });
  expect(faults).toEqual([]);
}, 300_000);

it("on paper there is no menu, and what was written is there", async () => {
  const faults = await onEachPage({}, async (window) => {
    await window.emulateMedia({ media: "print" });
    const controls = await window.evaluate<string[]>(
      "inPage.shown('nav, .skip, .who, .sandbox-bar, .bottom, .composer, .filters, .paging')",
    );
    const heading = await window.evaluate<string[]>("inPage.shown('main h1')");
    return [...controls, ...(heading.length === 0 ? ["has no heading"] : [])];
  });
  expect(faults).toEqual([]);
}, 300_000);

it("every button, field and link outside of sentences can be hit with a finger", async () => {
  const faults = await onEachPage({}, async (window) => {
    const found: string[] = [];
    for (const width of widths) {
      await window.setViewportSize({ width, height: 800 });
      found.push(
        ...(await window.evaluate<string[]>("inPage.tooSmall()")).map((fault) => `at ${width}: ${fault}`),
      );
    }
    return found;
  });
  expect(faults).toEqual([]);
}, 300_000);

it("nothing moves while a page is loaded", async () => {
  const faults = await onEachPage({ isOneEach: true }, async (window) => {
    const found: string[] = [];
    for (const width of widths) {
      await window.setViewportSize({ width, height: 800 });
      await window.reload({ waitUntil: "load" });
      await window.waitForTimeout(150);
      const sum = await window.evaluate<number>("inPage.shiftSum()");
      if (sum > 0) found.push(`at ${width}: shifts by ${sum}`);
    }
    return found;
  });
  expect(faults).toEqual([]);
}, 300_000);

/** What `look` finds on every page, or on one of each URL and visitor, with the page's name. */
async function onEachPage(
  { isOneEach = false },
  look: (window: Page) => Promise<string[]>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const page of isOneEach ? oneOfEach(listPages(scene)) : listPages(scene)) {
    const window = await contexts[page.by].newPage();
    await window.setViewportSize({ width: 1280, height: 800 });
    await open(window, scene, page);
    for (const fault of new Set(await look(window))) faults.push(`${nameOf(page)}: ${fault}`);
    await window.close();
  }
  return faults;
}

/** Without those that have to be done something on, which a second loading would undo. */
function oneOfEach(pages: ShownPage[]): ShownPage[] {
  const kept = new Map<string, ShownPage>();
  for (const page of pages) {
    if (page.act === undefined && page.by !== "mira") kept.set(`${page.route} ${page.by}`, page);
  }
  return [...kept.values()];
}
