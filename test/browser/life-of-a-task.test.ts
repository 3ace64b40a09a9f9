// The whole life of a task in Debian's Chromium, from the client's side and the staff's, through the pages and what is emailed
// alone: asked for, clarified, accepted, put first, started, talked about, handed over, sent back, approved by an emailed link.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addClient } from "../../src/actions/add-client.ts";
import { addContact } from "../../src/actions/add-contact.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { dayInWords } from "../../src/domain/day.ts";
import { fingerprintTables } from "../../src/store/fingerprint.ts";
import { addressOf } from "../support/world.ts";
import { linkIn, openBrowser, signInAs, type Opened } from "./open-browser.ts";
import {
  emailsTo,
  expectHeading,
  follow,
  goTo,
  newestEmailTo,
  openWindow,
  press,
  region,
  stageOf,
  unfold,
  ways,
  type Way,
} from "./walk.ts";

let opened: Opened;
/** What Priya's browser keeps once she signed in. */
let priyasBrowser: Awaited<ReturnType<BrowserContext["storageState"]>>;
beforeAll(async () => {
  opened = await openBrowser();
  const page = await (await opened.browser.newContext()).newPage();
  await signInAs(opened, page, "Priya");
  priyasBrowser = await page.context().storageState();
  await page.context().close();
}, 60_000);
afterAll(() => opened?.close());

const title = "A form for new patients";
const smaller = "Opening hours on the front page";
const question = "Should it ask for the insurance, too?";
const answer = "Yes, and for the date of birth.";
const news = "The form is on its page, the emails come next.";
const note = "They pay late, ask Tom first.";
const handedOver = "Please look at the test page, and send the form once.";
const wanted = "The button should be green.";
/** When work will be done, once it has begun. */
const delivery = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);
const deliveryInWords = dayInWords(delivery, "en");
/** As days and months stand on pages and in emails: `Thu, 3 Dec 2026`, `2026-12-03`. */
const day = /\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|20\d\d/u;

describe.each(ways)("at $width wide, with scripts: $javaScriptEnabled", (way) => {
  const address = `ines-${way.width}-${way.javaScriptEnabled ? "scripts" : "plain"}@elmgarden.example`;
  const elm = `Elm Garden ${way.width} ${way.javaScriptEnabled ? "with" : "without"} scripts`;

  it("a request becomes finished work, and each side sees where it stands", async () => {
    await addElm(elm, address);
    const client = await openWindow(opened.browser, way);
    await signIn(client, address);
    const taskUrl = await ask(client);
    const staff = await openWindow(opened.browser, way, priyasBrowser);
    await clarify({ client, staff, taskUrl, address, elm });
    await accept({ client, staff, taskUrl, address });
    await putFirst({ client, staff, elm });
    await startWork({ client, staff, taskUrl, address });
    await talk({ client, staff, taskUrl, address, elm });
    await handOver({ client, staff, taskUrl });
    await sendBack({ client, staff, taskUrl });
    await goTo(staff, taskUrl);
    await handOver({ client, staff, taskUrl });
    await approveByLink({ client, staff, taskUrl, address }, way);
    await expectNoNote({ client, address });
    await client.context().close();
    await staff.context().close();
  }, 180_000);
});

interface Both {
  client: Page;
  staff: Page;
  taskUrl: string;
  address: string;
  elm: string;
}
type Part<Key extends keyof Both> = Pick<Both, "client" | "staff" | Key>;

/** A client with one place, of whom Ines may approve. */
async function addElm(name: string, address: string): Promise<void> {
  const at = timestamp(new Date());
  const timeZone = "Europe/Berlin";
  await opened.started.store.write(async (rows) => {
    const { clientId } = await addClient(rows, at, { name, plan: "Standard" });
    await addContact(rows, at, { clientId, name: "Ines Falk", address, timeZone, own: undefined });
  });
}

async function signIn(page: Page, address: string): Promise<void> {
  await goTo(page, `${opened.baseUrl}/sign-in`);
  await page.getByLabel("Your email address").fill(address);
  await press(page, "Send me a link");
  await expectHeading(page, "Look into your mailbox");
  const { outboundEmailId } = await newestEmailTo(opened, address);
  await goTo(page, await linkIn(opened, outboundEmailId));
  await press(page, "Sign in to Northbeam");
  await expectHeading(page, "Your tasks");
  expect(await region(page, "Waits for you").textContent()).toContain("Nothing waits for you.");
}

/** Two requests, the second one with a file; answers the address of its page. */
async function ask(client: Page): Promise<string> {
  await follow(client, "Submit a request");
  await client.getByLabel("Title").fill(smaller);
  await client.getByLabel("What do you need?").fill("We close at four on Fridays now.");
  await press(client, "Submit the request");
  await expectHeading(client, smaller);
  await goTo(client, `${opened.baseUrl}/requests/new`);
  await client.getByLabel("Title").fill(title);
  await client.getByLabel("What do you need?").fill("New patients should fill it in at home.");
  const buffer = Buffer.from("Name, address, telephone number");
  await client
    .getByLabel("Attach files")
    .setInputFiles({ name: "fields.txt", mimeType: "text/plain", buffer });
  await press(client, "Submit the request");
  await expectHeading(client, title);
  expect(await stageOf(client)).toBe("Triage");
  expect(await client.getByRole("main").textContent()).toContain("We are reading the request");
  await client.getByRole("link", { name: "fields.txt" }).waitFor();
  const { origin, pathname } = new URL(client.url());
  return origin + pathname;
}

