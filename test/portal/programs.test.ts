// The page of other programs: a token is shown once to whoever made it, webhooks are added, tried, paused and taken off, and staff
// see what did not arrive.
import { describe, expect, it } from "vitest";
import { webhookAttemptsMax } from "../../src/programs/programs.ts";
import { callerWith } from "../api/program.ts";
import { openReceiver, programsOf, tellAll } from "../programs/receiver.ts";
import { openApp, type Browser } from "./app.ts";

const tokenIn = (text: string) => /inreply_[a-z2-7]{37}/u.exec(text)?.[0];

async function makeToken(browser: Browser, fields: Record<string, string> = {}) {
  const form = new URLSearchParams({ name: "Time <sheets>", scope: "tasks:read", client: "", ...fields });
  return browser.post("/programs/tokens", Object.fromEntries(form));
}

describe("a token", () => {
  it("is shown to whoever made it, for ten minutes, and works until it is revoked", async () => {
    const app = await openApp();
    const { priya, tom } = app.world.people;
    const browser = await app.signedIn(priya);
    const { location } = await makeToken(browser);
    expect(location).toBe("/programs?made=1#made");
    const page = await browser.get("/programs?made=1");
    const token = tokenIn(page.text)!;
    expect(page.text).toContain("Time &lt;sheets&gt;");
    expect(page.text).toContain("Not used yet");
    const program = callerWith(app, token);
    expect((await program.get("/tasks")).status).toBe(200);
    expect((await program.get("/clients")).status).toBe(403);
    expect((await browser.get("/programs")).text).not.toContain(token);
    expect((await browser.get("/programs")).text).toContain("Last used: Today, 09:00");
    expect(tokenIn((await (await app.signedIn(tom)).get("/programs?made=1")).text)).toBeUndefined();
    app.time.now = new Date(app.time.now.getTime() + 10 * 60_000 + 1);
    expect(tokenIn((await browser.get("/programs?made=1")).text)).toBeUndefined();
    expect((await browser.post("/programs/tokens/1/revoke", {})).status).toBe(303);
    expect((await program.get("/tasks")).status).toBe(401);
    expect((await browser.get("/programs")).text).not.toContain("Time &lt;sheets&gt;");
    expect((await browser.post("/programs/tokens/1/revoke", {})).status).toBe(303);
    expect((await browser.post("/programs/tokens/99/revoke", {})).status).toBe(404);
  });

  it("that cannot be made is refused beside its form, which keeps what was typed", async () => {
    const app = await openApp();
    const browser = await app.signedIn(app.world.people.priya);
    const page = await makeToken(browser, { name: " ", client: String(app.world.clients.lumen) });
    expect(page.status).toBe(422);
    expect(page.text).toContain("Say which program it is for.");
    expect(page.text).toMatch(/value="tasks:read" checked/u);
    expect(page.text).toMatch(/selected>Lumen/u);
    expect((await makeToken(browser, { scope: "everything" })).status).toBe(422);
    await app.store.write((rows) => rows.run("update staff set locale = 'de'"));
    expect((await makeToken(browser, { scope: "x" })).text).toContain("Wählen Sie, was das Programm darf.");
  });
});

describe("a webhook", () => {
  it("is https outside of the sandbox, and holds no password", async () => {
    const app = await openApp();
    const browser = await app.signedIn(app.world.people.priya);
    for (const url of [
      "http://a.example/",
      "ftp://a.example/",
      "a.example",
      "https://u:p@a.example/",
      "http://127.0.0.1/",
    ]) {
      const page = await addWebhook(browser, url);
      expect([url, page.status]).toEqual([url, 422]);
      expect(page.text).toContain("begins with https://");
    }
    expect((await addWebhook(browser, "https://a.example/x#y")).status).toBe(303);
    const page = await browser.get("/programs");
    expect(page.text).toContain("https://a.example/x<");
    expect(page.text).toMatch(/whsec_[A-Za-z0-9+/]{43}=|whsec_[A-Za-z0-9+/&#x;]+/u);
  });

  it("is tried, paused, resumed and removed, and what it answered is shown", async () => {
    const app = await openApp({ isSandbox: true });
    const browser = await app.signedIn(app.world.people.priya);
    const receiver = await openReceiver();
    await addWebhook(browser, receiver.url);
    await browser.post("/programs/endpoints/1/test", {});
    await tellAll(app, programsOf(app));
    expect(receiver.told).toHaveLength(1);
    expect((await browser.get("/programs")).text).toMatch(/Delivered[^]*1 attempt · answered 204/u);
    await browser.post("/programs/endpoints/1/pause", {});
    expect((await browser.get("/programs")).text).toContain("Paused");
    await browser.post("/programs/endpoints/1/resume", {});
    receiver.answer.status = 410;
    await browser.post("/programs/deliveries/1/again", {});
    await tellAll(app, programsOf(app));
    const page = await browser.get("/programs");
    expect(page.text).toContain("nobody is there any more");
    expect(page.text).toContain("answered 410");
    await browser.post("/programs/endpoints/1/remove", {});
    expect((await browser.get("/programs")).text).not.toContain(receiver.url);
    expect((await browser.post("/programs/endpoints/1/test", {})).status).toBe(404);
    expect((await browser.post("/programs/deliveries/1/again", {})).status).toBe(404);
  });

  it("that did not take something for three days is on the desk of staff", async () => {
    const app = await openApp({ isSandbox: true });
    const browser = await app.signedIn(app.world.people.priya);
    const receiver = await openReceiver();
    receiver.answer.status = 500;
    await addWebhook(browser, receiver.url);
    await browser.post("/programs/endpoints/1/test", {});
    expect((await browser.get("/")).text).not.toContain('/programs">Other programs</a></p>');
    for (let attempt = 0; attempt < webhookAttemptsMax; attempt++) {
      await tellAll(app, programsOf(app));
      app.time.now = new Date(app.time.now.getTime() + 8 * 3_600_000);
    }
    const again = await app.signedIn(app.world.people.priya);
    expect((await again.get("/")).text).toContain("One thing could not be told to another program");
    expect((await again.get("/programs")).text).toMatch(/Given up[^]*19 attempts · answered 500/u);
  });
});

it("words that a program brought are marked on the task", async () => {
  const app = await openApp();
  const { clients, people } = app.world;
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.ann, channel: "api" });
  const page = await (await app.signedIn(people.ann)).get(`/tasks/${taskId}`);
  expect(page.text).toContain("by a program ·");
});

function addWebhook(browser: Browser, url: string) {
  return browser.post("/programs/endpoints", { url, wanted: "task.opened", client: "" });
}
