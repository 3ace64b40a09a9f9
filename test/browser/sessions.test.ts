// A session in Debian's Chromium over the nights in which clocks go forward, in New York two weeks before Berlin: booked by a client
// there, moved by both sides, cancelled. Each reads their own time and the other's, on pages, in emails and in their calendar.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addClient } from "../../src/actions/add-client.ts";
import { addContact } from "../../src/actions/add-contact.ts";
import { timestamp } from "../../src/domain/clock.ts";
import { addressOf } from "../support/world.ts";
import { openBrowser, signInAs, type Opened } from "./open-browser.ts";
import {
  expectItFits,
  follow,
  goTo,
  newestEmailTo,
  openWindow,
  press,
  region,
  ways,
  type Way,
} from "./walk.ts";

/** Monday. In New York clocks go forward on 14 March 2027, in Berlin on 28 March. */
const now = new Date("2027-03-08T09:00:00.000Z");

/** Always at three in Tom's afternoon. */
const beforeBoth = {
  day: "Thursday 11 March 2027",
  startsAt: "20270311T140000Z",
  there: "Thu, 11 Mar 2027, 09:00 Eastern Standard Time",
  here: "Thu, 11 Mar 2027, 15:00 Central European Standard Time",
};
const between = {
  day: "Thursday 18 March 2027",
  startsAt: "20270318T140000Z",
  there: "Thu, 18 Mar 2027, 10:00 Eastern Daylight Time",
  here: "Thu, 18 Mar 2027, 15:00 Central European Standard Time",
};
const behindBoth = {
  day: "Tuesday 30 March 2027",
  startsAt: "20270330T130000Z",
  there: "Tue, 30 Mar 2027, 09:00 Eastern Daylight Time",
  here: "Tue, 30 Mar 2027, 15:00 Central European Summer Time",
};
type Moment = typeof beforeBoth;

const names = ["Nora Quinn", "Maya Lind", "Owen Hart", "Iris Bell"];
const stories = ways.map((way, index) => ({ ...way, name: names[index]! }));

let opened: Opened;
/** What Tom's browser keeps once he signed in. */
let tomsBrowser: Awaited<ReturnType<BrowserContext["storageState"]>>;
beforeAll(async () => {
  const aheadMs = now.getTime() - Date.now();
  opened = await openBrowser({ clock: () => new Date(Date.now() + aheadMs) });
  await addClients();
  const page = await openWindow(opened.browser, ways[0]!);
  await signInAs(opened, page, "Tom");
  await publishHours(page);
  tomsBrowser = await page.context().storageState();
  await page.context().close();
}, 60_000);
afterAll(() => opened?.close());

describe.each(stories)("at $width wide, with scripts: $javaScriptEnabled", ({ name, ...way }) => {
  it("a session is booked, moved and cancelled, at the right hour of both", async () => {
    const client = await openWindow(opened.browser, way);
    await signInAs(opened, client, name.split(" ")[0]!);
    const tom = await openWindow(opened.browser, way, tomsBrowser);

    await goTo(client, `${opened.baseUrl}/sessions`);
    await follow(client, /^Schedule 45 minutes/u);
    await choose(client, beforeBoth, "09:00");
    await client.getByLabel("Agenda").fill("What comes after the launch");
    await press(client, "Schedule");
    await expectBooked({ client, tom }, name, beforeBoth);
    const uid = await expectTold(name, beforeBoth, { method: "REQUEST", sequence: 0 });
    expect(await startInFeed(tom, uid)).toBe(`DTSTART:${beforeBoth.startsAt}`);

    await follow(client, /^Move/u, region(client, "Booked"));
    await choose(client, between, "10:00");
    await press(client, "Move it there");
    await expectBooked({ client, tom }, name, between);
    expect(await expectTold(name, between, { method: "REQUEST", sequence: 1 }, beforeBoth)).toBe(uid);

    await follow(tom, /^Move/u, region(tom, "Upcoming"));
    await choose(tom, behindBoth, "15:00");
    await press(tom, "Move it there");
    await goTo(client, `${opened.baseUrl}/sessions`);
    await expectBooked({ client, tom }, name, behindBoth);
    expect(
      await expectTold(name, behindBoth, { method: "REQUEST", sequence: 2, isByTom: true }, between),
    ).toBe(uid);
    expect(await startInFeed(tom, uid)).toBe(`DTSTART:${behindBoth.startsAt}`);

    await press(client, /^Cancel/u);
    expect(await region(client, "Booked").textContent()).toContain("Nothing is booked.");
    expect(await region(client, "What your plan has left").textContent()).toContain("1 of 1 in March 2027");
    await goTo(tom, `${opened.baseUrl}/sessions`);
    expect(await region(tom, "Upcoming").textContent()).toContain("Nothing is booked.");
    expect(await expectTold(name, behindBoth, { method: "CANCEL", sequence: 3 })).toBe(uid);
    expect(await startInFeed(tom, uid)).toBeUndefined();
    await client.context().close();
    await tom.context().close();
  }, 120_000);
});