/** Staff find it on their desk and ask; the client answers from the first page. */
async function clarify({ client, staff, taskUrl, address, elm }: Part<"taskUrl" | "address" | "elm">) {
  await goTo(staff, `${opened.baseUrl}/`);
  await goTo(staff, `${opened.baseUrl}/tasks`);
  const row = staff.getByRole("listitem").filter({ hasText: title }).filter({ hasText: elm });
  expect(await row.textContent()).toContain("Waiting for us");
  await follow(staff, title, row);
  expect(staff.url()).toBe(taskUrl);
  const attached = await staff.getByRole("link", { name: "fields.txt" }).getAttribute("href");
  const file = await staff.request.get(new URL(attached!, taskUrl).href);
  expect(await file.text()).toBe("Name, address, telephone number");
  await say(staff, question, `Send to ${elm}`);
  expect(await turnOf(staff)).toBe(`Waiting for ${elm}`);
  expect((await newestEmailTo(opened, address)).text).toContain(question);

  await goTo(client, `${opened.baseUrl}/`);
  const waiting = region(client, "Waits for you").getByRole("listitem");
  expect(await waiting.allTextContents()).toEqual([expect.stringContaining("We asked you something.")]);
  await follow(client, /^Answer/u, waiting);
  expect(await lastSaid(client)).toContain(question);
  expect(await turnOf(client)).toBe("Your turn");
  await say(client, answer, "Send");
  expect(await turnOf(client)).toBe("With us");
  expect((await newestEmailTo(opened, addressOf("priya"))).text).toContain(answer);
  await goTo(staff, taskUrl);
  expect(await lastSaid(staff)).toContain(answer);
  expect(await turnOf(staff)).toBe("Waiting for us");
}

/** The client reads how much work it is, and never when it will be done. */
async function accept({ client, staff, taskUrl, address }: Part<"taskUrl" | "address">) {
  await staff.getByLabel("Rough estimate of working time").fill("soon");
  await press(staff, "Accept it");
  await staff.getByRole("alert").first().waitFor();
  await staff.getByLabel("Rough estimate of working time").fill("2-3 days");
  await press(staff, "Accept it");
  expect(await stageOf(staff)).toBe("Accepted");
  const told = await newestEmailTo(opened, address);
  expect(told.text).toContain("2 to 3 working days");
  expect(told.text.replaceAll(/http\S+/gu, "")).not.toMatch(day);
  await goTo(client, taskUrl);
  expect(await stageOf(client)).toBe("Accepted");
  await expectEstimateWithoutDay(client);
}

async function expectEstimateWithoutDay(client: Page): Promise<void> {
  const facts = await region(client, "Where it stands").innerText();
  expect(facts).toMatch(/rough estimate\s+2 to 3 working days, counted from when work starts/iu);
  expect(facts).not.toMatch(day);
  expect(facts).not.toMatch(/delivery/iu);
}

/** The client puts it before its other request; staff see that order. */
async function putFirst({ client, staff, elm }: Part<"elm">) {
  await follow(client, "See the order", region(client, "Where it stands"));
  await expectHeading(client, "Backlog");
  expect(await orderOn(client)).toEqual([smaller, title]);
  expect(await region(client, "Waiting, in your order").innerText()).not.toMatch(day);
  await press(client, `Up: ${title}`);
  expect(await orderOn(client)).toEqual([title, smaller]);
  await follow(staff, elm);
  expect(await orderOn(staff)).toEqual([title, smaller]);
  await follow(staff, title, region(staff, "Waiting, in their order"));
}

/** From now on there is a day. */
async function startWork({ client, staff, taskUrl, address }: Part<"taskUrl" | "address">) {
  await staff.getByLabel("Rough delivery date").fill(delivery);
  await press(staff, "Start work");
  expect(await stageOf(staff)).toBe("Working");
  expect((await newestEmailTo(opened, address)).text).toContain(deliveryInWords);
  await goTo(client, taskUrl);
  expect(await stageOf(client)).toBe("Working");
  expect(await region(client, "Where it stands").innerText()).toContain(deliveryInWords);
  await goTo(client, `${opened.baseUrl}/backlog`);
  const active = region(client, "Being worked on");
  expect(await active.getByRole("link").allTextContents()).toEqual([title]);
  expect(await active.textContent()).toContain(`delivery about ${dayInWords(delivery, "en", "short")}`);
  expect(await orderOn(client)).toEqual([smaller]);
}

