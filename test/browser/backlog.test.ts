// A client puts its backlog in order in a browser, wide and narrow: by buttons with and without scripts, and with them by drawing a
// row to another place.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTask } from "../../src/actions/open-task.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { listBacklog } from "../../src/store/backlog.ts";
import { openBrowser, signInAs, type Opened } from "./open-browser.ts";

const titles = ["One", "Two", "Three", "Four"];

let opened: Opened;
let clientId: number;
/** What Ann's browser keeps once she signed in. */
let storageState: Awaited<ReturnType<BrowserContext["storageState"]>>;
beforeAll(async () => {
  opened = await openBrowser();
  clientId = await openFour();
  const page = await (await opened.browser.newContext()).newPage();
  await signInAs(opened, page, "Ann");
  storageState = await page.context().storageState();
  await page.context().close();
}, 60_000);
afterAll(() => opened?.close());

describe.each([1280, 375])("in a window of %i", (width) => {
  it.each([true, false])("buttons order the backlog, with scripts: %s", async (javaScriptEnabled) => {
    const page = await openBacklog(width, javaScriptEnabled);
    const before = await shownOrder(page);
    const [first = "", second = "", third = ""] = before;
    await page.getByRole("button", { name: `Up: ${second}`, exact: true }).click();
    await expectOrder(page, [second, first, ...before.slice(2)]);
    await page.getByRole("button", { name: `Down: ${second}`, exact: true }).click();
    await expectOrder(page, before);
    await page.getByLabel(`Place of ${third}`, { exact: true }).fill("1");
    await page.getByRole("button", { name: `Move ${third} there`, exact: true }).click();
    await expectOrder(page, [third, first, second, ...before.slice(3)]);
    await page.getByLabel(`Place of ${third}`, { exact: true }).fill("99");
    await page.getByRole("button", { name: `Move ${third} there`, exact: true }).click();
    await expectOrder(page, [first, second, ...before.slice(3), third]);
    await page.context().close();
  });

  it("a row goes where it is drawn, also behind all others, and stays when it is let go where it was", async () => {
    const page = await openBacklog(width, true);
    const before = await shownOrder(page);
    const [first = "", second = "", ...others] = before;
    await draw(page, first, { above: others[0]! });
    await expectOrder(page, [second, first, ...others]);
    await draw(page, second, { below: others.at(-1)! });
    await expectOrder(page, [first, ...others, second]);
    await draw(page, second, { above: first });
    await expectOrder(page, [second, first, ...others]);
    const count = await countOrders();
    await draw(page, first, { above: first });
    await page.waitForTimeout(300);
    expect([await shownOrder(page), await countOrders()]).toEqual([[second, first, ...others], count]);
    await page.context().close();
  });

  it("Escape puts a row back that is being drawn", async () => {
    const page = await openBacklog(width, true);
    const before = await shownOrder(page);
    const count = await countOrders();
    await grab(page, before[0]!);
    await page.mouse.move(...(await middleOf(page, before.at(-1)!, 0.9)), { steps: 8 });
    expect(await shownOrder(page)).not.toEqual(before);
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await page.waitForTimeout(300);
    expect([await shownOrder(page), await countOrders()]).toEqual([before, count]);
    await page.context().close();
  });

  it("every button and handle can be hit with a finger, and without scripts there is no handle", async () => {
    const page = await openBacklog(width, true);
    const sizes = await page.locator(".queue-moves button, .queue-moves input:visible, .queue-handle").all();
    expect(sizes.length).toBeGreaterThan(10);
    for (const control of sizes) {
      const box = (await control.boundingBox())!;
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(32);
    }
    expect(await page.evaluate<number>("document.scrollingElement.scrollWidth")).toBe(width);
    const plain = await openBacklog(width, false);
    expect(await plain.locator(".queue-handle").count()).toBe(0);
    await page.context().close();
    await plain.context().close();
  });
});

