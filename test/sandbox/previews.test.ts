// Every kind of email has previews, composed by the real code, and they touch no row of the installation.
import { readdirSync } from "node:fs";
import { beforeAll, expect, test, vi } from "vitest";
import { listEmailKinds, type ComposedPreview } from "../../src/sandbox/compose-previews.ts";
import { htmlBytesMax } from "../../src/outbox/outbox.ts";
import { everyPreview } from "../support/every-preview.ts";
import { openRunningSandbox } from "./running-sandbox.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let all: ComposedPreview[];
beforeAll(async () => {
  const every = await everyPreview();
  expect(every.isStoreUntouched).toBe(true);
  all = every.all;
});

test("every triple in templates/email is a kind, and every kind has a preview", async () => {
  const kinds = await listEmailKinds();
  const files = readdirSync(new URL("../../templates/email/", import.meta.url));
  expect(files.toSorted()).toEqual(
    kinds.flatMap((kind) => ["html", "subject", "text"].map((part) => `${kind}.${part}.hbs`)).toSorted(),
  );
  for (const language of ["en", "de"]) {
    const shown = all.filter(({ email }) => email.html.includes(`<html lang="${language}"`));
    expect([...new Set(shown.map(({ kind }) => kind))].toSorted(), language).toEqual(kinds);
  }
  for (const { kind, name, email } of all) expect([name, email.kind]).toEqual([name, kind]);
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

test("an accepted request has an estimate that counts from when work starts, and no date", () => {
  for (const { email } of all.filter(({ kind }) => kind === "accepted")) {
    expect(email.text).toMatch(/counts from when work starts|gezählt ab Beginn der Arbeit/u);
    expect(email.text).not.toMatch(/20\d\d|Monday|Tuesday|Wednesday|Thursday|Friday|\btag, /u);
  }
});

test("what waits for approval says to its reader who may approve, and what that starts", () => {
  const next = "we start “Reminders two days before an appointment” (about 1 working day)";
  expect(find("ready-for-approval", "approver").text).toContain(
    "reply to this email with the word “Approved”",
  );
  expect(find("ready-for-approval", "approver").text).toContain(next);
  expect(find("reminder", "first").text).toContain(next);
  expect(find("approved", "own").text).toContain(next);
  expect(find("ready-for-approval", "approver-last").text).toContain("No other accepted task waits");
  for (const name of ["colleague", "nobody", "staff"]) {
    expect(find("ready-for-approval", name).text).not.toContain("“Approved”");
    expect(find("ready-for-approval", name).text).not.toContain("It is your turn");
  }
  expect(find("ready-for-approval", "colleague").text).toContain(
    "Ann Weber can approve it for Harbor Dental",
  );
  expect(find("ready-for-approval", "nobody").text).toContain("Please tell us who may.");
  expect(find("step-refused", "not-approver").text).not.toContain("press the button");
});

test("nobody is sent their own words back, and what they did themselves is confirmed by the agency", () => {
  expect(find("approved", "own").from.name).toBe("Northbeam");
  expect(find("approved", "own").text).not.toContain("Very good");
  expect(find("approved", "staff").from.name).toBe("Ann Weber (Harbor Dental)");
  expect(find("approved", "staff").text).toContain("Very good, thank you.");
});

test("the backlog is listed by number, fifty at most, with what is under way above it", () => {
  expect(find("backlog", "empty").text).toContain("Nothing waits for its turn.");
  expect(find("backlog", "one").text).not.toContain("reply to this email with the numbers");
  expect(find("backlog", "many").text).toMatch(/\n50\. .*\n\nThere are more/u);
  expect(find("backlog", "many").text).toMatch(
    /Under way:\n- .*\(Working, delivery about .*\)\n- .*\n\nWaiting/u,
  );
  expect(find("backlog", "gone").text).toContain("Not in it any more: “Score leads that ask for a price”.");
});

test("hostile words stay words, and links lead to no task of anybody", () => {
  for (const { html } of [find("message", "hostile"), find("accepted", "hostile")]) {
    expect(html).toContain("&lt;script&gt;alert");
    expect(html).not.toMatch(/<script|<img|href="javascript/iu);
  }
  const links = all.flatMap(({ email }) =>
    [...email.html.matchAll(/href="([^"]*)"/gu)].map(([, link]) => link),
  );
  expect(new Set(links)).toEqual(
    new Set([
      "http://localhost:3000/t/preview",
      "http://localhost:3000/sign-in/preview",
      "http://localhost:3000/unsubscribe/preview",
      "http://localhost:3000/preferences",
      "http://localhost:3000/paused-addresses",
      "mailto:preview@reply.northbeam.example",
      "http://localhost:3000/setup",
      "http://localhost:3000/mailboxes",
      "http://localhost:3000/held",
      "http://localhost:3000/backlog",
      "http://localhost:3000/",
      "http://localhost:3000/tasks/preview",
      "http://localhost:3000/sessions",
      "http://localhost:3000/sessions?kind&#x3D;strategy&amp;minutes&#x3D;45",
      "http://localhost:3000/sessions?kind&#x3D;training&amp;minutes&#x3D;30",
      "http://localhost:3000/sessions?kind&#x3D;training&amp;minutes&#x3D;60",
      "http://localhost:3000/sessions?move&#x3D;0",
      "https://meet.example/northbeam-priya",
    ]),
  );
});

test("the pages list every kind and show each preview under the policy of a mail's own html", async () => {
  const sandbox = await openRunningSandbox();
  const list = await sandbox.get("/sandbox/previews");
  expect(list).not.toContain("No preview yet");
  const shown = new Set<string>();
  for (const { kind, name } of all) {
    const path = `/sandbox/previews/${kind}/${name}`;
    expect(list).toContain(`href="${path}"`);
    // One of each kind, and what is hardest to show.
    if (shown.has(kind) && !/hostile|right-to-left/u.test(name)) continue;
    shown.add(kind);
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