/** A message reaches the client; a note only staff. */
async function talk({ client, staff, taskUrl, address, elm }: Part<"taskUrl" | "address" | "elm">) {
  await say(staff, news, `Send to ${elm}`);
  await unfold(staff, "Write a note only staff see");
  await staff.getByLabel("Your note").fill(note);
  await press(staff, "Keep as a note");
  const kept = await lastSaid(staff);
  expect(kept).toContain(note);
  expect(kept).toContain("Note, only staff see it");
  expect((await newestEmailTo(opened, address)).text).toContain(news);
  await goTo(client, taskUrl);
  expect(await lastSaid(client)).toContain(news);
}

async function handOver({ client, staff, taskUrl }: Part<"taskUrl">) {
  await staff.getByLabel("What is there to look at?").fill(handedOver);
  await press(staff, "Hand it over for approval");
  expect(await stageOf(staff)).toBe("Pending Approval");
  await goTo(client, `${opened.baseUrl}/`);
  const waiting = region(client, "Waits for you");
  expect(await waiting.textContent()).toContain("Done from our side: approve it, or ask for changes.");
  await follow(client, /^Look at it/u, waiting);
  expect(client.url()).toBe(taskUrl);
  expect(await stageOf(client)).toBe("Pending Approval");
  expect(await lastSaid(client)).toContain(handedOver);
}

async function sendBack({ client, staff, taskUrl }: Part<"taskUrl">) {
  await unfold(client, "Ask for changes");
  await client.getByLabel("What should be different?").fill(wanted);
  await press(client, "Send it back for changes");
  expect(await stageOf(client)).toBe("Working");
  expect(await client.getByRole("button", { name: "Approve it" }).count()).toBe(0);
  expect((await newestEmailTo(opened, addressOf("priya"))).text).toContain(wanted);
  await goTo(staff, taskUrl);
  expect(await stageOf(staff)).toBe("Working");
  expect(await lastSaid(staff)).toContain(wanted);
}

/** In a browser that knows nobody. The link itself changes nothing: programs open links, too. */
async function approveByLink({ client, staff, taskUrl, address }: Part<"taskUrl" | "address">, way: Way) {
  const { outboundEmailId, text } = await newestEmailTo(opened, address);
  expect(text).toContain(handedOver);
  const stranger = await openWindow(opened.browser, way);
  const before = await fingerprintTables(opened.started.store.read);
  await goTo(stranger, await linkIn(opened, outboundEmailId));
  await opened.started.workers.settled();
  expect(await fingerprintTables(opened.started.store.read)).toEqual(before);
  expect(stranger.url()).toBe(taskUrl);
  expect(await stranger.getByRole("main").textContent()).toContain(
    "You opened this task by the link in an email to Ines Falk",
  );
  expect(await stageOf(stranger)).toBe("Pending Approval");
  await press(stranger, "Approve it");
  expect(await stageOf(stranger)).toBe("Complete");
  // Nothing else of hers is open to whoever has the link.
  await goTo(stranger, `${opened.baseUrl}/backlog`);
  await expectHeading(stranger, "Sign in");
  await stranger.context().close();

  expect((await newestEmailTo(opened, address)).text).toContain("is approved and complete");
  expect((await newestEmailTo(opened, addressOf("priya"))).text).toContain("approved");
  await goTo(staff, taskUrl);
  expect(await stageOf(staff)).toBe("Complete");
  await unfold(staff, "What happened so far");
  expect(await region(staff, "Where it stands").innerText()).toMatch(/Ines Falk approved it.*link/iu);
  await goTo(client, taskUrl);
  expect(await stageOf(client)).toBe("Complete");
  await goTo(client, `${opened.baseUrl}/`);
  expect(await region(client, "Waits for you").textContent()).toContain("Nothing waits for you.");
  expect(await region(client, "Being worked on").textContent()).toContain("Nothing right now.");
}

/** Neither where the client looks nor in what it was sent. */
async function expectNoNote({ client, address }: Pick<Both, "client" | "address">) {
  await follow(client, "All tasks, also those that are complete");
  await follow(client, title);
  expect(await client.content()).toContain(news);
  expect(await client.content()).not.toContain("pay late");
  expect(await client.content()).not.toMatch(/only staff/iu);
  await goTo(client, `${opened.baseUrl}/search?q=late`);
  expect(await client.getByRole("main").textContent()).toContain("Nothing was found.");
  const emails = await emailsTo(opened, address, 50);
  expect(emails.some(({ text }) => text.includes(news))).toBe(true);
  expect(emails.filter(({ text, html }) => `${text}${html}`.includes("pay late"))).toEqual([]);
}

async function say(page: Page, words: string, button: string): Promise<void> {
  await page.getByLabel("Your message").fill(words);
  await press(page, button);
  expect(await lastSaid(page)).toContain(words);
}

async function lastSaid(page: Page): Promise<string> {
  return region(page, "Conversation").locator("ol > li").last().innerText();
}

/** The titles that wait, from the first to the last. */
async function orderOn(page: Page): Promise<string[]> {
  return region(page, /^Waiting, in (?:your|their) order/u)
    .getByRole("list")
    .getByRole("link")
    .allTextContents();
}

const turns = /^(?:Waiting for .+|Your turn|With us|Nothing to do)$/u;
async function turnOf(page: Page): Promise<string> {
  return page.getByRole("main").getByText(turns).first().innerText();
}
