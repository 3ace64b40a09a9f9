// A page that looks again by itself waits for whoever types on it or has opened something to read.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { openBrowser, signInAs, type Opened } from "./open-browser.ts";

let opened: Opened;
beforeAll(async () => {
  opened = await openBrowser();
}, 60_000);
afterAll(() => opened?.close());

it("while a probe is on its way, an address being typed and steps being read stay, and then it looks again", async () => {
  const page = await (await opened.browser.newContext()).newPage();
  await signInAs(opened, page, "Priya");
  await page.goto(`${opened.baseUrl}/mailboxes`);
  await page.fill("#address", "support@northbeam.example");
  await page.getByRole("button", { name: "Connect it" }).click();
  await page.getByRole("button", { name: /^Send a probe mail/u }).click();
  await page.getByText("Waiting for the probe").waitFor();

  await page.fill("#address", "half-typ");
  expect(await isStillThereAfter(page, 4_500)).toBe(true);
  expect(await page.inputValue("#address")).toBe("half-typ");
  await page.fill("#address", "");
  await page.locator("summary").first().click();
  expect(await isStillThereAfter(page, 4_500)).toBe(true);
  await page.locator("summary").first().click();
  expect(await isStillThereAfter(page, 4_500)).toBe(false);
}, 60_000);

/** Whether no other page was loaded meanwhile. */
async function isStillThereAfter(page: Page, ms: number): Promise<boolean> {
  await page.evaluate("window.isMarked = true");
  await page.waitForTimeout(ms);
  return page.evaluate<boolean>("window.isMarked === true");
}
