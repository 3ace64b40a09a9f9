// How the main pages stand in a browser, wide and narrow: nothing wider than the window, also with words that cannot be
// broken, and nothing that the pages' own policy forbids. And every form of a visitor works without JavaScript.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTask } from "../../src/actions/open-task.ts";
import { pauseAddress } from "../../src/actions/pause-address.ts";
import { publishAvailability } from "../../src/actions/publish-availability.ts";
import { postMessage } from "../../src/actions/post-message.ts";
import { reportMisreading } from "../../src/actions/report-misreading.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { contentHash } from "../../src/store/blobs.ts";
import { listOutboundEmailsTo } from "../../src/store/outbound-emails.ts";
import { blockOf, replyOf } from "../support/reply.ts";
import { freshToken } from "../support/form-token.ts";
import { addressOf } from "../support/world.ts";
import { linkIn, openBrowser, signInAs, type Opened } from "./open-browser.ts";

/** 200 characters without a place to break. */
const unbroken = "Donaudampfschifffahrtsgesellschaft".repeat(6).slice(0, 200);

let opened: Opened;
let taskId: number;
let emailId: number;
let messageId: number;

beforeAll(async () => {
  opened = await openBrowser();
  taskId = await openLongTask();
  await publishHours();
  await opened.started.workers.settled();
  await pauseForLong();
  emailId = (await listOutboundEmailsTo(opened.started.store.read, addressOf("ann"), 1))[0]!.id;
}, 60_000);

afterAll(() => opened?.close());

it("no page is wider than its window at 1280 and 375, or does what its policy forbids", async () => {
  const { browser, baseUrl } = opened;
  const staff = await (await browser.newContext()).newPage();
  await signInAs(opened, staff, "Priya");
  const client = await (await browser.newContext()).newPage();
  const ann = await (await browser.newContext()).newPage();
  await signInAs(opened, ann, "Ann");
  const { id: heldId } = (await opened.started.store.read.first<{ id: number }>(
    "select id from inbound_emails where status = 'held' order by id limit 1",
  ))!;
  const link = (await linkIn(opened, emailId)).slice(baseUrl.length);
  const faults = [
    ...(await faultsOf(client, ["/sandbox", "/sandbox/people/contact/1", `/sandbox/emails/${emailId}`])),
    ...(await faultsOf(client, [
      `/sandbox/emails/${emailId}/html`,
      `/sandbox/emails/${emailId}?view=source`,
    ])),
    ...(await faultsOf(client, ["/sandbox/previews", ...(await previewPaths()), await triedPath()])),
    ...(await faultsOf(client, [`/sandbox/inbound/${heldId}`, "/sign-in", "/t/no-such-link", link])),
    ...(await faultsOf(staff, ["/", "/held", "/held?show=all", `/emails/${heldId}?html`])),
    ...(await faultsOf(staff, ["/paused-addresses", "/setup", "/reply-cases", "/reply-cases/1"])),
    ...(await faultsOf(staff, [`/messages/${messageId}`, "/clients/1", "/clients/2"])),
    ...(await faultsOf(staff, ["/clients", "/plans", "/outgoing", "/outgoing?show=failed"])),
    ...(await faultsOf(staff, [
      `/outgoing/${emailId}`,
      "/audit",
      `/audit?task=${taskId}`,
      "/audit?client=1",
    ])),
    ...(await faultsOf(ann, ["/", "/backlog", "/requests/new", `/tasks/${taskId}`])),
    ...(await faultsOf(ann, ["/people", "/preferences", "/unsubscribe/no-such-link"])),
    ...(await faultsOf(ann, ["/sessions", "/sessions?kind=training&minutes=30"])),
    ...(await faultsOf(staff, ["/sessions", "/search?q=form", "/search?q=harbor&kind=people"])),
    ...(await faultsOf(ann, ["/search?q=the", "/search?q=no-such-word", "/search"])),
    ...(await faultsOf(staff, ["/tasks/new", "/tasks/new?client=1", `/tasks/${taskId}`, "/nothing-here"])),
  ];
  expect(faults).toEqual([]);
}, 180_000);

