// "Press all links as a scanner would", from the page in Debian's Chromium: the scan starts a Chromium of its own, which runs
// the scripts of what it opens, and no row changes by it.
import { afterAll, beforeAll, expect, it } from "vitest";
import { fingerprintTables } from "../../src/store/fingerprint.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { addressOf } from "../support/world.ts";
import { linkIn, openBrowser, type Opened } from "./open-browser.ts";

let opened: Opened;

beforeAll(async () => {
  opened = await openBrowser();
}, 60_000);

afterAll(() => opened?.close());

it("a browser that runs scripts presses every link of an email, and nothing changes", async () => {
  const { browser, baseUrl, started } = opened;
  const [email] = await listOutboundEmailsTo(started.store.read, addressOf("ann"), 1);
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${baseUrl}/sandbox/emails/${email!.id}`);
  await page.getByText("Press all links as a scanner would").click();
  const before = await fingerprintTables(started.store.read);
  await page.getByRole("button", { name: "Press all links" }).click();
  await page.waitForURL(/\/sandbox\/tries\/\d+$/u);
  expect(await fingerprintTables(started.store.read)).toEqual(before);
  expect(await page.locator(".badge").first().textContent()).toBe("Nothing changed");
  const answers = await page.locator(".sb-answers").first().textContent();
  expect(answers).toContain("HEAD");
  expect(answers).toMatch(/chromium\S*opened “.+ · Northbeam” and ran its scripts/u);
}, 90_000);

it("links opened in a browser that keeps its cookies and runs scripts change no row", async () => {
  const { browser, started } = opened;
  const emails = await listOutboundEmailsTo(started.store.read, addressOf("dana"), 3);
  const before = await fingerprintTables(started.store.read);
  const page = await (await browser.newContext()).newPage();
  for (const { id } of emails) {
    await page.goto(await linkIn(opened, id));
    await page.waitForLoadState("networkidle");
  }
  await started.workers.settled();
  expect(emails.length).toBeGreaterThan(0);
  expect(await fingerprintTables(started.store.read)).toEqual(before);
}, 60_000);
