// A Chromium that runs scripts and presses nothing opens every link of every kind of email, and no row changes.
import { afterAll, beforeAll, expect, it } from "vitest";
import * as fixtures from "../../fixtures/world.ts";
import { linksOf, localPathOf } from "../../src/sandbox/scan-links.ts";
import type { World } from "../../src/sandbox/seed-world.ts";
import { fingerprintTables } from "../../src/store/fingerprint.ts";
import { addressOf } from "../support/world.ts";
import { sendEveryKind } from "../support/every-email.ts";
import { openBrowser, signInAs, type Opened } from "./open-browser.ts";

let opened: Opened;
beforeAll(async () => {
  opened = await openBrowser();
}, 60_000);
afterAll(() => opened?.close());

it("neither signed out nor signed in", async () => {
  const { started, browser, baseUrl } = opened;
  const sent = await sendEveryKind(started, await storyWorld());
  const links = new Set(sent.flatMap(({ email }) => linksOf(email)));
  const visitors = [
    await (await browser.newContext()).newPage(),
    await (await browser.newContext()).newPage(),
  ];
  await signInAs(opened, visitors[1]!, "Priya");
  await started.workers.settled();
  const before = await fingerprintTables(started.store.read);
  let pressed = 0;
  for (const page of visitors) {
    for (const link of links) {
      if (localPathOf(link, baseUrl, started.localUrl) === undefined) continue;
      const answer = await page.goto(link, { waitUntil: "load" });
      expect([link, answer!.status() < 500]).toEqual([link, true]);
      pressed += 1;
    }
    await page.waitForLoadState("networkidle");
  }
  await started.workers.settled();
  expect(pressed).toBeGreaterThan(6);
  expect(await fingerprintTables(started.store.read)).toEqual(before);
}, 180_000);

/** The people of the story that is told already. */
async function storyWorld(): Promise<World> {
  const { read } = opened.started.store;
  const idOf = async (sql: string, value: string) => (await read.first<{ id: number }>(sql, value))!.id;
  const clients: Partial<World["clients"]> = {};
  const people: Partial<World["people"]> = {};
  for (const { key, name } of fixtures.clients) {
    clients[key] = await idOf("select id from clients where name = ?", name);
  }
  for (const { key, address } of fixtures.staff) {
    people[key] = { kind: "staff", id: await idOf("select id from staff where address = ?", address) };
  }
  for (const { key } of fixtures.contacts) {
    const contactOf = "select contact_id as id from contact_addresses where address = ?";
    people[key] = { kind: "contact", id: await idOf(contactOf, addressOf(key)) };
  }
  return { clients, people } as World;
}
