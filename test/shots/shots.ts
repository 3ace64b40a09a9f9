// `npm run shots [FOLDER] [-- --only PART]`: pictures of every page and every kind of email, wide and narrow, light and dark, as
// everybody sees them, and a contact sheet of them: index.html and sheet-….png in FOLDER (shots/ unless one is named).
// With --only PART it takes those whose name has PART in it.
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { nameOf, open, openChromium, openWindows, schemes, widths } from "../support/pages/look.ts";
import { listPages, listPreviews, type ShownPage } from "../support/pages/pages.ts";
import { openScene, type Scene } from "../support/pages/scene.ts";
import { printSheets, type Picture } from "./sheet.ts";

/** Browsers at the same time, with one window each: under load Chromium paints one of its windows in another's size. */
const browsersMax = 3;

/** Resolves when the page as it is now has been painted. */
const twoFrames =
  "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))";

const framesPaintedMs = 150;

const words = process.argv.slice(2);
const onlyAt = words.indexOf("--only");
const part = onlyAt < 0 ? "" : (words.splice(onlyAt, 2)[1] ?? "");
const folder = resolve(words[0] ?? "shots");
rmSync(join(folder, "pictures"), { recursive: true, force: true });
mkdirSync(join(folder, "pictures"), { recursive: true });

const scene = await openScene();
const browsers = await Promise.all(Array.from({ length: browsersMax }, openChromium));
try {
  const pages = [...listPages(scene), ...listPreviews()].filter((page) => titleOf(page).includes(part));
  const waiting = pages.map((page, index) => ({ page, index })).toReversed();
  const pictures: Picture[][] = [];
  const take = async (browser: Browser) => {
    const contexts = await openWindows(browser, scene);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { page, index } = next;
      pictures[index] = await takeAll(contexts[page.by], scene, page, index);
    }
  };
  await Promise.all(browsers.map(take));
  const sheets = await printSheets(browsers[0]!, folder, pictures.flat());
  const count = pictures.flat().length;
  console.log(
    `${count} pictures of ${pages.length} pages: ${join(folder, "index.html")} and ${sheets} sheets.`,
  );
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  await scene.close();
}

/** The four pictures of one page, which is loaded once. */
async function takeAll(
  context: BrowserContext,
  shown: Scene,
  page: ShownPage,
  index: number,
): Promise<Picture[]> {
  const window = await context.newPage();
  const taken: Picture[] = [];
  try {
    await window.setViewportSize({ width: widths[0], height: 800 });
    await open(window, shown, page);
    for (const width of widths) {
      await window.setViewportSize({ width, height: 800 });
      for (const scheme of schemes) {
        await window.emulateMedia({ colorScheme: scheme });
        await showFrames(window, width);
        // Under load Chromium otherwise paints what it had for the window's size before.
        await window.evaluate(twoFrames);
        const file = `pictures/${String(index + 1).padStart(3, "0")}-${width}-${scheme}.jpg`;
        await window.screenshot({ path: join(folder, file), fullPage: true, type: "jpeg", quality: 85 });
        taken.push({ title: titleOf(page), route: page.route, path: page.path, width, scheme, file });
      }
    }
  } finally {
    await window.close();
  }
  return taken;
}

/** Chromium paints the frames that hold emails only where its window reaches, and a moment later than the page around them. */
async function showFrames(window: Page, width: number): Promise<void> {
  if (window.frames().length === 1) return;
  const height = await window.evaluate<number>("document.documentElement.scrollHeight");
  await window.setViewportSize({ width, height });
  await window.waitForTimeout(framesPaintedMs);
}

function titleOf(page: ShownPage): string {
  return page.route.startsWith("/sandbox/previews/:kind") ? page.path : nameOf(page);
}
