// Every page, as everybody sees it who may, by axe: WCAG 2.2 AA as far as a program can tell, in light and dark, wide and narrow.
import type { Page } from "playwright-core";
import axe from "axe-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { nameOf, openGallery, widths, type Gallery } from "../support/pages/look.ts";
import type { ShownPage } from "../support/pages/pages.ts";
import { visitors } from "../support/pages/scene.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** All that a colour scheme can change. */
const rulesOfColour = ["color-contrast", "link-in-text-block"];
/** All that the width of the window can change. */
const rulesOfPlace = ["target-size", "scrollable-region-focusable"];
/** Who reads the same pages in German sees other words, not other markup. */
const asked = visitors.filter((name) => name !== "jonas" && name !== "mira");

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
}, 120_000);
afterAll(() => gallery?.close());

it.each(asked)(
  "breaks no rule on a page that %s sees",
  async (visitor) => {
    const faults: string[] = [];
    await gallery.walk(visitor, async (window, page) => {
      faults.push(...(await faultsOf(window, page)));
    });
    expect(faults).toEqual([]);
  },
  600_000,
);

/** Every rule in light; in dark those of colour, and on a narrow window those of place, which is all that can differ there. */
async function faultsOf(window: Page, page: ShownPage): Promise<string[]> {
  const faults: string[] = [];
  const note = async (how: string, runOnly: axe.RunOnly) => {
    for (const { id, nodes } of await violationsOn(window, runOnly)) {
      for (const { html, failureSummary } of nodes) {
        const why = (failureSummary ?? "").replace(/\s+/gu, " ");
        faults.push(`${nameOf(page)} ${how}: ${id}: ${html.slice(0, 160)}: ${why}`);
      }
    }
  };
  await window.evaluate(axe.source);
  await note("in light", { type: "tag", values: tags });
  await window.emulateMedia({ colorScheme: "dark" });
  await note("in dark", { type: "rule", values: rulesOfColour });
  await window.setViewportSize({ width: widths[1], height: 800 });
  await note("when narrow", { type: "rule", values: rulesOfPlace });
  return faults;
}

/** Emails in their frames look as their authors made them, so that only the page itself is asked. */
async function violationsOn(window: Page, runOnly: axe.RunOnly): Promise<axe.Result[]> {
  const options: axe.RunOptions = {
    runOnly,
    iframes: false,
    // Of what is in order nothing has to be told. Style sheets are read anew for no rule that is asked for.
    resultTypes: ["violations"],
    preload: { assets: ["media"] },
  };
  const run = `axe.run({ exclude: [["iframe"]] }, ${JSON.stringify(options)})`;
  return window.evaluate<axe.Result[]>(`${run}.then(({ violations }) => violations)`);
}
