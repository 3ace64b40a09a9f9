// Every form is bound to the browser that it was shown to: without its token nothing happens, and nothing typed is lost.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { routes } from "../../src/routes.ts";
import { fingerprintTables } from "../../src/store/fingerprint.ts";
import { formToken } from "../../src/threading/form-token.ts";
import { keyRing } from "../../src/threading/token.ts";
import { tokenIn } from "../support/form-token.ts";
import { formWith, keys, openApp, receiveEmail, uploadOf, type App } from "./app.ts";

const words = `Long words "that" <took> an hour\n\nand more`;

/** The path of every form that a browser may post, with ids of rows that there are. */
function formPaths(app: App, linkToken: string): string[] {
  return routes(app.parts)
    .filter((route) => route.method === "post" && route.isOpen !== true)
    .map(({ path }) => path.replace(":token", linkToken).replace(":kind", "staff").replaceAll(/:\w+/gu, "1"));
}

async function scene() {
  const app = await openApp({ isSandbox: true });
  const { clients, people } = app.world;
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
  await receiveEmail(app);
  return { app, taskId, people, staff: await app.signedIn(people.tom) };
}

describe("a form without the token of its browser", () => {
  it("does nothing on any route, whether the token is missing, empty, made up or another browser's", async () => {
    const { app, people, staff } = await scene();
    const link = await app.signInPath(people.ann);
    const paths = formPaths(app, link.slice("/sign-in/".length));
    expect(paths.length).toBeGreaterThan(20);
    const other = await app.signedIn(people.priya);
    const othersKeys = keyRing([{ id: 1, secret: new Uint8Array(32).fill(8) }]);
    const wrong = [
      undefined,
      "",
      "x".repeat(43),
      await other.tokenFor("/"),
      await app.browser().tokenFor("/"),
      formToken(keys, "browser:"),
      formToken(othersKeys, `sign-in:${staff.cookies.get("inreply")!}`),
    ];
    const before = await fingerprintTables(app.store.read);
    for (const path of paths) {
      for (const token of wrong) {
        const fields = { text: words, ...(token === undefined ? {} : { "form-token": token }) };
        const page = await staff.postBare(path, fields);
        expect([path, token, page.status]).toEqual([path, token, 403]);
        expect(page.text).toContain("Send it again");
        expect(page.text).toContain(
          "Long words &quot;that&quot; &lt;took&gt; an hour\n\nand more</textarea>",
        );
      }
    }
    expect(await fingerprintTables(app.store.read)).toEqual(before);
    expect((await app.browser().post(link, {})).status).toBe(303);
  });

  it("comes back with its words, choices and key, and is posted once by pressing “Send it again”", async () => {
    const { app, taskId, people, staff } = await scene();
    const path = `/tasks/${taskId}/messages`;
    const sent = formWith({ "form-token": "stale", key: "k1", text: words }, [new File(["x"], "a.txt")]);
    const page = await staff.postBare(path, sent);
    expect(page.text).toContain(
      `<form class="form" method="post" action="${path}" enctype="multipart/form-data">`,
    );
    expect(page.text).toContain('<input type="hidden" name="key" value="k1">');
    expect(page.text).toContain("Choose your files again");
    const again = { key: "k1", text: words, "form-token": tokenIn(page.text, path) };
    expect((await staff.postBare(path, formWith(again))).status).toBe(303);
    expect((await staff.postBare(path, formWith(again))).status).toBe(303);
    const found = await app.store.read.all("select id from messages where kept = ?", words);
    expect(found).toHaveLength(1);

    const contact = String(people.ann.id);
    const opened = await staff.postBare("/tasks", { client: "1", title: "T & t", text: words, contact });
    expect(opened.text).toContain('name="title" value="T &amp; t"');
    expect(opened.text).toContain(`<input type="hidden" name="contact" value="${contact}">`);
    const split = await staff.postBare(`/tasks/${taskId}/split`, { title: "T", part: words, message: "1" });
    expect(split.text).toMatch(
      /<label for="(typed-\d)">The part that is a task of its own<\/label><textarea id="\1"/u,
    );
  });

  it("comes back to whoever signed in or out meanwhile, and to the holder of a link", async () => {
    const { app, taskId, people, staff } = await scene();
    const path = `/tasks/${taskId}/messages`;
    const stale = await staff.tokenFor("/");
    await staff.post("/sign-out", {});
    const out = await staff.postBare(path, { text: words, "form-token": stale });
    expect([out.status, out.text.includes("Long words"), out.text.includes("sign in")]).toEqual([
      403,
      true,
      true,
    ]);

    const holder = app.browser();
    await holder.get(await app.linkFor(taskId, people.ann));
    const form = await holder.get(`/tasks/${taskId}`);
    expect(holder.cookies.has("inreply-form")).toBe(true);
    const sent = { text: words, "form-token": tokenIn(form.text, path) };
    expect((await app.browser().postBare(path, sent)).status).toBe(403);
    expect((await holder.postBare(path, sent)).status).toBe(303);
  });
});

