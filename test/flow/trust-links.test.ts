// Links in emails and numbers in addresses: pressing one changes nothing, guessing one opens nothing, and SendGrid is told to
// watch neither.
import nock from "nock";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendgridCourier } from "../../src/outbox/sendgrid.ts";
import { seedWorld } from "../../src/sandbox/seed-world.ts";
import { fingerprintTables } from "../../src/store/fingerprint.ts";
import { openBrowser } from "../portal/app.ts";
import { openDesk, type Desk } from "./desk.ts";
import { askHarbor, startInstallation } from "./running-installation.ts";

const from = "Ann Weber <ann@harbordental.example>";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.stop());

function linksIn({ html, text }: { html: string; text: string }): string[] {
  const found = [...`${html} ${text}`.matchAll(/https?:\/\/localhost:\d+(\/[\w/.?=&-]+)/gu)];
  return [...new Set(found.map(([, path]) => path!))];
}

describe("a link in an email", () => {
  it("changes nothing when a scanner gets it and asks for its head, and still works for its reader after that", async () => {
    const { received } = await desk.ask();
    await openBrowser(desk.started.localUrl).post("/sign-in", { address: "ann@harbordental.example" });
    await desk.settled();
    const signIn = desk.sent.at(-1)!;
    const links = [...linksIn(received("lee")), ...linksIn(signIn)];
    expect(links.length).toBeGreaterThan(1);
    const before = await fingerprintTables(desk.started.store.read);
    for (const path of links) {
      for (const scanner of [openBrowser(desk.started.localUrl), openBrowser(desk.started.localUrl)]) {
        expect((await scanner.head(path)).status).toBeLessThan(400);
        const page = await scanner.get(path);
        if (page.location !== null) await scanner.get(page.location.replace(/^https?:\/\/[^/]+/u, ""));
      }
    }
    await desk.settled();
    expect(await fingerprintTables(desk.started.store.read)).toEqual(before);
    const reader = openBrowser(desk.started.localUrl);
    const [signInPath] = linksIn(signIn).filter((path) => path.startsWith("/sign-in/"));
    await reader.post(signInPath!, {});
    expect((await reader.get("/")).text).toContain("Ann Weber");
  });

  it("is sent through SendGrid with its own tracking of clicks, openings and more switched off", async () => {
    const bodies: Record<string, unknown>[] = [];
    // Other tests that share these modules give the network back.
    if (!nock.isActive()) nock.activate();
    nock("https://api.sendgrid.com")
      .post("/v3/mail/send", (body: Record<string, unknown>) => bodies.push(body) > 0)
      .times(10)
      .reply(202);
    const started = await startInstallation({}, { courier: sendgridCourier({ apiKey: "SG.of-the-test" }) });
    try {
      await askHarbor(started, await seedWorld(started.store, "2026-03-02T09:00:00.000Z"));
      started.workers.nudge();
      await started.workers.settled();
    } finally {
      await started.stop();
      nock.cleanAll();
      nock.restore();
    }
    expect(bodies.length).toBeGreaterThan(0);
    for (const { tracking_settings: settings } of bodies)
      expect(settings).toEqual({
        click_tracking: { enable: false, enable_text: false },
        open_tracking: { enable: false },
        subscription_tracking: { enable: false },
        ganalytics: { enable: false },
      });
  });
});

it("a key or an address of ours that a provider repeats in its refusal is in no row, on no page and in no log", async () => {
  const apiKey = "SG.of-the-test.that-nobody-may-read";
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  if (!nock.isActive()) nock.activate();
  let asked = "";
  nock("https://api.sendgrid.com")
    .post("/v3/mail/send")
    .times(10)
    .reply(401, (_uri, body) => {
      asked = (body as { reply_to: { email: string } }).reply_to.email;
      return { errors: [{ message: `The grant Bearer ${apiKey} may not send for ${asked}.` }] };
    });
  const started = await startInstallation({}, { courier: sendgridCourier({ apiKey }), log });
  try {
    await askHarbor(started, await seedWorld(started.store, "2026-03-02T09:00:00.000Z"));
    started.workers.nudge();
    await started.workers.settled();
    const rows = JSON.stringify([
      await started.store.read.all("select * from outbound_emails"),
      await started.store.read.all("select * from events"),
      await started.store.read.all("select * from delivery_events"),
    ]);
    expect(asked).toMatch(/^[a-z2-7]{30,64}@/u);
    expect(rows).toContain("may not send for");
    for (const place of [rows, lines.join("")])
      for (const secret of [apiKey, asked.split("@")[0]!]) expect(place).not.toContain(secret);
  } finally {
    await started.stop();
    nock.cleanAll();
    nock.restore();
  }
});

describe("who guesses", () => {
  it("the numbers of tasks, messages, files and emails of another client gets the same answer as for nothing", async () => {
    const { taskId, replyTo } = await desk.ask();
    const headers = ['Content-Type: application/pdf; name="plan.pdf"'];
    const email = await desk.bring({ from, to: replyTo, headers, body: "JVBERi0=" });
    const file = await desk.started.store.read.first<{ id: number; messageId: number }>(
      `select id, message_id as "messageId" from attachments where inbound_email_id = ?`,
      email.id,
    );
    const paths = [`/tasks/${taskId}`, `/messages/${file!.messageId}`, `/attachments/${file!.id}`];
    const forNobody = ["/tasks/987654", "/messages/987654", "/attachments/987654"];
    const own = await desk.signedIn("ann");
    expect((await own.get(`/attachments/${file!.id}`)).status).toBe(200);
    for (const browser of [await desk.signedIn("dana"), openBrowser(desk.started.localUrl)]) {
      for (const [index, path] of paths.entries()) {
        const [page, nothing] = [await browser.get(path), await browser.get(forNobody[index]!)];
        const said = nothing.text.replace(/(%2F\w+%2F)987654/u, `$1${path.split("/").at(-1)}`);
        expect([page.status, page.text]).toEqual([404, said]);
      }
    }
  });

  it("a reply address, or changes one by a letter, is led to no task", async () => {
    const { taskId, replyTo } = await desk.ask();
    const [local = "", domain] = replyTo.split("@");
    for (const at of [1, 8, 20, local.length - 1]) {
      const other = local[at] === "a" ? "b" : "a";
      const to = `${local.slice(0, at)}${other}${local.slice(at + 1)}@${domain}`;
      expect((await desk.bring({ from, to, subject: "Guessed" })).taskId).not.toBe(taskId);
    }
    expect(await desk.messagesOn(taskId)).toHaveLength(1);
  });

  it("a link to a task, or changes one by a letter, opens nothing", async () => {
    const { received } = await desk.ask();
    const [link = ""] = linksIn(received("ann")).filter((path) => path.startsWith("/t/"));
    for (const at of [4, 12, 30, link.length - 1]) {
      const changed = `${link.slice(0, at)}${link[at] === "a" ? "b" : "a"}${link.slice(at + 1)}`;
      const browser = openBrowser(desk.started.localUrl);
      const page = await browser.get(changed);
      expect(page.location).toBeNull();
      expect(page.text).not.toContain("Booking form");
      expect(browser.cookies.size).toBe(0);
    }
  });
});
