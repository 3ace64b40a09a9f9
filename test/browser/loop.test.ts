// The whole loop in Debian's Chromium: staff post on the page, the client answers from the sandbox as Gmail would, and the
// answer is on the task page; then the client's side from the emailed link.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/domain/clock.ts";
import { movableClock } from "../../src/sandbox/movable-clock.ts";
import { openStory } from "../../src/sandbox/open-story.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { start, type Started } from "../../src/start.ts";
import { findOutboundEmail, listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { addressOf } from "../support/world.ts";

const folder = mkdtempSync(join(tmpdir(), "inreply-browser-"));
let started: Started;
let browser: Browser;

beforeAll(async () => {
  const clock = movableClock(systemClock);
  const config = readConfig({
    PORT: "0",
    DATABASE_URL: `sqlite:${join(folder, "x.db")}`,
    LOG_LEVEL: "silent",
  });
  started = await start(config, { clock: clock.now });
  await openStory(started, clock);
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await started?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])("with %o", (options) => {
  const words = `Could you send us the list? (${String(options.javaScriptEnabled)})`;
  const answer = `Here it is, see you on Monday. (${String(options.javaScriptEnabled)})`;

  it("a staff message comes back answered by Gmail, and the client's link opens the task", async () => {
    const { baseUrl } = started.installation;
    const staff = await (await browser.newContext(options)).newPage();
    await signInAs(staff, "Priya");
    const taskUrl = await openTaskOfHarbor(staff);
    await staff.locator("form[action$='/messages'] textarea").fill(words);
    await staff
      .locator("form[action$='/messages'] button[type=submit], form[action$='/messages'] button")
      .last()
      .click();
    await staff.waitForLoadState();
    await started.workers.settled();

    const [email] = await listOutboundEmailsTo(started.store.read, addressOf("ann"), 1);
    expect(email?.text).toContain(words);
    const client = await (await browser.newContext(options)).newPage();
    await client.goto(`${baseUrl}/sandbox/emails/${email!.id}`);
    await client.locator("textarea[name=words], textarea").first().fill(answer);
    const program = client.locator("select[name=program]");
    if ((await program.count()) > 0) await program.selectOption({ index: 0 });
    await client.locator("form:has(textarea) button").last().click();
    await client.waitForLoadState();
    await started.workers.settled();

    await staff.goto(taskUrl);
    expect(await staff.textContent("body")).toContain(answer);

    await client.goto(await linkOf(email!.id));
    expect(new URL(client.url()).pathname).toMatch(/^\/tasks\/\d+$/u);
    expect(await client.textContent("body")).toContain(answer);
  }, 60_000);
});

async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto(`${started.installation.baseUrl}/sandbox`);
  await page.getByRole("button", { name: new RegExp(`sign in as ${name}`, "iu") }).click();
  await page.locator("main form button").last().click();
  await page.waitForLoadState();
}

async function openTaskOfHarbor(page: Page): Promise<string> {
  const task = await started.store.read.first<{ id: number }>(
    `select p.task_id as id from participants p join contact_addresses a on a.contact_id = p.contact_id
     where a.address = ? order by p.task_id limit 1`,
    addressOf("ann"),
  );
  const url = `${started.installation.baseUrl}/tasks/${task!.id}`;
  await page.goto(url);
  return url;
}

async function linkOf(emailId: number): Promise<string> {
  const row = await findOutboundEmail(started.store.read, emailId);
  const { text } = await fillIn(started.outbox, row!);
  return /https?:\/\/\S+\/t\/\S+/u.exec(text)![0];
}
