import { describe, expect, it } from "vitest";
import { hashOf } from "../../src/threading/secret-hash.ts";
import { addressOf } from "../support/world.ts";
import { countRows, openApp, openBrowser } from "./app.ts";

describe("asking for a sign-in link", () => {
  it("answers known and unknown addresses alike, and writes down a link only for the known", async () => {
    const app = await openApp();
    const ask = (address: string) => app.browser().post("/sign-in", { address, next: "/" });
    const known = await ask(` ${addressOf("ann").toUpperCase()} `);
    const unknown = await ask("nobody@nowhere.example");
    expect([known.status, known.location, known.text]).toEqual([
      unknown.status,
      unknown.location,
      unknown.text,
    ]);
    expect([known.status, known.location]).toEqual([303, "/sign-in?sent"]);
    expect((await app.browser().get("/sign-in?sent")).text).toContain("If we know this address");
    expect((await countRows(app))["sign_ins"]).toBe(1);
    expect(app.state.nudges).toBe(1);
  });

  it("is answered 429 with how long to wait after 60 times an hour from one address, whoever is asked for", async () => {
    const app = await openApp();
    const ask = (number: number) => app.browser().post("/sign-in", { address: `p${number}@nowhere.example` });
    for (let number = 0; number < 60; number += 1) expect((await ask(number)).status).toBe(303);
    app.time.now = new Date(app.time.now.getTime() + 18.5 * 60_000);
    const before = await countRows(app);
    const page = await app.browser().post("/sign-in", { address: addressOf("ann"), next: "/held" });
    expect([page.status, page.headers.get("retry-after")]).toEqual([429, String(41.5 * 60)]);
    expect(page.text).toContain("Too many links were asked for from your network within an hour.");
    expect(page.text).toContain("Please try again in 42 minutes.");
    expect(page.text).toContain(`value="${addressOf("ann")}"`);
    expect(page.text).toContain('name="next" value="/held"');
    expect(await countRows(app)).toEqual(before);
    app.time.now = new Date(app.time.now.getTime() + 41.5 * 60_000);
    expect((await ask(61)).status).toBe(303);
  });

  it("counts by the address that a trusted proxy names, and never by one that a caller makes up", async () => {
    const times = async (proxiesTrusted: number) => {
      const app = await openApp({ proxiesTrusted });
      const statuses: number[] = [];
      for (let number = 0; number < 62; number += 1) {
        const from = { "x-forwarded-for": `203.0.113.${number}, 198.51.100.${number}` };
        const address = `p${number}@nowhere.example`;
        statuses.push((await app.browser().post("/sign-in", { address }, from)).status);
      }
      return statuses.filter((status) => status === 429).length;
    };
    expect(await times(1)).toBe(0);
    expect(await times(0)).toBe(2);
  });

  it("keeps what was typed when it is no address", async () => {
    const app = await openApp();
    const page = await app.browser().post("/sign-in", { address: '"><b>ann', next: "/held" });
    expect(page.status).toBe(422);
    expect(page.text).toContain('value="&quot;&gt;&lt;b&gt;ann"');
    expect(page.text).toContain('name="next" value="/held"');
  });

  it("works for staff and for contacts, and says who is signed in", async () => {
    const app = await openApp();
    const { people } = app.world;
    expect((await (await app.signedIn(people.tom)).get("/")).text).toContain("Tom Becker");
    expect((await (await app.signedIn(people.dana)).get("/")).text).toContain("Dana Ruiz");
  });
});

