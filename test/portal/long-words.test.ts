// Messages too long for the page of their task: it shows how they begin and leads to all of them.
import { describe, expect, it } from "vitest";
import { charactersMax, cutLong, linesMax } from "../../src/portal/long-words.ts";
import { blockOf, replyOf } from "../support/reply.ts";
import { openApp, receiveEmail, secretAddress } from "./app.ts";

const linesOf = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

describe("words", () => {
  it("stand whole up to the limits, and are cut well below them", () => {
    expect(cutLong(linesOf(linesMax).join("\n"))).toBeUndefined();
    expect(cutLong("x".repeat(charactersMax))).toBeUndefined();
    const byLines = cutLong(`${linesOf(linesMax + 1).join("\n")}\n\n`)!;
    expect([byLines.lineCount, byLines.beginning.split("\n").at(-1)]).toEqual([linesMax + 1, "line 60"]);
    const byLength = cutLong("some words ".repeat(2_000))!;
    expect(byLength.beginning.length).toBeLessThan(charactersMax / 2 + 2);
    expect(byLength.beginning).toMatch(/(?:some|words)…$/u);
  });

  it("without a place to break are cut, and no character is", () => {
    expect(cutLong(`x${"🦷".repeat(charactersMax)}`)!.beginning).not.toMatch(/\p{Surrogate}/u);
  });
});

describe("a message of 5,000 lines", () => {
  it.each(["a page", "an email"])(
    "from %s shows its beginning on the task and all of it on its own page",
    async (from) => {
      const app = await openApp();
      const { ann } = app.world.people;
      const taskId = await app.taskWith({ clientId: app.world.clients.harbor, author: ann });
      const text = linesOf(5_000).join("\n");
      const reply = replyOf([
        blockOf("kept", `${text}\n`, { html: `<p>${text}</p>` }),
        blockOf("quoted", linesOf(4_000).join("\n")),
      ]);
      const inboundEmailId = await receiveEmail(app);
      const id = await app.say({
        taskId,
        author: ann,
        ...(from === "a page" ? { text } : { text: "", channel: "email", reply, inboundEmailId }),
      });
      const browser = await app.signedIn(ann);
      const page = (await browser.get(`/tasks/${taskId}`)).text;
      expect(page).toContain("line 60");
      expect(page).not.toContain("line 61");
      expect(page).toContain(`href="/messages/${id}">Read the whole message: 5,000 lines`);
      const whole = (await browser.get(`/messages/${id}`)).text;
      expect(whole).toContain("line 4999\nline 5000");
      expect(whole).toContain(from === "a page" ? "<h1>The whole message</h1>" : "<h1>The whole email</h1>");
    },
  );

  it("folds no more of what it quotes either", async () => {
    const app = await openApp();
    const { ann } = app.world.people;
    const taskId = await app.taskWith({ clientId: app.world.clients.harbor, author: ann });
    const reply = replyOf([blockOf("kept", "Yes.\n"), blockOf("quoted", linesOf(4_000).join("\n"))]);
    const inboundEmailId = await receiveEmail(app);
    await app.say({ taskId, author: ann, text: "", channel: "email", reply, inboundEmailId });
    const page = (await (await app.signedIn(ann)).get(`/tasks/${taskId}`)).text;
    expect(page).toContain("Read the whole message: 4,000 lines");
    expect(page).not.toContain("line 61");
  });

  it("shows nothing of a secret that stands where it is cut", async () => {
    const app = await openApp();
    const { ann, priya } = app.world.people;
    const taskId = await app.taskWith({ clientId: app.world.clients.harbor, author: ann });
    const before = "x".repeat(6_000 - secretAddress.length + 3);
    await app.say({ taskId, author: priya, text: `${before}${secretAddress}${"y".repeat(charactersMax)}` });
    const page = (await (await app.signedIn(ann)).get(`/tasks/${taskId}`)).text;
    expect(page).not.toContain(secretAddress.slice(0, 8));
  });

  it("is nobody's who may not see its task", async () => {
    const app = await openApp();
    const { ann, dana, priya } = app.world.people;
    const taskId = await app.taskWith({ clientId: app.world.clients.harbor, author: ann });
    const id = await app.say({ taskId, author: ann });
    const noteId = await app.say({ taskId, author: priya, isNote: true });
    expect((await (await app.signedIn(dana)).get(`/messages/${id}`)).status).toBe(404);
    expect((await (await app.signedIn(ann)).get(`/messages/${noteId}`)).status).toBe(404);
    expect((await (await app.signedIn(priya)).get(`/messages/${noteId}`)).status).toBe(200);
  });
});