it("what was booked before clocks went forward is at the same hour behind it, and cannot be moved to before it", async () => {
  const name = names[0]!;
  const way: Way = { width: 375, javaScriptEnabled: true };
  const client = await openWindow(opened.browser, way);
  await signInAs(opened, client, "Nora");
  const tom = await openWindow(opened.browser, way, tomsBrowser);
  await goTo(client, `${opened.baseUrl}/sessions?kind=strategy&minutes=45`);
  await choose(client, behindBoth, "09:00");
  await press(client, "Schedule");
  await expectBooked({ client, tom }, name, behindBoth);

  await goTo(client, `${opened.baseUrl}/sandbox`);
  await client.getByLabel("Or to a moment, in UTC").fill("2027-03-28T12:00");
  await press(client, "Move it there");
  await goTo(client, `${opened.baseUrl}/sessions`);
  await expectBooked({ client, tom }, name, behindBoth);
  expect(await region(client, "Booked").textContent()).toContain(
    "Both can be done until Mon, 29 Mar 2027, 09:00 Eastern Daylight Time.",
  );
  await follow(client, /^Move/u, region(client, "Booked"));
  expect(await client.getByRole("group").first().textContent()).toMatch(
    /^Tuesday 30 March 2027 Eastern Daylight Time/u,
  );
  await client.context().close();
  await tom.context().close();
}, 60_000);

async function addClients(): Promise<void> {
  const at = timestamp(now);
  await opened.started.store.write(async (rows) => {
    for (const name of names) {
      const { clientId } = await addClient(rows, at, { name: `The company of ${name}`, plan: "Standard" });
      const contact = { name, address: addressFor(name), timeZone: "America/New_York", own: undefined };
      await addContact(rows, at, { clientId, ...contact });
    }
  });
}

const addressFor = (name: string) => `${name.split(" ")[0]!.toLowerCase()}@newyork.example`;

/** On two afternoons of the week, so that there are few to choose from. */
async function publishHours(page: Page): Promise<void> {
  await goTo(page, `${opened.baseUrl}/sessions`);
  await page.getByLabel("Weekly hours").fill("Tue 15-17\nThu 15-17");
  await page.getByLabel("Notice, in hours").fill("24");
  await page.getByLabel("Where sessions happen").fill("https://meet.example/tom");
  await press(page, "Publish");
  await page.getByRole("button", { name: "Save", exact: true }).waitFor();
}

/** Goes on to the day, as far as that is, and takes the time at which it begins there. */
async function choose(page: Page, { day }: Moment, time: string): Promise<void> {
  await expectItFits(page);
  const onDay = page.getByRole("group", { name: new RegExp(`^${day}`, "u") });
  for (let turns = 0; (await onDay.count()) === 0; turns += 1) {
    if (turns > 9) throw new Error(`There is no time on ${day}.`);
    await follow(page, "Later days");
  }
  await onDay.getByRole("radio", { name: new RegExp(`^${time} `, "u") }).check();
}

/** Both pages say both times in words. */
async function expectBooked({ client, tom }: { client: Page; tom: Page }, name: string, moment: Moment) {
  const { there, here } = moment;
  const booked = await region(client, "Booked").innerText();
  expect(booked).toContain(`${there}\n${here} for Tom Becker`);
  await goTo(tom, `${opened.baseUrl}/sessions`);
  expect(await region(tom, "Upcoming").innerText()).toContain(`${here}\n${there} for ${name}`);
  await goTo(client, `${opened.baseUrl}/`);
  expect(await region(client, "Sessions").innerText()).toContain(there);
  await goTo(client, `${opened.baseUrl}/sessions`);
}

/** Both are emailed both times in words, and the client's calendar the one moment that they are. Answers the UID. */
async function expectTold(
  name: string,
  { there, here, startsAt }: Moment,
  { method, sequence, isByTom = false }: { method: string; sequence: number; isByTom?: boolean },
  before?: Moment,
): Promise<string> {
  const toClient = await newestEmailTo(opened, addressFor(name));
  const toTom = await newestEmailTo(opened, addressOf("tom"));
  expect(toClient.text).toContain(`When: ${there}\nFor Tom Becker: ${here}\n`);
  if (before !== undefined) expect(toClient.text).toContain(`Before: ${before.there}\n`);
  if (isByTom) {
    // He knows, and his calendar does.
    expect(toTom.text).not.toContain(here);
  } else {
    expect(toTom.text).toContain(`When: ${here}\nFor ${name}: ${there}\n`);
    if (before !== undefined) expect(toTom.text).toContain(`Before: ${before.here}\n`);
  }
  const lines = linesOf(toClient.calendar?.content ?? "");
  expect(lines).toEqual(
    expect.arrayContaining([`METHOD:${method}`, `SEQUENCE:${sequence}`, `DTSTART:${startsAt}`]),
  );
  return lines.find((line) => line.startsWith("UID:"))!;
}

/** When it is in the calendar that Tom follows by the link on his page; undefined when it is not in there. */
async function startInFeed(tom: Page, uid: string): Promise<string | undefined> {
  const link = /https?:\S+/u.exec(await region(tom, "Your calendar feed").innerText())![0];
  const feed = await (await fetch(link)).text();
  const event = feed.split("BEGIN:VEVENT").find((part) => linesOf(part).includes(uid));
  return event && linesOf(event).find((line) => line.startsWith("DTSTART:"));
}

/** Of a calendar file, whose long lines go on behind a break (RFC 5545 section 3.1). */
function linesOf(calendar: string): string[] {
  return calendar.replaceAll("\r\n ", "").split("\r\n");
}
