// Links of emails that are dead, used or somebody else's, in Debian's Chromium: each leads to a page that says what is what and what
// to do, and lets nobody do what is not theirs to do.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addressOf } from "../support/world.ts";
import { linkIn, openBrowser, signInAs, type Opened } from "./open-browser.ts";
import {
  expectHeading,
  follow,
  goTo,
  newestEmailTo,
  openWindow,
  press,
  region,
  stageOf,
  ways,
} from "./walk.ts";

/** Of Lumen Robotics, which waits for Dana's approval; Kenji may not approve. */
const title = "Lifecycle stages for trial customers";

const [wide, narrow] = [ways[0]!, ways[3]!];
const twoWays = [wide, narrow];

let opened: Opened;
let taskUrl: string;
/** To the task, as Dana was emailed it. */
let danasLink: string;
beforeAll(async () => {
  opened = await openBrowser();
  const { store } = opened.started;
  const task = await store.read.first<{ id: number; stage: string }>(
    "select id, stage from tasks where title = ?",
    title,
  );
  expect(task?.stage).toBe("Pending Approval");
  taskUrl = `${opened.baseUrl}/tasks/${task!.id}`;
  danasLink = await linkIn(opened, await newestAbout(task!.id, addressOf("dana")));
}, 60_000);
afterAll(() => opened?.close());

it.each(twoWays)(
  "a link that was cut, at $width wide, with scripts: $javaScriptEnabled",
  async (way) => {
    const page = await openWindow(opened.browser, way);
    await goTo(page, danasLink.slice(0, -3));
    await expectHeading(page, "This link does not work");
    expect(await mainOf(page)).toContain("It may have been cut when it was copied");
    expect(await mainOf(page)).toContain("Reply to the email.");
    await follow(page, "Send me a sign-in link");
    await expectHeading(page, "Sign in");
    await goTo(page, `${opened.baseUrl}/sign-in/${"a".repeat(40)}`);
    await expectHeading(page, "This link does not work any more");
    await page.context().close();
  },
  60_000,
);

it.each(twoWays)(
  "somebody else’s link is no way to approve in one’s own name, at $width wide, with scripts: $javaScriptEnabled",
  async (way) => {
    // Of the same company: they are who they are.
    const kenji = await openWindow(opened.browser, way);
    await signInAs(opened, kenji, "Kenji");
    await goTo(kenji, danasLink);
    expect(kenji.url()).toBe(taskUrl);
    expect(await stageOf(kenji)).toBe("Pending Approval");
    expect(await mainOf(kenji)).not.toContain("You opened this task by the link");
    expect(await mainOf(kenji)).toContain("Who may approve it: Dana Ruiz.");
    expect(await kenji.getByRole("button", { name: "Approve it" }).count()).toBe(0);
    await kenji.context().close();
    // Staff's own link speaks for nobody who is not signed in.
    const stranger = await openWindow(opened.browser, way);
    const { id } = await newestTaskEmailOfStaff();
    await goTo(stranger, await linkIn(opened, id));
    await expectHeading(stranger, "Sign in");
    await stranger.context().close();
  },
  60_000,
);

it("a link of another company’s says whose it is, and shows nothing else of them", async () => {
  const ann = await openWindow(opened.browser, wide);
  await signInAs(opened, ann, "Ann");
  await goTo(ann, danasLink);
  expect(await mainOf(ann)).toContain("You opened this task by the link in an email to Dana Ruiz.");
  await goTo(ann, `${opened.baseUrl}/tasks`);
  expect(await mainOf(ann)).not.toContain(title);
  await ann.context().close();
}, 60_000);

it("a sign-in link works once", async () => {
  const page = await openWindow(opened.browser, narrow);
  await goTo(page, `${opened.baseUrl}/sign-in`);
  await page.getByLabel("Your email address").fill(addressOf("marta"));
  await press(page, "Send me a link");
  const { outboundEmailId } = await newestEmailTo(opened, addressOf("marta"));
  const link = await linkIn(opened, outboundEmailId);
  await goTo(page, link);
  await press(page, "Sign in to Northbeam");
  await expectHeading(page, "Your tasks");
  const other = await openWindow(opened.browser, narrow);
  await goTo(other, link);
  await expectHeading(other, "This link does not work any more");
  expect(await mainOf(other)).toContain("A sign-in link works once");
  expect(await other.getByRole("button", { name: /^Sign in/u }).count()).toBe(0);
  await follow(other, "Ask for a new one");
  await expectHeading(other, "Sign in");
  await page.context().close();
  await other.context().close();
}, 60_000);

it("a link by which a task was approved opens it as it is now, and one approval is enough", async () => {
  const [first, second] = [await openWindow(opened.browser, wide), await openWindow(opened.browser, narrow)];
  for (const page of [first, second]) {
    await goTo(page, danasLink);
    expect(await stageOf(page)).toBe("Pending Approval");
    // As a page that has not heard yet.
    await page.route(/\/live/u, (route) => route.abort());
  }
  await press(first, "Approve it");
  expect(await stageOf(first)).toBe("Complete");
  await press(second, "Approve it");
  expect(await stageOf(second)).toBe("Complete");
  expect(await second.getByRole("alert").count()).toBe(0);
  await goTo(second, danasLink);
  expect(await stageOf(second)).toBe("Complete");
  expect(await second.getByRole("button", { name: "Approve it" }).count()).toBe(0);
  expect(await region(second, "Where it stands").textContent()).toContain("The approval can be taken back");
  const { read } = opened.started.store;
  const approvals = await read.first<{ count: number }>(
    "select count(*) as count from events where type = 'task.approved' and task_id = ?",
    Number(taskUrl.split("/").at(-1)),
  );
  expect(approvals!.count).toBe(1);
  await first.context().close();
  await second.context().close();
}, 60_000);

it("a link that is too old says so", async () => {
  const page = await openWindow(opened.browser, narrow);
  await goTo(page, `${opened.baseUrl}/sandbox`);
  for (let weeks = 0; weeks < 9; weeks += 1) await press(page, "1 week");
  await goTo(page, danasLink);
  await expectHeading(page, "This link has expired");
  expect(await mainOf(page)).toContain("Open the link in our newest email about the task.");
  await page.context().close();
}, 120_000);

const mainOf = (page: Page) => page.getByRole("main").innerText();

async function newestAbout(taskId: number, address: string): Promise<number> {
  const row = await opened.started.store.read.first<{ id: number }>(
    "select max(id) as id from outbound_emails where task_id = ? and to_address = ?",
    taskId,
    address,
  );
  return row!.id;
}

async function newestTaskEmailOfStaff(): Promise<{ id: number }> {
  const row = await opened.started.store.read.first<{ id: number }>(
    "select max(id) as id from outbound_emails where to_address = ? and task_id is not null",
    addressOf("tom"),
  );
  return row!;
}
