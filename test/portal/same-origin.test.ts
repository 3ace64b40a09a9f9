import { describe, expect, it } from "vitest";
import { countRows, formWith, openApp } from "./app.ts";

describe("a form sent from another website", () => {
  const foreign: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", origin: "http://same.example" },
    { origin: "https://evil.example" },
    { origin: "null" },
  ];

  it("is refused and changes nothing", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const browser = await app.signedIn(people.tom);
    const before = await countRows(app);
    for (const headers of foreign) {
      for (const path of [
        `/tasks/${taskId}/messages`,
        `/tasks/${taskId}/notes`,
        "/tasks",
        "/sign-out",
        "/sign-in",
        "/emails/1/discard",
      ]) {
        const page = await browser.post(
          path,
          formWith({ text: "Forged", address: "ann@harbordental.example" }),
          headers,
        );
        expect([path, page.status]).toEqual([path, 403]);
      }
    }
    expect(await countRows(app)).toEqual(before);
    expect((await browser.get("/")).status).toBe(200);
  });

  it("is told from one of our own pages, and from a program that is no browser", async () => {
    const app = await openApp();
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const browser = await app.signedIn(people.tom);
    const own: Record<string, string>[] = [
      {},
      { origin: app.url },
      { "sec-fetch-site": "same-origin", origin: app.url },
      { "sec-fetch-site": "same-origin", origin: "null" },
    ];
    for (const [index, headers] of own.entries()) {
      const page = await browser.post(
        `/tasks/${taskId}/messages`,
        formWith({ text: `Number ${index}` }),
        headers,
      );
      expect(page.status).toBe(303);
    }
  });
});
