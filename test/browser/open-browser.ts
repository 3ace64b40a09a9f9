// A sandbox that has told its story, and Debian's Chromium to look at it, for the tests of this folder.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { readConfig } from "../../src/config.ts";
import { fillIn } from "../../src/outbox/fill-in.ts";
import { openStory } from "../../src/sandbox/open-story.ts";
import { start, type StandIns, type Started } from "../../src/start.ts";
import { findOutboundEmail } from "../../src/store/outbound-emails.ts";

export interface Opened {
  started: Started;
  browser: Browser;
  baseUrl: string;
  close: () => Promise<void>;
}

export async function openBrowser(standIns: StandIns = {}): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "inreply-browser-"));
  const config = readConfig({
    PORT: "0",
    DATABASE_URL: `sqlite:${join(folder, "x.db")}`,
    LOG_LEVEL: "silent",
  });
  const started = await start(config, standIns);
  await openStory(started);
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  return {
    started,
    browser,
    baseUrl: started.installation.baseUrl,
    close: async () => {
      await browser.close();
      await started.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Signs a page in as one of the staff, by the button on the sandbox's first page. */
export async function signInAs({ baseUrl }: Opened, page: Page, firstName: string): Promise<void> {
  await page.goto(`${baseUrl}/sandbox`);
  await page.getByRole("button", { name: `Sign in as ${firstName}` }).click();
  await page.locator("main form button").last().click();
  await page.waitForLoadState();
}

/** The link to its task, or to sign in, that an email holds as it is sent. */
export async function linkIn({ started }: Opened, emailId: number): Promise<string> {
  const row = await findOutboundEmail(started.store.read, emailId);
  const { text } = await fillIn(started.outbox, row!);
  return /https?:\/\/\S+\/(?:t|sign-in)\/\S+/u.exec(text)![0];
}