it("without JavaScript a client signs in by an emailed link and writes, and a form keeps what could not be taken", async () => {
  const { browser, baseUrl, started } = opened;
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${baseUrl}/sign-in`);
  await page.getByLabel("Your email address").fill(addressOf("ann"));
  await page.getByRole("button", { name: "Send me a link" }).click();
  await started.workers.settled();
  const [email] = await listOutboundEmailsTo(started.store.read, addressOf("ann"), 1);
  await page.goto(await linkIn(opened, email!.id));
  await page.locator("main form button").click();
  await page
    .getByRole("link", { name: unbroken.slice(0, 60) })
    .first()
    .click();

  const message = page.getByLabel("Your message");
  await message.fill("x".repeat(100_001));
  await page.getByRole("button", { name: "Send" }).click();
  expect(await page.getByRole("alert").textContent()).toContain("100,000 characters at most");
  expect(await message.inputValue()).toBe("x".repeat(100_001));
  await message.fill("Written with JavaScript off.");
  await page.getByRole("button", { name: "Send" }).click();
  expect(await page.locator(".message").last().textContent()).toContain("Written with JavaScript off.");
}, 60_000);

async function previewPaths(): Promise<string[]> {
  const list = await (await fetch(`${opened.baseUrl}/sandbox/previews`)).text();
  return [...list.matchAll(/href="(\/sandbox\/previews\/[^"]+)"/gu)].map(([, path]) => path!);
}

/** A page that shows several emails tried at once. */
async function triedPath(): Promise<string> {
  const path = `/sandbox/emails/${emailId}/situations/twice`;
  const { token, cookie } = await freshToken(opened.baseUrl, path);
  const body = new URLSearchParams({ program: "gmail-web", words: unbroken, "form-token": token });
  const init: RequestInit = { method: "POST", body, headers: { cookie }, redirect: "manual" };
  const response = await fetch(opened.baseUrl + path, init);
  return response.headers.get("location")!;
}

/** Priya can be booked, at a place as long as it may be. */
async function publishHours(): Promise<void> {
  const hours = { weeklyHours: "Mon-Fri 9-17", exceptions: "", noticeMinutes: 60, bufferMinutes: 0 };
  await opened.started.store.write((rows) =>
    publishAvailability(rows, opened.started.clock.now(), { ...hours, staffId: 1, callLink: unbroken }),
  );
}

/** A task whose title, message and file names are as long as they may be. */
async function openLongTask(): Promise<number> {
  const { store } = opened.started;
  const at = timestamp(new Date());
  const bytes = Buffer.from("x");
  const upload = { contentType: "text/plain", contentId: null, isInline: false, bytes };
  const priya = { kind: "staff", id: 1 } as const;
  const opening = await store.write((rows) =>
    openTask(rows, at, {
      clientId: 1,
      title: unbroken,
      author: priya,
      channel: "portal",
      text: unbroken,
      postedAt: at,
      contactIds: [1],
      uploads: [{ ...upload, filename: `${unbroken.slice(0, 120)}.txt`, sha256: contentHash(bytes) }],
    }),
  );
  await store.write((rows) =>
    postMessage(rows, at, {
      taskId: opening.taskId,
      author: priya,
      channel: "portal",
      text: `${unbroken} https://example.com/${unbroken}`,
      isNote: true,
      postedAt: at,
    }),
  );
  const long = `${unbroken}\n`;
  const html = `<p>${unbroken}</p><table><tr><td>${unbroken}</td><td>b</td></tr></table><pre>${unbroken}</pre>`;
  const reply = replyOf([
    blockOf("kept", long, { html }),
    blockOf("context", `> ${long}`),
    blockOf("kept", long),
    blockOf("quoted", long, { evidence: unbroken }),
    blockOf("signature", unbroken),
  ]);
  const ann = { kind: "contact", id: 1 } as const;
  const mailed = { taskId: opening.taskId, author: ann, channel: "email", text: "", postedAt: at } as const;
  const posted = await store.write((rows) =>
    postMessage(rows, at, {
      ...mailed,
      inboundEmailId: 1,
      reply: { ...reply, method: unbroken, confidence: 0.5 },
    }),
  );
  if (posted.kind !== "posted") throw new Error("The reply is there already.");
  messageId = posted.messageId;
  await store.write((rows) => reportMisreading(rows, at, { messageId, verdict: "cut_too_much", by: ann }));
  return opening.taskId;
}

/** An address that is paused for a reason without a place to break. */
async function pauseForLong(): Promise<void> {
  const { store } = opened.started;
  const at = timestamp(new Date());
  const [email] = await listOutboundEmailsTo(store.read, addressOf("ann"), 1);
  await store.write((rows) =>
    pauseAddress(rows, at, { email: email!, cause: "bounced", reason: unbroken, happenedAt: at }),
  );
}

/** What is wrong with these pages. Refusals of the server are console errors, too, and are what some pages are for. */
async function faultsOf(page: Page, paths: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  page.on("pageerror", (fault) => faults.push(`${page.url()}: ${fault.message}`));
  page.on("console", (line) => {
    const isRefusal = line
      .text()
      .startsWith("Failed to load resource: the server responded with a status of 4");
    if (line.type() === "error" && !isRefusal) faults.push(`${page.url()}: ${line.text()}`);
  });
  for (const path of paths) {
    await page.goto(`${opened.baseUrl}${path}`);
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      const content = await page.evaluate<number>("document.scrollingElement.scrollWidth");
      if (content > width) faults.push(`${path} is ${content} wide in a window of ${width}`);
    }
  }
  page.removeAllListeners();
  return faults;
}