describe("a form of somebody whose sign-in ended meanwhile", () => {
  it("does nothing, and every field in which they wrote comes back", async () => {
    const { app, taskId } = await scene();
    const written: Record<string, Record<string, string>> = {
      "/requests": { title: "The title typed", text: "The words typed" },
      "/tasks": { title: "The title typed", text: "The words typed" },
      [`/tasks/${taskId}/messages`]: { text: "The words typed" },
      [`/tasks/${taskId}/edit`]: { title: "The title typed", text: "The words typed" },
      [`/tasks/${taskId}/split`]: { title: "The title typed", part: "The part typed" },
      [`/tasks/${taskId}/accept`]: { estimate: "The estimate typed", text: "The words typed" },
      "/sessions": { agenda: "The agenda typed" },
      "/sessions/availability": {
        "weekly-hours": "The hours typed",
        exceptions: "The days typed",
        "call-link": "The place typed",
      },
    };
    const before = await fingerprintTables(app.store.read);
    for (const [path, fields] of Object.entries(written)) {
      const page = await app.browser().post(path, { ...fields, key: "k" });
      expect([path, page.status, page.text.includes("What you wrote is not lost")]).toEqual([
        path,
        404,
        true,
      ]);
      for (const value of Object.values(fields))
        expect([path, page.text]).toEqual([path, expect.stringContaining(value)]);
    }
    expect(await fingerprintTables(app.store.read)).toEqual(before);
    expect((await app.browser().post("/requests", { title: " ", text: "" })).text).not.toContain("not lost");
  });
});

describe("the token", () => {
  it("is in every form of every page, and no page without a form sets a cookie", async () => {
    const { app, taskId, staff } = await scene();
    await app.say({ taskId, author: app.world.people.ann, uploads: [uploadOf("a.txt", "text/plain", "a")] });
    const paths = [
      "/",
      "/sign-in",
      `/tasks/${taskId}`,
      "/tasks/new?client=1",
      "/emails/1",
      "/setup",
      "/sandbox",
    ];
    for (const path of paths) {
      const { text } = await staff.get(path);
      const forms = text.match(/<form [^>]*method="post"[^>]*>/gu) ?? [];
      const tokens = text.match(
        /<form [^>]*method="post"[^>]*><input type="hidden" name="form-token" value="[\w-]{43}">/gu,
      );
      expect([path, tokens?.length]).toEqual([path, forms.length]);
    }
    expect((await app.browser().get("/nowhere")).headers.getSetCookie()).toEqual([]);
    expect((await app.browser().get("/sign-in")).headers.getSetCookie()).toHaveLength(1);
  });

  it("stands first in every form that a template posts, but in the one that mail programs send, too", () => {
    const folder = fileURLToPath(new URL("../../templates/", import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".hbs"),
    );
    const forms = files.flatMap((file) =>
      [...readFileSync(join(folder, file), "utf8").matchAll(/<form\b[^]*?<\/form>/gu)].map(([form]) => form),
    );
    expect(forms.length).toBeGreaterThan(40);
    const withToken =
      /^<form\b(?:\{\{[^{}]*\}\}|[^<>])*method="post"(?:\{\{[^{}]*\}\}|[^<>])*>\s*\{\{formToken(?: \w+)?\}\}/u;
    // What only looks something up is no post.
    const bare = forms.filter((form) => !withToken.test(form) && !/^<form\b[^<>]*\bmethod="get"/u.test(form));
    const actions = bare.map((form) => /action="([^"]+)"/u.exec(form)?.[1]);
    expect([...new Set(actions)]).toEqual(["/unsubscribe/{{token}}"]);
  });

  it("still holds after a new key was put in front, and not after its key was taken away", async () => {
    const { app, staff } = await scene();
    const token = await staff.tokenFor("/");
    const old = { id: 1, secret: new Uint8Array(32).fill(7) };
    const young = { id: 2, secret: new Uint8Array(32).fill(9) };
    const { isFormToken } = await import("../../src/threading/form-token.ts");
    app.portal.isFormToken = (subject, given) => isFormToken(keyRing([young, old]), subject, given);
    expect((await staff.postBare("/setup/probe", { "form-token": token })).status).toBe(303);
    app.portal.isFormToken = (subject, given) => isFormToken(keyRing([young]), subject, given);
    expect((await staff.postBare("/setup/probe", { "form-token": token })).status).toBe(403);
  });
});

