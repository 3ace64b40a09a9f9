// Rule 10: the client's way in: the link of an email opens its task and nothing wider; everything wider opens after one emailed link,
// remembered on that browser, with no password ever.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInDays } from "../../../src/domain/sign-in.ts";
import { openBrowser, type Browser } from "../../portal/app.ts";
import { openDesk, type Desk } from "../desk.ts";
import { passHours } from "../running-installation.ts";

const wider = ["/", "/backlog", "/requests/new", "/people", "/preferences", "/sessions"];
const ann = "ann@harbordental.example";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 30_000);
afterAll(() => desk.stop());

/** The path of the first link of this kind in an email. */
function pathIn({ text }: { text: string }, kind: "t" | "sign-in" | "unsubscribe"): string {
  return new RegExp(`https?://localhost:\\d+(/${kind}/[a-z2-7]+)`, "u").exec(text)![1]!;
}

/** A browser in which Ann opened the task of an email by its link. */
async function openedByLink() {
  const { taskId, received } = await desk.ask();
  const browser = openBrowser(desk.started.localUrl);
  const opened = await browser.get(pathIn(received("ann"), "t"));
  expect([opened.status, opened.location]).toEqual([303, `/tasks/${taskId}`]);
  return { browser, taskId, email: received("ann") };
}

/** Asks for a link in this browser, on the way to `path`, and presses its button; answers where that leads. */
async function signIn(browser: Browser, path: string): Promise<string | null> {
  const asked = await browser.get(path);
  const next = new URLSearchParams(asked.location!.split("?")[1]).get("next")!;
  const form = await browser.get(asked.location!);
  expect(form.text).not.toMatch(/type="password"/u);
  await browser.post("/sign-in", { address: ann, next });
  await desk.settled();
  const email = desk.sent.findLast(({ to, text }) => to.address === ann && text.includes("/sign-in/"))!;
  const link = pathIn(email, "sign-in");
  const page = await browser.get(link);
  expect(page.text).toContain("Press the button to sign this browser in.");
  expect(page.text).not.toMatch(/type="password"/u);
  return (await browser.post(link, {})).location;
}

describe("Rule 10: the link in an email about a task", () => {
  it("opens that task, on which its reader can answer, and nothing wider", async () => {
    const other = await desk.ask(["ann", "lee"], "Another task of the same people");
    const { browser, taskId } = await openedByLink();
    const page = await browser.get(`/tasks/${taskId}`);
    expect(page.text).toContain("You opened this task by the link in an email to <strong>Ann Weber</strong>");
    expect((await browser.post(`/tasks/${taskId}/messages`, { key: "k", text: "Blue." })).status).toBe(303);
    for (const path of wider) {
      const { status, location } = await browser.get(path);
      const asks = path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
      expect([path, status, location]).toEqual([path, 303, asks]);
    }
    expect((await browser.get(`/tasks/${other.taskId}`)).status).toBe(404);
    for (const [path, fields] of [
      ["/backlog", { task: String(taskId), before: "" }],
      ["/requests", { title: "More", text: "Please" }],
      ["/people", { contact: String(desk.world.people.lee.id), change: "add" }],
      ["/preferences", { notify: "none", locale: "en", zone: "UTC" }],
      ["/sessions", { kind: "strategy", minutes: "45", slot: "", agenda: "Our plans" }],
    ] as const) {
      expect([path, (await browser.post(path, fields)).status]).toEqual([path, 404]);
    }
  });

  it("is not what a mail program's button holds, which opens nothing at all", async () => {
    const { taskId, received } = await desk.ask();
    const browser = openBrowser(desk.started.localUrl);
    await browser.get(pathIn(received("ann"), "unsubscribe"));
    for (const path of [...wider, `/tasks/${taskId}`]) {
      expect([path, [303, 404].includes((await browser.get(path)).status)]).toEqual([path, true]);
    }
  });
});

describe("Rule 10: one emailed link", () => {
  it("opens everything of the reader's company, and comes back to where they were going", async () => {
    const { browser, taskId } = await openedByLink();
    passHours(desk.started);
    expect(await signIn(browser, "/people")).toBe("/people");
    for (const path of [...wider, `/tasks/${taskId}`]) {
      const page = await browser.get(path);
      expect([path, page.status, page.text.includes("Ann Weber")]).toEqual([path, 200, true]);
    }
    expect((await browser.get("/people")).text).toContain("lee@harbordental.example");
    expect((await browser.get(`/tasks/${taskId}`)).text).not.toContain("You opened this task by the link");
    expect((await browser.get("/clients/1")).status).toBe(404);
  });

  it("is remembered on that browser for a month, and on no other", async () => {
    const browser = openBrowser(desk.started.localUrl);
    passHours(desk.started);
    expect(await signIn(browser, "/preferences")).toBe("/preferences");
    passHours(desk.started, (signInDays - 1) * 24);
    for (const path of wider) expect([path, (await browser.get(path)).status]).toEqual([path, 200]);
    const other = openBrowser(desk.started.localUrl);
    for (const path of wider) expect([path, (await other.get(path)).status]).toEqual([path, 303]);
    passHours(desk.started, 48);
    for (const path of wider) expect([path, (await browser.get(path)).status]).toEqual([path, 303]);
  });

  it("is let go of by signing out, with the task links of that browser", async () => {
    const { browser, taskId } = await openedByLink();
    passHours(desk.started);
    await signIn(browser, "/backlog");
    await browser.post("/sign-out", {});
    for (const path of wider) expect([path, (await browser.get(path)).status]).toEqual([path, 303]);
    expect((await browser.get(`/tasks/${taskId}`)).status).toBe(404);
  });
});
