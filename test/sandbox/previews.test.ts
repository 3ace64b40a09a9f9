// Every kind of email has previews, composed by the real code, and they touch no row of the installation.
import { readdirSync } from "node:fs";
import { beforeAll, expect, test, vi } from "vitest";
import { composePreviews, listEmailKinds, type ComposedPreview } from "../../src/sandbox/compose-previews.ts";
import { htmlBytesMax } from "../../src/outbox/outbox.ts";
import { fingerprintTables } from "../../src/store/fingerprint.ts";
import { openStore } from "../../src/store/database.ts";
import { emptyDatabase } from "../support/store.ts";
import { openOutbox } from "../support/outgoing.ts";
import { openRunningSandbox } from "./running-sandbox.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let all: ComposedPreview[];
beforeAll(async () => {
  const store = await openStore(await emptyDatabase());
  const before = await fingerprintTables(store.read);
  all = await composePreviews(openOutbox(store));
  expect(await fingerprintTables(store.read)).toEqual(before);
  return () => store.close();
});

test("every triple in templates/email is a kind, and every kind has a preview", async () => {
  const kinds = await listEmailKinds();
  const files = readdirSync(new URL("../../templates/email/", import.meta.url));
  expect(files.toSorted()).toEqual(
    kinds.flatMap((kind) => ["html", "subject", "text"].map((part) => `${kind}.${part}.hbs`)).toSorted(),
  );
  expect([...new Set(all.map(({ kind }) => kind))].toSorted()).toEqual(kinds);
  const german = all.filter(({ email }) => email.html.includes('<html lang="de"'));
  expect(german.map(({ kind }) => kind).toSorted()).toEqual(kinds);
  const names = all.map(({ kind, name }) => `${kind}/${name}`);
  expect(new Set(names).size).toBe(names.length);
});

test("every preview is whole: subject, text, html within the limit, and no place left unfilled", () => {
  for (const { kind, name, email } of all) {
    const about = `${kind}/${name}`;
    expect(email.subject, about).not.toBe("");
    expect(email.text.length, about).toBeGreaterThan(100);
    expect(Buffer.byteLength(email.html), about).toBeLessThanOrEqual(htmlBytesMax);
    expect(`${email.html}${email.text}`, about).not.toMatch(/place-[0-9a-f]{18}/u);
    expect(email.html, about).toMatch(/<\/html>\s*$/u);
  }
});

test("the cases show what they are named for", () => {
  expect(find("message", "shortened").text).toContain("longer than an email should be");
  expect(find("message", "files").attachments).toHaveLength(3);
  expect(find("message", "large-files")).toMatchObject({ attachments: [] });
  expect(find("message", "large-files").text).toContain("to download from the task page");
  expect(find("message", "answered").text).toContain("wrote before, on");
  expect(find("message", "approval").text).toContain("Stage: Pending Approval");
  expect(find("message", "no-words").text).toContain("(no words, only what is attached)");
  expect(find("message", "right-to-left").from.name).toContain("أحمد");
  expect(find("note", "note").text).toContain("STAFF ONLY");
});

test("hostile words stay words, and links lead to no task of anybody", () => {
  const { html } = find("message", "hostile");
  expect(html).toContain("&lt;script&gt;alert");
  expect(html).not.toMatch(/<script|<img|href="javascript/iu);
  const links = all.flatMap(({ email }) =>
    [...email.html.matchAll(/href="([^"]*)"/gu)].map(([, link]) => link),
  );
  expect(new Set(links)).toEqual(
    new Set([
      "http://localhost:3000/t/preview",
      "http://localhost:3000/sign-in/preview",
      "http://localhost:3000/setup",
      "http://localhost:3000/mailboxes",
      "http://localhost:3000/held",
      "http://localhost:3000/",
      "http://localhost:3000/tasks/preview",
    ]),
  );
});

test("the pages list every kind and show each preview under the policy of a mail's own html", async () => {
  const sandbox = await openRunningSandbox();
  const list = await sandbox.get("/sandbox/previews");
  expect(list).not.toContain("No preview yet");
  for (const { kind, name } of all) {
    const path = `/sandbox/previews/${kind}/${name}`;
    expect(list).toContain(`href="${path}"`);
    const page = await sandbox.get(path);
    expect(page, path).not.toMatch(/<script|<img|\sstyle=/iu);
    expect(page.match(/<iframe[^>]* sandbox="allow-popups allow-popups-to-escape-sandbox"/gu)).toHaveLength(
      2,
    );
  }
  const response = await fetch(`${sandbox.url}/sandbox/previews/message/hostile/html`);
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'");
  expect(policy).not.toContain("script");
  for (const path of ["message/none", "nothing/short", "__proto__/constructor", "message/none/html"]) {
    expect((await fetch(`${sandbox.url}/sandbox/previews/${path}`)).status).toBe(404);
  }
  // A link of a preview holds for nobody.
  expect((await fetch(`${sandbox.url}/t/preview`)).status).toBe(404);
});

function find(kind: string, name: string) {
  return all.find((preview) => preview.kind === kind && preview.name === name)!.email;
}