describe("the cookies", () => {
  it.each([
    [
      "https://portal.agency.example",
      /^__Host-inreply(?:-form|-links|-next)?=.*; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/u,
    ],
    [undefined, /^inreply(?:-form|-links|-next)?=.*; Path=\/; .*HttpOnly; SameSite=Lax$/u],
  ])("on %s are out of reach of scripts and of other sites' forms", async (baseUrl, expected) => {
    const app = await openApp(baseUrl === undefined ? {} : { baseUrl });
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const browser = app.browser();
    const pages = [
      await browser.get("/sign-in"),
      await browser.post("/sign-in", { address: "ann@harbordental.example", next: "/held" }),
      await browser.post(await app.signInPath(people.ann), {}),
      await browser.get(await app.linkFor(taskId, people.ann)),
      await browser.post("/sign-out", {}),
    ];
    const lines = pages.flatMap((page) => page.headers.getSetCookie());
    expect(new Set(lines.map((line) => line.split("=", 1)[0])).size).toBe(4);
    for (const line of lines) {
      expect(line).toMatch(expected);
      expect(line).not.toMatch(/domain=/iu);
    }
  });

  it("of a visitor who planted one are replaced at sign-in and worth nothing", async () => {
    const app = await openApp();
    const planted = app.browser();
    planted.cookies.set("inreply", "planted");
    await planted.post(await app.signInPath(app.world.people.ann), {});
    expect(planted.cookies.get("inreply")).toMatch(/^[\w-]{43}$/u);
    const thief = app.browser();
    thief.cookies.set("inreply", "planted");
    expect((await thief.get("/")).location).toBe("/sign-in");
  });
});

describe("links with a made-up secret", () => {
  it("are answered 429 with how long to wait after 100 an hour from one network, and links of ours still open", async () => {
    const app = await openApp({ proxiesTrusted: 1 });
    const { clients, people } = app.world;
    const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya });
    const office = { "x-forwarded-for": "2001:db8:1:2::5" };
    const guess = (index: number) =>
      index % 2 === 0
        ? app.browser().get(`/t/${"a".repeat(39)}${index % 7}`, office)
        : app.browser().get(`/sign-in/guess-${index}`, office);
    for (let index = 0; index < 100; index += 1) expect([404, 410]).toContain((await guess(index)).status);
    const neighbour = { "x-forwarded-for": "2001:db8:1:2:ffff::1" };
    for (const path of ["/t/x", "/sign-in/x"]) {
      const page = await app.browser().get(path, neighbour);
      expect([page.status, page.headers.get("retry-after")]).toEqual([429, "3600"]);
      expect(page.text).toContain("Those in our emails still work");
    }
    expect((await app.browser().post("/sign-in/x", {}, office)).status).toBe(429);
    expect((await app.browser().get(await app.linkFor(taskId, people.ann), office)).status).toBe(303);
    const signIn = await app.signInPath(people.ann);
    expect((await app.browser().get(signIn, office)).status).toBe(200);
    expect((await app.browser().post(signIn, {}, office)).status).toBe(303);
    const elsewhere = { "x-forwarded-for": "2001:db8:1:3::5" };
    expect((await app.browser().get("/t/x", elsewhere)).status).toBe(404);
    const late = await app.linkFor(taskId, people.ann, 1);
    app.time.now = new Date(app.time.now.getTime() + 3 * 86_400_000);
    expect((await app.browser().get(late, office)).status).toBe(410);
    expect((await app.browser().get("/t/x", office)).status).toBe(404);
  });
});
