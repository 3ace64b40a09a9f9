// Words that are being typed survive what happens to browsers, sign-ins and servers.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { openBrowser, signInAs, type Opened } from "./open-browser.ts";

let opened: Opened;
beforeAll(async () => {
  opened = await openBrowser();
}, 120_000);
afterAll(() => opened?.close());

/** A task of the story, on which nobody has begun to write. */
async function openTask(context?: BrowserContext): Promise<{ page: Page; url: string }> {
  const page = await (context ?? (await opened.browser.newContext())).newPage();
  await signInAs(opened, page, "Priya");
  const row = await opened.started.store.read.first<{ id: number }>("select max(id) as id from tasks");
  const url = `${opened.baseUrl}/tasks/${row!.id}`;
  await page.goto(url);
  return { page, url };
}

const stateOf = (page: Page) => page.locator("#write .draft-state");
const field = "#message-text";

it("a draft is saved soon after typing stops, is there in another window, and can be discarded", async () => {
  const { page, url } = await openTask();
  const before = await page.locator("#write").boundingBox();
  await page.fill(field, "Half a sentence");
  await expect
    .poll(() => stateOf(page).textContent(), { timeout: 10_000 })
    .toMatch(/^Draft saved \d\d:\d\d$/u);
  expect((await page.locator("#write").boundingBox())!.height).toBe(before!.height);
  const other = await page.context().newPage();
  await other.goto(url);
  expect(await other.inputValue(field)).toBe("Half a sentence");
  await other.locator("#write").getByRole("button", { name: "Discard the draft" }).click();
  await other.waitForLoadState();
  expect(await other.inputValue(field)).toBe("");
  await page.context().close();
}, 60_000);

it("words typed the moment before a tab is closed are there when the page is opened again", async () => {
  const { page, url } = await openTask();
  await page.fill(field, "Typed and closed");
  await page.close({ runBeforeUnload: true });
  const again = await page.context().newPage();
  await again.goto(url);
  await expect.poll(() => again.inputValue(field), { timeout: 5_000 }).toBe("Typed and closed");
  await again.getByRole("button", { name: /^Send/u }).click();
  await again.waitForURL(/#message-/u);
  expect(await again.inputValue(field)).toBe("");
  await again.reload();
  expect(await again.inputValue(field)).toBe("");
  await again.context().close();
}, 60_000);

it("words typed after the sign-in ended stay in the browser, and come back to the same person alone", async () => {
  const { page, url } = await openTask();
  const { store } = opened.started;
  await store.write((rows) => rows.run("update sign_ins set ended_at = '2020' where ended_at is null"));
  await page.fill(field, "Nobody is signed in");
  await expect
    .poll(() => stateOf(page).textContent(), { timeout: 10_000 })
    .toMatch(/^You are not signed in/u);
  await signInAs(opened, page, "Tom");
  await page.goto(url);
  expect(await page.inputValue(field)).toBe("");
  await signInAs(opened, page, "Priya");
  await page.goto(url);
  expect(await page.inputValue(field)).toBe("Nobody is signed in");
  await expect.poll(() => stateOf(page).textContent(), { timeout: 10_000 }).toMatch(/^Draft saved/u);
  expect(await page.evaluate<number>("localStorage.length")).toBe(0);
  await page.locator("#write").getByRole("button", { name: "Discard the draft" }).click();
  await page.context().close();
}, 60_000);

it("words survive a server that is killed, and those typed while there is none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "inreply-killed-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const baseUrl = `http://localhost:${port}`;
  let server = await startServer(port, folder);
  onTestFinished(() => void server.kill("SIGKILL"));
  const page = await (await opened.browser.newContext()).newPage();
  await signInAs({ ...opened, baseUrl }, page, "Priya");
  await page.goto(`${baseUrl}/tasks/1`);
  await page.fill(field, "Before the crash");
  await expect.poll(() => stateOf(page).textContent(), { timeout: 15_000 }).toMatch(/^Draft saved/u);
  server.kill("SIGKILL");
  await new Promise((resolve) => server.once("exit", resolve));
  await page.fill(field, "Before the crash and after it");
  await expect.poll(() => stateOf(page).textContent(), { timeout: 15_000 }).toMatch(/^We cannot be reached/u);
  await page.getByRole("button", { name: /^Send/u }).click();
  await page.waitForTimeout(500);
  server = await startServer(port, folder);
  await page.goto(`${baseUrl}/tasks/1`);
  expect(await page.inputValue(field)).toBe("Before the crash and after it");
  await page.context().close();
}, 120_000);

async function startServer(port: number, folder: string): Promise<ChildProcess> {
  const env = {
    PATH: process.env["PATH"],
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, "x.db")}`,
    LOG_LEVEL: "silent",
  };
  const server = spawn(process.execPath, ["src/inreply.mjs", "start"], {
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let said = "";
  server.stdout.on("data", (words: Buffer) => (said += words.toString()));
  await expect.poll(() => said, { timeout: 60_000 }).toContain("is open, as a sandbox");
  return server;
}
