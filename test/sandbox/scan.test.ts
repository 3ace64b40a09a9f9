// A scan presses every link of an email at this server and no other, and sees when that changed a row.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { linksMax, scanEmail, type ScanParts } from "../../src/sandbox/scan.ts";
import { linksOf } from "../../src/sandbox/scan-links.ts";
import { maskSecrets } from "../../src/threading/mask.ts";
import { openTestStore } from "../support/store.ts";
import { installation } from "../support/outgoing.ts";
import { openRunningSandbox } from "./running-sandbox.ts";

vi.setConfig({ testTimeout: 90_000 });

test("pressing all links of an email changes nothing, and the page lists each with its secret masked", async () => {
  const sandbox = await openRunningSandbox();
  const { status, location } = await sandbox.post(`/sandbox/emails/${sandbox.emailId}/scan`, {});
  expect([status, location]).toEqual([303, "/sandbox/tries/1"]);
  const page = await sandbox.get(location);
  expect(page).toContain("Nothing changed");
  expect(page).toMatch(/All \d+ rows of \d+ tables/u);
  expect(page).toMatch(/http:\/\/localhost:\d+\/t\/[a-z2-7]{6}…/u);
  expect(page).not.toMatch(/\/t\/[a-z2-7]{40}/u);
  for (const method of ["HEAD", "GET"]) {
    expect(page).toMatch(
      new RegExp(`<dt>${method}</dt><dd>303 to /tasks/${sandbox.taskId}, then 404</dd>`, "u"),
    );
  }
});

test("a sign-in link is pressed as well, and can still be used afterwards", async () => {
  const sandbox = await openRunningSandbox();
  const { id } = sandbox.world.people.priya;
  const asked = await sandbox.post(`/sandbox/people/staff/${id}/sign-in`, {});
  await sandbox.started.workers.settled();
  const path = /\/sandbox\/emails\/\d+/u.exec(await sandbox.get(`/sandbox/people/staff/${id}`))![0];
  const page = await sandbox.get((await sandbox.post(`${path}/scan`, {})).location);
  expect(page).toContain("Nothing changed");
  expect(page).toMatch(/<dt>GET<\/dt><dd>200<\/dd>/u);
  expect((await sandbox.post(asked.location, {})).status).toBe(303);
});

test("a route that changes a row on GET is found, with the table's name", async () => {
  const { parts } = await openServer(async (request, { store }) => {
    if (request.method === "GET") {
      await store.write((rows) =>
        rows.run("insert into events (type, at, payload) values ('pressed', '2026', '{}')"),
      );
    }
    return { status: 200 };
  });
  const scan = await scanEmail(parts, emailWith(`<a href="${installation.baseUrl}/t/x">Open</a>`), []);
  expect(scan.changes).toEqual([{ table: "events", countBefore: 0, countAfter: 1 }]);
});

test("a value that is changed and no row more is found, too, and so is what happens only after a redirect", async () => {
  const { parts } = await openServer(async (request, { store }) => {
    if (request.url === "/a?b=1") return { status: 302, location: "/second" };
    await store.write((rows) => rows.run("update plans set name = 'Changed' where id = 1"));
    return { status: 200 };
  });
  const scan = await scanEmail(parts, emailWith("", `See ${installation.baseUrl}/a?b=1.`), []);
  expect(scan.changes).toMatchObject([{ table: "plans" }]);
  expect(scan.links[0]?.answers.map(({ by, said }) => [by, said])).toEqual([
    ["HEAD", "302 to /second, then 200"],
    ["GET", "302 to /second, then 200"],
  ]);
});

test("no other server is asked: neither for its links, nor where a redirect of ours leads", async () => {
  const other = await openServer(async () => ({ status: 200 }));
  const { parts, requests } = await openServer(async () => ({ status: 303, location: `${other.url}/away` }));
  const html = `<a href="${other.url}/x">1</a><img src="${other.url}/y.png"><a href="${installation.baseUrl}/t/x">2</a>
    <a href="mailto:a@b.example">3</a><a href="javascript:alert(1)">4</a>`;
  const scan = await scanEmail(parts, emailWith(html), []);
  expect(other.requests).toEqual([]);
  expect(requests).toEqual(["HEAD /t/x", "GET /t/x"]);
  expect(scan.links.map(({ link, answers }) => [link, answers.map(({ said }) => said)])).toEqual([
    [`${other.url}/x`, []],
    [`${other.url}/y.png`, []],
    [`${installation.baseUrl}/t/x`, Array(2).fill("303 to another server, not followed")],
  ]);
});

test("requests carry no cookie, and an endless chain of redirects ends", async () => {
  const cookies: (string | undefined)[] = [];
  const { parts, requests } = await openServer(async (request) => {
    cookies.push(request.headers.cookie);
    return { status: 302, location: "/round", cookie: "a=b" };
  });
  const scan = await scanEmail(parts, emailWith(`<a href="${installation.baseUrl}/round">x</a>`), []);
  expect(requests).toHaveLength(12);
  expect(new Set(cookies)).toEqual(new Set([undefined]));
  expect(scan.links[0]?.answers[0]?.said).toContain("not followed");
});

test("a server that does not answer is a fault on the page and not an error", async () => {
  const { parts } = await openServer(async () => ({ status: 200 }));
  const gone = { ...parts, localUrl: "http://127.0.0.1:1" };
  const scan = await scanEmail(gone, emailWith(`<a href="${installation.baseUrl}/t/x">x</a>`), []);
  expect(scan.links[0]?.answers).toMatchObject([{ isFault: true }, { isFault: true }]);
  expect(scan.changes).toEqual([]);
});

test("links are found in html, text and headers, each once, and so many are pressed at most", async () => {
  const links = linksOf({
    html: '<a href="http://a.example/1?x=1&amp;y=2">x</a><form action="http://a.example/2"></form><a href="http://[bad">x</a>',
    text: "Open http://a.example/1?x=1&y=2, or (http://a.example/3).",
    headers: { "List-Unsubscribe": "<mailto:a@b.example>, <http://a.example/4>" },
  });
  expect(links).toEqual([
    "http://a.example/1?x=1&y=2",
    "http://a.example/2",
    "http://a.example/3",
    "http://a.example/4",
  ]);
  const { parts, requests } = await openServer(async () => ({ status: 200 }));
  const many = Array.from({ length: linksMax + 5 }, (_, index) => `${installation.baseUrl}/${index}`);
  const scan = await scanEmail(parts, emailWith("", many.join("\n")), []);
  expect([scan.links.length, scan.leftCount, requests.length]).toEqual([linksMax, 5, linksMax * 2]);
});

function emailWith(html: string, text = "") {
  return { html, text, headers: {} };
}

interface Answer {
  status: number;
  location?: string;
  cookie?: string;
}

/** A server in the place of ours, over a store of its own. */
async function openServer(
  answer: (request: IncomingMessage, parts: Pick<ScanParts, "store">) => Promise<Answer>,
) {
  const store = await openTestStore();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void answer(request, { store }).then(({ status, location, cookie }) => {
      response.writeHead(status, {
        ...(location === undefined ? {} : { location }),
        ...(cookie === undefined ? {} : { "set-cookie": cookie }),
      });
      response.end();
    });
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const parts: ScanParts = {
    store,
    settled: () => Promise.resolve(),
    localUrl: url,
    installation,
    maskSecrets,
  };
  return { parts, url, requests };
}
