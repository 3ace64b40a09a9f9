// How the stories of this folder go from page to page: as a person does, by what a page calls its buttons, links and fields. On
// every page that is come to, nothing may be wider than the window.
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import type { OutgoingEmail } from "../../src/outbox/courier.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import type { Opened } from "./open-browser.ts";

/** Every way in which a story has to be the same one. */
export const ways = [1280, 375].flatMap((width) =>
  [true, false].map((javaScriptEnabled) => ({ width, javaScriptEnabled })),
);
export type Way = (typeof ways)[number];

/** A window of its own, in which nobody is signed in unless `storageState` says so. */
export async function openWindow(
  browser: Browser,
  { width, javaScriptEnabled }: Way,
  storageState?: BrowserContextOptions["storageState"],
): Promise<Page> {
  const viewport = { width, height: 800 };
  const context = await browser.newContext({
    viewport,
    javaScriptEnabled,
    ...(storageState === undefined ? {} : { storageState }),
  });
  // What is not there within this time is missing, and the test is to say so before its own time is over.
  context.setDefaultTimeout(20_000);
  return context.newPage();
}

export async function goTo(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expectItFits(page);
}

export async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole("button", { name, exact: true });
  await leave(page, () => button.click());
}

/** The first link of this name in the page's main part, or in a part of it. */
export async function follow(
  page: Page,
  name: string | RegExp,
  within = page.getByRole("main"),
): Promise<void> {
  await leave(page, () => within.getByRole("link", { name, exact: true }).first().click());
}

/** Does what leads to another page, or to the same one anew, and waits until that is there. */
export async function leave(page: Page, act: () => Promise<unknown>): Promise<void> {
  const isLeft = page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame());
  await Promise.all([isLeft, act()]);
  await page.waitForLoadState();
  await expectItFits(page);
}

/** Opens what is folded under these words. */
export async function unfold(page: Page, words: string): Promise<void> {
  await page.locator("summary").filter({ hasText: words }).click();
}

export function region(page: Page, name: string | RegExp): Locator {
  return page.getByRole("region", { name });
}

export async function expectHeading(page: Page, name: string): Promise<void> {
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(name);
}

const stages = /^(?:Triage|Accepted|Working|Pending Approval|Complete)$/u;
/** Of the task whose page this is. */
export async function stageOf(page: Page): Promise<string> {
  return page.getByRole("main").getByText(stages).first().innerText();
}

export async function expectItFits(page: Page): Promise<void> {
  const [content, window] = await page.evaluate<[number, number]>(
    "[document.scrollingElement.scrollWidth, innerWidth]",
  );
  expect(`${page.url()} is ${Math.max(content, window)} wide`).toBe(`${page.url()} is ${window} wide`);
}

/** What was sent to this address last, as it was sent, once everything is done that is due. */
export async function newestEmailTo({ started }: Opened, address: string): Promise<OutgoingEmail> {
  const [email] = await emailsTo({ started }, address, 1);
  if (email === undefined) throw new Error(`Nothing was sent to ${address}.`);
  return email;
}

/** The newest emails to this address, the newest first. */
export async function emailsTo(
  { started }: Pick<Opened, "started">,
  address: string,
  count: number,
): Promise<OutgoingEmail[]> {
  await started.workers.settled();
  const rows = await listOutboundEmailsTo(started.store.read, address, count);
  return Promise.all(rows.map((row) => fillIn(started.outbox, row)));
}