it("a finger draws a row as the mouse does, and the page does not scroll away under it", async () => {
  const page = await openBacklog(375, true, { hasTouch: true, isMobile: true });
  // So high that no row is near its end, where the page moves along.
  await page.setViewportSize({ width: 375, height: 1600 });
  const before = await shownOrder(page);
  const touch = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", points: [x: number, y: number][]) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
  const handle = (await rowOf(page, before[0]!).locator(".queue-handle").boundingBox())!;
  const [x, from] = [handle.x + 16, handle.y + 16];
  const [, to] = await middleOf(page, before[1]!, 0.9);
  await send("touchStart", [[x, from]]);
  for (let step = 1; step <= 8; step += 1) await send("touchMove", [[x, from + ((to - from) * step) / 8]]);
  expect(await page.evaluate<number>("window.scrollY")).toBe(0);
  await send("touchEnd", []);
  await expectOrder(page, [before[1]!, before[0]!, ...before.slice(2)]);
  await page.context().close();
});

it("an order from a page that is not up to date is refused in words, with the order as it is", async () => {
  const page = await openBacklog(1280, true);
  const [first = ""] = await shownOrder(page);
  const { store } = opened.started;
  await store.write((rows) => rows.run("update tasks set stage = 'Withdrawn' where title = ?", first));
  await draw(page, first, { below: (await shownOrder(page)).at(-1)! });
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").textContent()).toContain(`“${first}” is not in the backlog any more`);
  expect(await shownOrder(page)).not.toContain(first);
  await page.context().close();
});

/** Four requests of Ann's behind what the story left in her backlog. */
async function openFour(): Promise<number> {
  const { store } = opened.started;
  const at = timestamp(new Date());
  const ann = await store.read.first<{ id: number; clientId: number }>(
    `select id, client_id as "clientId" from contacts where name = 'Ann Weber'`,
  );
  const author = { kind: "contact", id: ann!.id } as const;
  for (const title of titles) {
    const said = { author, channel: "portal", text: title, postedAt: at } as const;
    await store.write((rows) => openTask(rows, at, { ...said, clientId: ann!.clientId, title }));
  }
  await opened.started.workers.settled();
  return ann!.clientId;
}

async function openBacklog(
  width: number,
  javaScriptEnabled: boolean,
  device: { hasTouch?: boolean; isMobile?: boolean } = {},
): Promise<Page> {
  const viewport = { width, height: 900 };
  const context = await opened.browser.newContext({ ...device, javaScriptEnabled, viewport, storageState });
  const page = await context.newPage();
  await page.goto(`${opened.baseUrl}/backlog`);
  return page;
}

async function shownOrder(page: Page): Promise<string[]> {
  return page.locator("ol.queue-list .queue-title").allTextContents();
}

/** On the page and in the rows alike. */
async function expectOrder(page: Page, order: readonly string[]): Promise<void> {
  await page.waitForLoadState();
  await expect.poll(() => storedOrder()).toEqual(order);
  await expect.poll(() => shownOrder(page).catch(() => [])).toEqual(order);
  await page.waitForLoadState("networkidle");
}

async function storedOrder(): Promise<string[]> {
  return (await listBacklog(opened.started.store.read, clientId, 100)).map(({ title }) => title);
}

async function countOrders(): Promise<number> {
  const { read } = opened.started.store;
  const row = await read.first<{ count: number }>(
    "select count(*) as count from events where type = 'backlog.ordered'",
  );
  return row!.count;
}

async function draw(page: Page, title: string, to: { above: string } | { below: string }): Promise<void> {
  await grab(page, title);
  const [x, y] = "above" in to ? await middleOf(page, to.above, 0.1) : await middleOf(page, to.below, 0.9);
  await page.mouse.move(x, y, { steps: 8 });
  await page.mouse.up();
}

async function grab(page: Page, title: string): Promise<void> {
  await rowOf(page, title).locator(".queue-handle").hover();
  await page.mouse.down();
}

/** A point of a row, so far down from its upper edge. */
async function middleOf(page: Page, title: string, share: number): Promise<[x: number, y: number]> {
  const box = (await rowOf(page, title).boundingBox())!;
  return [box.x + box.width / 2, box.y + box.height * share];
}

function rowOf(page: Page, title: string) {
  return page.locator("ol.queue-list > li").filter({ has: page.getByText(title, { exact: true }) });
}