describe("the sign-in link", () => {
  it("survives scanners: GET and HEAD show a button, change nothing and hand out no cookie", async () => {
    const app = await openApp();
    const path = await app.signInPath(app.world.people.ann);
    for (let count = 0; count < 3; count += 1) {
      const page = await app.browser().get(path);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`<form method="post" action="${path}">`);
      expect(page.headers.getSetCookie()).toEqual([]);
      expect((await app.browser().head(path)).status).toBe(200);
    }
    expect((await app.browser().post(path, {})).status).toBe(303);
  });

  it("is redeemed once, for 15 minutes, by one browser with a random cookie that is stored hashed", async () => {
    const app = await openApp();
    const path = await app.signInPath(app.world.people.ann);
    const browser = app.browser();
    const redeemed = await browser.post(path, {});
    expect([redeemed.status, redeemed.location]).toEqual([303, "/"]);
    expect(redeemed.headers.getSetCookie()[0]).toMatch(
      /^inreply=[\w-]{43}; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/u,
    );
    const row = await app.store.read.first<{ hash: string }>("select cookie_hash as hash from sign_ins");
    expect(row!.hash).toBe(hashOf(browser.cookies.get("inreply")!));
    const again = await app.browser().post(path, {});
    expect(again.status).toBe(403);
    expect(again.text).toContain("used already");
    expect((await app.browser().get(path)).text).toContain("This link does not work any more");

    const late = await app.signInPath(app.world.people.ann);
    app.time.now = new Date(app.time.now.getTime() + 15 * 60_000);
    expect((await app.browser().get(late)).status).toBe(410);
    expect((await app.browser().post(late, {})).text).toContain("good for 15 minutes");
  });

  it("replaces who was signed in on this browser, and that cookie is worth nothing any more", async () => {
    const app = await openApp();
    const { people } = app.world;
    const browser = await app.signedIn(people.ann);
    const copied = openBrowser(app.url);
    copied.cookies.set("inreply", browser.cookies.get("inreply")!);
    await browser.post(await app.signInPath(people.tom), {});
    expect((await browser.get("/")).text).toContain("Tom Becker");
    expect((await copied.get("/")).location).toBe("/sign-in");
  });

  it("sets a __Host- cookie with Secure where the site is on https", async () => {
    const app = await openApp({ baseUrl: "https://portal.agency.example" });
    const redeemed = await app.browser().post(await app.signInPath(app.world.people.ann), {});
    expect(redeemed.headers.getSetCookie()[0]).toMatch(
      /^__Host-inreply=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/u,
    );
    expect(redeemed.headers.get("strict-transport-security")).toContain("max-age");
  });

  it("goes on to the page that was wanted, and never to another site", async () => {
    const app = await openApp();
    const wanted: [next: string, to: string][] = [
      ["/held?page=2", "/held?page=2"],
      ["//evil.example", "/"],
      ["/\\evil.example", "/"],
      ["/\t/evil.example", "/"],
      ["/%09/evil.example", "/%09/evil.example"],
      ["https://evil.example/", "/"],
      ["javascript:alert(1)", "/"],
      ["/..//evil.example", "/"],
      ["/x\r\nset-cookie: a=b", "/"],
    ];
    for (const [next, to] of wanted) {
      // Each time another day: a person gets five links an hour.
      app.time.now = new Date(app.time.now.getTime() + 86_400_000);
      const browser = app.browser();
      await browser.post("/sign-in", { address: addressOf("tom"), next });
      const redeemed = await browser.post(await app.signInPath(app.world.people.tom), {});
      expect([next, redeemed.location]).toEqual([next, to]);
      const forged = app.browser();
      forged.cookies.set("inreply-next", encodeURIComponent(next));
      const other = await forged.post(await app.signInPath(app.world.people.tom), {});
      expect([next, other.location]).toEqual([next, to]);
    }
  });

  it("ends by signing out, on the server too, and after 30 days", async () => {
    const app = await openApp();
    const browser = await app.signedIn(app.world.people.tom);
    const copied = openBrowser(app.url);
    copied.cookies.set("inreply", browser.cookies.get("inreply")!);
    const out = await browser.post("/sign-out", {});
    expect([out.status, out.location]).toEqual([303, "/sign-in"]);
    expect(browser.cookies.size).toBe(0);
    expect((await copied.get("/")).status).toBe(303);

    const other = await app.signedIn(app.world.people.tom);
    app.time.now = new Date(app.time.now.getTime() + 29 * 86_400_000);
    expect((await other.get("/")).status).toBe(200);
    app.time.now = new Date(app.time.now.getTime() + 86_400_000);
    expect((await other.get("/")).location).toBe("/sign-in");
  });
});
