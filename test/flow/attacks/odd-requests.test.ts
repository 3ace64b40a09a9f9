// Requests that no page of ours sends: paths that climb, foreign hosts, made-up methods, doubled and inherited field names,
// odd cookies, headers of two minds. Each is answered plainly, nothing changes, and no address of an email is another's.
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { safeReturnPath } from "../../../src/portal/return-path.ts";
import { fillIn } from "../../../src/outbox/fill-in.ts";
import { fingerprintTables } from "../../../src/store/fingerprint.ts";
import { findOutboundEmail } from "../../../src/store/outbound-emails.ts";
import { headerFaults } from "../../support/header-faults.ts";
import { addressOf } from "../../support/world.ts";
import { openApp, outboxOf, uploadOf, type App } from "../../portal/app.ts";
import { announce } from "../../../src/outbox/announce.ts";

async function scene() {
  const app = await openApp();
  const { clients, people } = app.world;
  const uploads = [uploadOf("../../etc/passwd", "text/plain", "a")];
  const taskId = await app.taskWith({ clientId: clients.harbor, author: people.priya, uploads });
  return { app, taskId, staff: await app.signedIn(people.tom) };
}

describe("paths", () => {
  it("that climb lead to no file", async () => {
    const { app, staff } = await scene();
    const climbs = [
      "../",
      "..%2f",
      "%2e%2e%2f",
      "..%5c",
      "..\\",
      "%252e%252e%252f",
      "....//",
      "%c0%ae%c0%ae/",
      "..;/",
      "%00",
    ];
    for (const start of [
      "/assets/",
      "/assets/portal.css/",
      "/attachments/",
      "/attachments/1/",
      "/t/",
      "/sign-in/",
    ]) {
      for (const climb of climbs) {
        for (const file of ["package.json", "src/server.ts", "secret.key", "etc/passwd"]) {
          const path = `${start}${climb.repeat(3)}${file}`;
          const answer = await sendRaw(app, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
          expect([path, answer.status]).toEqual([
            path,
            expect.toSatisfy((status: number) => [400, 404, 410, 422, 429].includes(status)),
          ]);
          expect(answer.text).not.toMatch(/"dependencies"|createServer|root:/u);
        }
      }
    }
    const file = await staff.get("/attachments/1");
    expect(file.headers.get("content-disposition")).not.toMatch(/[\\/]|\.\./u);
  });
});

describe("where one goes after signing in", () => {
  it("is a path of ours, whatever was asked for", () => {
    const away = [
      "//evil.example",
      "///evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "/\\/evil.example",
      "\\/evil.example",
      "/\t/evil.example",
      "/\n/evil.example",
      "\t//evil.example",
      " //evil.example",
      "/ /evil.example",
      "https://evil.example",
      "https:evil.example",
      "http:/evil.example",
      "javascript:alert(1)",
      "data:text/html,x",
      "@evil.example",
      "https://us@evil.example",
      "/..//evil.example",
      "/.//evil.example",
      "/x/..//evil.example",
      "／／evil.example",
      "/／evil.example",
      "//evil。example",
      "/\u2028/evil.example",
      "/\u00a0//evil.example",
      "/x\r\nset-cookie: a=b",
      "/\u0000/evil.example",
      "evil.example",
      "",
      "?next=//evil.example",
      `/${"x".repeat(600)}`,
    ];
    for (const wanted of away) expect([wanted, safeReturnPath(wanted)]).toEqual([wanted, "/"]);
    const ours = [
      "/tasks/1",
      "/held?page=2",
      "/%2f%2fevil.example",
      "/%0d%0aset-cookie:a=b",
      "/@evil.example",
      "/%5cevil.example",
      "/x//y",
    ];
    for (const wanted of ours) {
      const path = safeReturnPath(wanted);
      expect([wanted, new URL(path, "https://us.example").origin]).toEqual([wanted, "https://us.example"]);
      expect(path).not.toMatch(/[\r\n\\]|^\/\//u);
    }
  });
});

describe("a foreign host in the headers", () => {
  it("stands in no link of an email and no redirect", async () => {
    const { app, taskId } = await scene();
    const evil = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      forwarded: "host=evil.example",
    };
    const fresh = app.browser();
    const token = await fresh.tokenFor("/sign-in");
    const cookie = [...fresh.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const body = new URLSearchParams({
      address: addressOf("ann"),
      next: "/held",
      "form-token": token,
    }).toString();
    const headers = Object.entries({
      ...evil,
      cookie,
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(body.length),
      connection: "close",
    });
    const asked = await sendRaw(
      app,
      `POST /sign-in HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`,
    );
    expect([asked.status, /^location: (.*)$/imu.exec(asked.text)?.[1]?.trim()]).toEqual([
      303,
      "/sign-in?sent",
    ]);
    const link = await app.linkFor(taskId, app.world.people.ann);
    const opened = await sendRaw(
      app,
      `GET ${link} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(opened.text).not.toContain("evil.example");
    const outbox = outboxOf(app.portal);
    await announce(outbox);
    const emails = await app.store.read.all<{ id: number }>("select id from outbound_emails");
    expect(emails.length).toBeGreaterThan(1);
    for (const { id } of emails) {
      const row = await findOutboundEmail(app.store.read, id);
      const { text, html, headers: emailHeaders } = await fillIn(outbox, row!);
      expect(text + html + JSON.stringify(emailHeaders)).not.toContain("evil.example");
      expect(text).toContain(app.portal.installation.baseUrl);
    }
  });
});

describe("methods", () => {
  it("cannot be overridden, and those we do not have are answered like a page that is not there", async () => {
    const { app, taskId, staff } = await scene();
    const before = await fingerprintTables(app.store.read);
    for (const name of ["x-http-method-override", "x-http-method", "x-method-override"]) {
      expect((await staff.get(`/tasks/${taskId}`, { [name]: "DELETE" })).status).toBe(200);
      expect((await staff.get("/sign-out", { [name]: "POST" })).status).toBe(404);
    }
    expect((await staff.get(`/tasks/${taskId}?_method=post&text=x`)).status).toBe(200);
    for (const method of ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"]) {
      const answer = await sendRaw(
        app,
        `${method} /tasks/${taskId} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      );
      expect([method, answer.status]).toEqual([method, 404]);
      expect(answer.text.toLowerCase()).toContain("content-security-policy: default-src 'none'");
    }
    expect(await fingerprintTables(app.store.read)).toEqual(before);
  });
});

describe("names of fields", () => {
  it("that are doubled count once, and those that every object has are just names", async () => {
    const { app, taskId, staff } = await scene();
    const body = new FormData();
    for (const name of [
      "__proto__",
      "constructor",
      "prototype",
      "__proto__[isStaff]",
      "constructor[prototype][isStaff]",
      "toString",
      "hasOwnProperty",
    ]) {
      body.append(name, "polluted");
    }
    for (const word of ["First", "Second"]) body.append("text", word);
    body.append("isNote", "1");
    expect((await staff.post(`/tasks/${taskId}/messages`, body)).status).toBe(303);
    const [posted] = await app.store.read.all<{ kept: string; note: number }>(
      "select kept, is_note as note from messages order by id desc",
    );
    expect([posted!.kept, posted!.note]).toEqual(["First", 0]);
    expect(({} as Record<string, unknown>)["isStaff"]).toBeUndefined();
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    for (const query of [
      "?page=1&page=2",
      "?page[]=1",
      "?page[__proto__]=1",
      "?__proto__[page]=2",
      "?show=all&show[]=x",
      "?turn[$ne]=1",
    ]) {
      expect([query, (await staff.get(`/held${query}`)).status]).toEqual([query, 200]);
      expect([query, (await staff.get(`/${query}`)).status]).toEqual([query, 200]);
    }
    expect((await staff.get("/tasks/new?client=1&client=2")).status).toBe(404);
  });
});

describe("cookies", () => {
  it("that are huge, odd, doubled or inherited names sign nobody in and break nothing", async () => {
    const { app } = await scene();
    const odd = [
      "inreply=",
      "inreply==;;;=",
      "inreply=%",
      "inreply=%00",
      "inreply=a; inreply=b",
      "__proto__=x; constructor=y",
      'inreply="quoted"',
      `inreply=${"x".repeat(8000)}`,
      `inreply-links=${"a.".repeat(3000)}`,
      "a=b; ".repeat(1500),
      "inreply-form=%E0%A4%A",
      "$Version=1; inreply=x",
    ];
    for (const cookie of odd) {
      const home = await sendRaw(
        app,
        `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
      );
      expect([cookie.slice(0, 40), home.status]).toEqual([cookie.slice(0, 40), 303]);
      const page = await sendRaw(
        app,
        `GET /tasks/1 HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
      );
      expect([cookie.slice(0, 40), page.status]).toEqual([cookie.slice(0, 40), 404]);
    }
    const huge = await sendRaw(
      app,
      `GET / HTTP/1.1\r\nHost: x\r\nCookie: a=${"x".repeat(40_000)}\r\nConnection: close\r\n\r\n`,
    );
    expect(huge.status).toBe(431);
    expect((await app.browser().get("/health")).status).toBe(200);
  });
});

describe("requests of two minds", () => {
  it("about their length or their end are refused, and nothing behind them is taken for another request", async () => {
    const { app, taskId, staff } = await scene();
    const cookie = [...staff.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const before = await fingerprintTables(app.store.read);
    const inner = `POST /tasks/${taskId}/messages HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Length: 0\r\n\r\n`;
    const start = `POST /sign-out HTTP/1.1\r\nHost: x\r\n`;
    for (const head of [
      "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
      "Content-Length: 3\r\nContent-Length: 4\r\n",
      "Transfer-Encoding: chunked, identity\r\n",
      "Transfer-Encoding : chunked\r\n",
      "Content-Length: +3\r\n",
      "X: y\rContent-Length: 3\r\n",
    ]) {
      const answer = await sendRaw(app, `${start}${head}\r\n0\r\n\r\n${inner}`);
      expect([head, answer.status]).toEqual([head, 400]);
      expect(answer.text.match(/^HTTP\/1\.1 /gmu)).toHaveLength(1);
    }
    expect(await fingerprintTables(app.store.read)).toEqual(before);
  });
});

describe("on https", () => {
  it("every answer, refusals too, says so for good and cannot be framed, sniffed or kept", async () => {
    const app = await openApp({ baseUrl: "https://portal.agency.example" });
    const browser = app.browser();
    const large = "x".repeat(6_000_000);
    const pages = [
      await browser.get("/sign-in"),
      await browser.get("/nowhere"),
      await browser.get("/tasks/%E0%A4%A"),
      await browser.get("/t/x"),
      await browser.post("/sign-in", { address: "x" }),
      await browser.postBare("/sign-in", { address: "x" }),
      await browser.postBare("/sign-in", { address: large }),
      await browser.post("/tasks", { text: "x" }),
    ];
    expect(pages.map(({ status }) => status)).toEqual([200, 404, 422, 404, 422, 403, 413, 404]);
    for (const page of pages) {
      expect(headerFaults(page, "")).toEqual([]);
      expect(page.headers.get("strict-transport-security")).toMatch(/^max-age=31536000/u);
      expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    }
  });
});

/** Bytes as they are, on a connection of their own; the whole answer as text. */
function sendRaw(app: App, bytes: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(new URL(app.url).port), "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("utf8").on("data", (chunk: string) => void (text += chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/u.exec(text)?.[1]), text }));
  });
}
