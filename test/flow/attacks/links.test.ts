// GET and HEAD of every link of every kind of email change nothing, with no cookies and with those of every visitor.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { OutgoingEmail } from "../../../src/outbox/courier.ts";
import { scanEmail } from "../../../src/sandbox/scan.ts";
import { linksOf, localPathOf } from "../../../src/sandbox/scan-links.ts";
import { seedWorld } from "../../../src/sandbox/seed-world.ts";
import type { Started } from "../../../src/start.ts";
import { fingerprintTables } from "../../../src/store/fingerprint.ts";
import { maskSecrets } from "../../../src/threading/mask.ts";
import { openBrowser } from "../../portal/app.ts";
import { sendEveryKind } from "../../support/every-email.ts";
import { startInstallation } from "../running-installation.ts";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let started: Started;
let sent: { kind: string; email: OutgoingEmail }[];
beforeAll(async () => {
  started = await startInstallation();
  sent = await sendEveryKind(started, await seedWorld(started.store, new Date().toISOString()));
});
afterAll(() => started.stop());

it("a scanner without cookies presses every link with HEAD and GET, and no row changes", async () => {
  const { settled } = started.workers;
  const before = await fingerprintTables(started.store.read);
  for (const { kind, email } of sent) {
    const scan = await scanEmail({ ...started, settled, maskSecrets }, email, []);
    expect([kind, scan.changes, scan.leftCount]).toEqual([kind, [], 0]);
    for (const { link, answers } of scan.links) {
      // What leads elsewhere, such as the link of a call, is not asked for.
      const isOurs = localPathOf(link, started.installation.baseUrl, started.localUrl) !== undefined;
      expect([kind, link, answers.length]).toEqual([kind, link, isOurs ? 2 : 0]);
    }
  }
  expect(await fingerprintTables(started.store.read)).toEqual(before);
});

it("nor does it when a browser with cookies opens them all, again and again, and follows where they lead", async () => {
  const { installation, localUrl, store } = started;
  const before = await fingerprintTables(store.read);
  const browser = openBrowser(localUrl);
  let pressed = 0;
  for (const { email } of [...sent, ...sent]) {
    for (const link of linksOf(email)) {
      const path = localPathOf(link, installation.baseUrl, localUrl);
      if (path === undefined) continue;
      expect((await browser.head(path)).text).toBe("");
      let page = await browser.get(path);
      for (let hop = 0; page.location !== null && hop < 5; hop += 1) page = await browser.get(page.location);
      expect([link, page.status < 500]).toEqual([link, true]);
      pressed += 1;
    }
  }
  expect(pressed).toBeGreaterThan(6);
  await started.workers.settled();
  expect(await fingerprintTables(store.read)).toEqual(before);
});
