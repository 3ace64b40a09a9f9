// Every page, as everybody sees it who may, by axe: WCAG 2.2 AA as far as a program can tell, in light and dark, wide and narrow.
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { AxeResults } from "axe-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { nameOf, open, openChromium, openWindows, widths } from "../support/pages/look.ts";
import { listPages, type ShownPage } from "../support/pages/pages.ts";
import { openScene, visitors, type Scene, type VisitorName } from "../support/pages/scene.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** All that a colour scheme can change. */
const rulesOfColour = ["color-contrast", "link-in-text-block"];
/** All that the width of the window can change. */
const rulesOfPlace = ["target-size", "scrollable-region-focusable"];
/** Who reads the same pages in German sees other words, not other markup. */
const asked = visitors.filter((name) => name !== "jonas" && name !== "mira");

let scene: Scene;
let browser: Browser;
let contexts: Record<VisitorName, BrowserContext>;
beforeAll(async () => {
  scene = await openScene();
  browser = await openChromium();
  contexts = await openWindows(browser, scene);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

it.each(asked)(
  "breaks no rule on a page that %s sees",
  async (visitor) => {
    const pages = listPages(scene).filter(({ by }) => by === visitor);
    expect(pages.length).toBeGreaterThan(0);
    const faults: string[] = [];
    for (const page of pages) {
      const window = await contexts[visitor].newPage();
      await open(window, scene, page);
      faults.push(...(await faultsOf(window, page)));
      await window.close();
    }
    expect(faults).toEqual([]);
  },
  600_000,
);

/** Every rule in light; in dark those of colour, and on a narrow window those of place, which is all that can differ there. */
async function faultsOf(window: Page, page: ShownPage): Promise<string[]> {
  const faults: string[] = [];
  const note = (how: string, { violations }: AxeResults) => {
    for (const { id, nodes } of violations) {
      for (const { html, failureSummary } of nodes) {
        const why = (failureSummary ?? "").replace(/\s+/gu, " ");
        faults.push(`${nameOf(page)} ${how}: ${id}: ${html.slice(0, 160)}: ${why}`);
      }
    }
  };
  await window.setViewportSize({ width: widths[0], height: 800 });
  await window.emulateMedia({ colorScheme: "light" });
  note("in light", await axeOn(window).withTags(tags).analyze());
  await window.emulateMedia({ colorScheme: "dark" });
  note("in dark", await axeOn(window).withRules(rulesOfColour).analyze());
  await window.setViewportSize({ width: widths[1], height: 800 });
  note("when narrow", await axeOn(window).withRules(rulesOfPlace).analyze());
  return faults;
}

/** Emails in their frames look as their authors made them, so that only the page itself is asked, which legacy mode does fastest. */
function axeOn(window: Page): AxeBuilder {
  return new AxeBuilder({ page: window }).exclude("iframe").setLegacyMode();
}
