// Every page for those who see or work in another way: by keyboard alone, enlarged four times, with their own colours, without
// movement, on paper, with a finger. And nothing moves while a page is loaded.
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { nameOf, openGallery, widths, type Gallery } from "../support/pages/look.ts";
import { visitors, type VisitorName } from "../support/pages/scene.ts";

/** More than any page can be tabbed through. */
const stepsMax = 600;
const script = fileURLToPath(new URL("../support/pages/in-page.js", import.meta.url));

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery({ script });
}, 120_000);
afterAll(() => gallery?.close());

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
  "every page that %s sees can be used in every way, and nothing moves while it is loaded",
  async (visitor) => {
    const faults: string[] = [];
    await gallery.walk(visitor, async (window, page) => {
      const note = (how: string, found: readonly string[]) =>
        faults.push(...[...new Set(found)].map((fault) => `${nameOf(page)} ${how}: ${fault}`));
      const noteShifts = async (width: number) =>
        note(`loaded at ${width}`, await window.evaluate<string[]>("inPage.shifts()"));
      await noteShifts(widths[0]);
      for (const [way, look] of Object.entries(looks)) {
        note(way, await look(window));
        await window.emulateMedia({ media: "screen", forcedColors: "none", reducedMotion: "no-preference" });
        await window.setViewportSize({ width: widths[0], height: 800 });
      }
      await gallery.load(window, page, widths[1]);
      await noteShifts(widths[1]);
    });
    expect(faults).toEqual([]);
  },
  600_000,
);

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
