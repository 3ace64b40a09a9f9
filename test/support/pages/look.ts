// Debian's Chromium on every page: for each visitor one window that is signed in, which goes through that visitor's pages.
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { listPages, type ShownPage } from "./pages.ts";
import { openScene, visitors, type Scene, type VisitorName } from "./scene.ts";

export const widths = [1280, 375] as const;
export const schemes = ["light", "dark"] as const;
export type Scheme = (typeof schemes)[number];

/** Every page there is, ready to be looked at. */
export interface Gallery {
  /** Shows the pages of a visitor one after another, in one window that is wide and light again for each. */
  walk: (visitor: VisitorName, look: (window: Page, page: ShownPage) => Promise<void>) => Promise<void>;
  /** Loads a page that is shown once more, in a window of this width. */
  load: (window: Page, page: ShownPage, width: number) => Promise<void>;
  close: () => Promise<void>;
}

/** Opens the scene with a browser; `script`: the path of one that every page has before its own. */
export async function openGallery({ script }: { script?: string } = {}): Promise<Gallery> {
  const scene = await openScene();
  const browser = await openChromium();
  const contexts = await openWindows(browser, scene);
  const load = async (window: Page, page: ShownPage, width: number) => {
    await window.emulateMedia({
      colorScheme: "light",
      media: "screen",
      forcedColors: "none",
      reducedMotion: "reduce",
    });
    await window.setViewportSize({ width, height: 800 });
    await open(window, scene, page);
  };
  return {
    walk: async (visitor, look) => {
      const pages = listPages(scene).filter(({ by }) => by === visitor);
      if (pages.length === 0) throw new Error(`There is no page that ${visitor} sees.`);
      const window = await contexts[visitor].newPage();
      if (script !== undefined) await window.addInitScript({ path: script });
      for (const page of pages) {
        await load(window, page, widths[0]);
        await look(window, page);
      }
      await window.close();
    },
    load,
    close: async () => {
      await browser.close();
      await scene.close();
    },
  };
}

export async function openChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
}

/** A window with the cookies of each visitor. */
export async function openWindows(browser: Browser, { callers, baseUrl }: Scene) {
  const contexts = {} as Record<VisitorName, BrowserContext>;
  for (const name of visitors) {
    const isGerman = name === "jonas" || name === "mira";
    contexts[name] = await browser.newContext({
      locale: isGerman ? "de-DE" : "en-GB",
      reducedMotion: "reduce",
    });
    const cookies = [...callers[name].cookies].map(([key, value]) => ({ name: key, value, url: baseUrl }));
    await contexts[name].addCookies(cookies);
  }
  return contexts;
}

/** Opens a page with all its frames and does what is to be done on it. Throws when it does not answer as it should. */
export async function open(window: Page, { baseUrl }: Scene, page: ShownPage): Promise<void> {
  const response = await window.goto(baseUrl + page.path);
  if (response?.status() !== (page.status ?? 200)) {
    throw new Error(`${page.path} answered ${response?.status()} to ${page.by}.`);
  }
  await page.act?.(window);
  await window.evaluate("for (const frame of document.querySelectorAll('iframe')) frame.loading = 'eager'");
  for (const frame of window.frames()) await frame.waitForLoadState();
}

/** `/tasks/:taskId (Working) · ann` */
export function nameOf({ route, about, by }: ShownPage): string {
  return `${route}${about === undefined ? "" : ` (${about})`} · ${by}`;
}
