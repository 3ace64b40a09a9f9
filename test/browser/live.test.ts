// Two who look at the same page: what one writes appears at the other's without a reload, and takes nothing from under them.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postMessage } from "../../src/actions/post-message.ts";
import { timestamp } from "../../src/domain/clock.ts";
import type { Person } from "../../src/domain/person.ts";
import { openBrowser, signInAs, type Opened } from "./open-browser.ts";

let opened: Opened;
let taskId: number;
beforeAll(async () => {
  opened = await openBrowser();
  // One whose client has written by email, so that something can be unfolded.
  const row = await opened.started.store.read.first<{ id: number }>(
    "select min(task_id) as id from messages where blocks like '%quoted%'",
  );
  taskId = row!.id;
}, 120_000);
afterAll(() => opened?.close());

async function openAs(name: string, path = `/tasks/${taskId}`, options = {}): Promise<Page> {
  const page = await (await opened.browser.newContext(options)).newPage();
  await signInAs(opened, page, name);
  await page.goto(opened.baseUrl + path);
  await page.evaluate("window.isMarked = true");
  await page.mouse.move(5, 5);
  return page;
}

async function say(text: string): Promise<void> {
  const { store, clock } = opened.started;
  const row = await store.read.first<{ clientId: number }>(
    `select client_id as "clientId" from tasks where id = ?`,
    taskId,
  );
  const ann = await store.read.first<{ id: number }>(
    "select min(id) as id from contacts where client_id = ?",
    row!.clientId,
  );
  const author: Person = { kind: "contact", id: ann!.id };
  const at = timestamp(clock.now());
  await store.write((rows) =>
    postMessage(rows, at, { taskId, author, channel: "portal", text, postedAt: at }),
  );
}

const isMarked = (page: Page) => page.evaluate<boolean>("window.isMarked === true");

it("a new message appears while somebody types, and words, caret, folds and place on the screen stay", async () => {
  const page = await openAs("Priya");
  const fold = page.locator(".message details.folded").first();
  await fold.locator("summary").click();
  await page.fill("#message-text", "I am just writing");
  await page.locator("#message-text").press("ArrowLeft");
  const before = (await page.locator("#message-text").boundingBox())!.y;
  await say("Something new from the client");
  await page.getByText("Something new from the client").first().waitFor({ timeout: 10_000 });
  expect(await page.inputValue("#message-text")).toBe("I am just writing");
  expect(await page.evaluate("[document.activeElement.id, document.activeElement.selectionStart]")).toEqual([
    "message-text",
    16,
  ]);
  expect(await fold.evaluate((element) => (element as unknown as { open: boolean }).open)).toBe(true);
  expect(Math.abs((await page.locator("#message-text").boundingBox())!.y - before)).toBeLessThan(2);
  expect(await page.locator("#news").textContent()).toMatch(/^New message from /u);
  expect(await page.locator("#write .meanwhile-live").textContent()).toMatch(/has just written\. Show it$/u);
  // They have it in front of them: nothing has to be confirmed.
  await page.getByRole("button", { name: /^Send/u }).click();
  await page.waitForURL(/#message-/u);
  await page.context().close();
}, 60_000);

it("of two who answer at the same moment, the second reads the first before anything is sent", async () => {
  const [priya, tom] = [await openAs("Priya"), await openAs("Tom")];
  // As without the script's news: neither has heard of the other yet.
  for (const page of [priya, tom]) {
    await page.evaluate("Object.defineProperty(document, 'hidden', { value: true })");
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  }
  await priya.fill("#message-text", "Priya answers");
  await tom.fill("#message-text", "Tom answers");
  await priya.getByRole("button", { name: /^Send/u }).click();
  await priya.waitForURL(/#message-/u);
  await tom.getByRole("button", { name: /^Send/u }).click();
  await tom.getByRole("alert").waitFor();
  expect(await tom.locator("#write .meanwhile").textContent()).toContain("Priya answers");
  expect(await tom.inputValue("#message-text")).toBe("Tom answers");
  await tom.getByRole("button", { name: "Send anyway" }).click();
  await tom.waitForURL(/#message-/u);
  await priya.context().close();
  await tom.context().close();
}, 60_000);

it("lists change, too, and what was there stays the same element", async () => {
  const page = await openAs("Priya", "/tasks");
  await page.evaluate("document.querySelector('.tasks > li').isKept = true");
  const count = () =>
    page.evaluate<number>("[...document.querySelectorAll('.tasks > li')].filter((row) => row.isKept).length");
  expect(await count()).toBe(1);
  await say("This task comes first now");
  await expect
    .poll(() => page.locator(".tasks > li").first().getAttribute("id"), { timeout: 10_000 })
    .toBe(`row-${taskId}`);
  expect(await isMarked(page)).toBe(true);
  await page.context().close();
}, 60_000);

it("a hidden page lets go of its connection, and catches up when it is looked at again", async () => {
  const page = await openAs("Priya");
  const show = (state: "hidden" | "visible") =>
    page.evaluate(`Object.defineProperty(document, "visibilityState", { configurable: true, value: "${state}" });
      Object.defineProperty(document, "hidden", { configurable: true, value: ${state === "hidden"} });
      document.dispatchEvent(new Event("visibilitychange"));`);
  await show("hidden");
  await say("While nobody looked");
  await page.waitForTimeout(2_500);
  expect(await page.getByText("While nobody looked").count()).toBe(0);
  await show("visible");
  await page.getByText("While nobody looked").first().waitFor({ timeout: 10_000 });
  expect(await isMarked(page)).toBe(true);
  await page.context().close();
}, 60_000);

it("stopping is not held up by pages that listen", async () => {
  const page = await openAs("Priya");
  await page.waitForTimeout(300);
  const begunMs = Date.now();
  opened.started.stop = ((stop) => async () => {
    await stop();
    opened.started.stop = () => Promise.resolve();
  })(opened.started.stop);
  await opened.started.stop();
  expect(Date.now() - begunMs).toBeLessThan(4_000);
  await page.context().close();
}, 30_000);
