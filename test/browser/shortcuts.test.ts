// Single keys that go to places: for whoever wants them, and never while somebody writes.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, signInAs, type Opened } from "./open-browser.ts";

let opened: Opened;
let page: Page;
beforeAll(async () => {
  opened = await openBrowser();
  page = await (await opened.browser.newContext()).newPage();
  await signInAs(opened, page, "Priya");
}, 120_000);
afterAll(() => opened?.close());

const open = (path: string) => page.goto(opened.baseUrl + path);
const path = () => new URL(page.url()).pathname;
const focused = () => page.evaluate<string>("document.activeElement.id || document.activeElement.className");

it("a question mark opens the list of them, and Escape closes it", async () => {
  await open("/");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Shortcuts" });
  await sheet.waitFor();
  expect(await sheet.textContent()).toContain("Held emails");
  expect(await sheet.getByRole("link", { name: "Switch the shortcuts off" }).getAttribute("href")).toBe(
    "/preferences",
  );
  // Nothing but the list hears keys now.
  await page.keyboard.press("n");
  expect(path()).toBe("/");
  await page.keyboard.press("Escape");
  await expect.poll(() => sheet.isVisible()).toBe(false);
}, 30_000);

it("keys go to the places they stand for", async () => {
  for (const [keys, place] of [
    ["gs", "/sessions"],
    ["ge", "/held"],
    ["gh", "/"],
    ["n", "/tasks/new"],
  ] as const) {
    for (const key of keys) await page.keyboard.press(key);
    await page.waitForURL(opened.baseUrl + place);
  }
}, 30_000);

it("j and k go from row to row, Enter opens one, and r begins an answer", async () => {
  await open("/");
  const first = await page.locator(".task-title").first().getAttribute("href");
  await page.evaluate("document.querySelectorAll('.startable').forEach((part) => part.remove())");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  expect(await focused()).toBe("task-title");
  await page.keyboard.press("Enter");
  await page.waitForURL(opened.baseUrl + first!);
  await page.keyboard.press("r");
  expect(await focused()).toBe("message-text");
  await page.keyboard.type("jn?gs/");
  expect(await page.inputValue("#message-text")).toBe("jn?gs/");
  await page.keyboard.press("Escape");
  expect(await focused()).not.toBe("message-text");
}, 30_000);

it("keys with Ctrl or Alt, and those of somebody who switched them off, do nothing", async () => {
  await open("/");
  await page.keyboard.press("Alt+n");
  await page.keyboard.press("Control+?");
  await page.waitForTimeout(200);
  expect([path(), await page.locator("dialog[open]").count()]).toEqual(["/", 0]);
  await page.route(`${opened.baseUrl}/`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(" data-shortcuts", "") });
  });
  await open("/");
  await page.keyboard.press("n");
  await page.keyboard.press("?");
  await page.waitForTimeout(200);
  expect([path(), await page.locator("dialog[open]").count()]).toEqual(["/", 0]);
}, 30_000);
