// Every page for those who see or work in another way: by keyboard alone, enlarged four times, with their own colours, without
// movement, on paper, with a finger. And nothing moves while a page is loaded.
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { nameOf, open, openChromium, openWindows, widths } from "../support/pages/look.ts";
import { listPages } from "../support/pages/pages.ts";
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

/** What each way of looking finds; done one after another on a page that is loaded once, since loading costs most. */
const looks: Record<string, (window: Page) => Promise<string[]>> = {
  "by keyboard": walk,
  "enlarged to 400 %": async (window) => {
    await window.setViewportSize({ width: 320, height: 256 });
    return window.evaluate<string[]>("inPage.tooWide()");
  },
  "with forced colours": async (window) => {
    await window.emulateMedia({ forcedColors: "active" });
    return window.evaluate<string[]>("inPage.borderless('button, .button, .badge, .count')");
  },
  "without movement": async (window) => {
    await window.emulateMedia({ reducedMotion: "reduce" });
    return window.evaluate<string[]>("inPage.moving()");
  },
  "on paper": async (window) => {
    await window.emulateMedia({ media: "print" });
    const controls = await window.evaluate<string[]>(
      "inPage.shown('nav, .skip, .who, .sandbox-bar, .bottom, .composer, .filters, .paging')",
    );
    const heading = await window.evaluate<string[]>("inPage.shown('main h1')");
    return [...controls, ...(heading.length === 0 ? ["has no heading"] : [])];
  },
  "with a finger": (window) => inBothWidths(window, () => window.evaluate<string[]>("inPage.tooSmall()")),
};

/** Of those who see the same pages the Germans, whose words are longer. */
const asked: readonly VisitorName[] = visitors.filter((name) => name !== "ann" && name !== "priya");

it.each(asked)(
  "every page that %s sees can be used in every way",
  async (visitor) => {
    const faults: string[] = [];
    for (const page of listPages(scene).filter(({ by }) => by === visitor)) {
      const window = await contexts[visitor].newPage();
      await window.setViewportSize({ width: 1280, height: 800 });
      await open(window, scene, page);
      for (const [way, look] of Object.entries(looks)) {
        const found = new Set(await look(window));
        for (const fault of found) faults.push(`${nameOf(page)} ${way}: ${fault}`);
        await window.emulateMedia({ media: "screen", forcedColors: "none", reducedMotion: "no-preference" });
        await window.setViewportSize({ width: 1280, height: 800 });
      }
      await window.close();
    }
    expect(faults).toEqual([]);
  },
  600_000,
);

it("nothing moves while a page is loaded", async () => {
  const faults: string[] = [];
  for (const page of listPages(scene).filter(({ by }) => asked.includes(by))) {
    const window = await contexts[page.by].newPage();
    for (const width of widths) {
      await window.setViewportSize({ width, height: 800 });
      await open(window, scene, page);
      const shifts = await window.evaluate<string[]>("inPage.shifts()");
      faults.push(...shifts.map((shift) => `${nameOf(page)} at ${width} ${shift}`));
    }
    await window.close();
  }
  expect(faults).toEqual([]);
}, 600_000);

/** Everything can be reached, in the page's order, and shows that it is. */
async function walk(window: Page): Promise<string[]> {
  return inBothWidths(window, async () => {
    await window.evaluate("inPage.startWalk()");
    for (let step = 0; step < stepsMax; step += 1) {
      await window.keyboard.press("Tab");
      if (await window.evaluate<boolean>("inPage.step()")) continue;
      // The focus comes into a frame a moment after its key.
      await window.waitForTimeout(window.frames().length > 1 ? 300 : 0);
      if (await window.evaluate<boolean>("inPage.step()")) continue;
      return window.evaluate<string[]>("inPage.endWalk()");
    }
    return ["the focus goes on for ever"];
  });
}

async function inBothWidths(window: Page, look: () => Promise<string[]>): Promise<string[]> {
  const faults: string[] = [];
  for (const width of widths) {
    await window.setViewportSize({ width, height: 800 });
    faults.push(...(await look()).map((fault) => `at ${width}: ${fault}`));
  }
  return faults;
}
