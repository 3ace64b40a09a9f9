// Debian's Chromium on every page: for each visitor one window that is signed in, which goes through that visitor's pages.
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { ShownPage } from "./pages.ts";
import { visitors, type Scene, type VisitorName } from "./scene.ts";

export const widths = [1280, 375] as const;
export const schemes = ["light", "dark"] as const;
export type Scheme = (typeof schemes)[number];

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
