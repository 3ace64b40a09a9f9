// The whole loop in Debian's Chromium: staff post on the page, the client answers from the sandbox as Gmail would, and the
// answer is on the task page; then the client's side from the emailed link.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { addressOf } from "../support/world.ts";
import { linkIn, openBrowser, signInAs, type Opened } from "./open-browser.ts";

let opened: Opened;

beforeAll(async () => {
  opened = await openBrowser();
}, 60_000);

afterAll(() => opened?.close());

describe.each([{ javaScriptEnabled: true }, { javaScriptEnabled: false }])("with %o", (options) => {
  const words = `Could you send us the list? (${String(options.javaScriptEnabled)})`;
  const answer = `Here it is, see you on Monday. (${String(options.javaScriptEnabled)})`;

  it("a staff message comes back answered by Gmail, and the client's link opens the task", async () => {
    const { browser, baseUrl, started } = opened;
    const staff = await (await browser.newContext(options)).newPage();
    await signInAs(opened, staff, "Priya");
    const taskUrl = await openTaskOfHarbor(staff);
    await staff.getByLabel("Your message").fill(words);
    await staff.getByRole("button", { name: /^Send to /u }).click();
    await staff.waitForURL(/#message-/u);
    await started.workers.settled();

    const [email] = await listOutboundEmailsTo(started.store.read, addressOf("ann"), 1);
    expect(email?.text).toContain(words);
    const client = await (await browser.newContext(options)).newPage();
    await client.goto(`${baseUrl}/sandbox/emails/${email!.id}`);
    const form = client.locator("form.composer");
    await form.getByLabel("Your answer").fill(answer);
    await form.getByRole("radio", { name: "Gmail", exact: true }).check();
    await form.getByRole("button", { name: "Send the answer" }).click();
    await client.waitForLoadState();
    await started.workers.settled();

    await staff.goto(taskUrl);
    expect(await staff.textContent("body")).toContain(answer);

    await client.goto(await linkIn(opened, email!.id));
    expect(new URL(client.url()).pathname).toMatch(/^\/tasks\/\d+$/u);
    expect(await client.textContent("body")).toContain(answer);
  }, 60_000);
});

async function openTaskOfHarbor(page: Page): Promise<string> {
  const { started, baseUrl } = opened;
  const task = await started.store.read.first<{ id: number }>(
    `select p.task_id as id from participants p join contact_addresses a on a.contact_id = p.contact_id
     where a.address = ? order by p.task_id limit 1`,
    addressOf("ann"),
  );
  const url = `${baseUrl}/tasks/${task!.id}`;
  await page.goto(url);
  return url;
}
