// Everything of a client in one zip file: what staff get and what its contacts, that it opens in their programs, and what is in none.
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import { run } from "../../src/cli.ts";
import { exportClient } from "../../src/export/export-client.ts";
import { maskMail } from "../../src/export/masked-mail.ts";
import { announce } from "../../src/outbox/announce.ts";
import { claimDue, deliverOne } from "../../src/outbox/deliver.ts";
import type { Person } from "../../src/domain/person.ts";
import { exportsAtOnceMax, exportsOfOneMax } from "../../src/portal/export.ts";
import { loadTemplates } from "../../src/render.ts";
import { programToken } from "../../src/threading/program-token.ts";
import { replyAddress } from "../../src/threading/reply-address.ts";
import { taskLinkToken } from "../../src/threading/task-link.ts";
import { maskSecrets } from "../../src/threading/mask.ts";
import { recordBlob, contentHash } from "../../src/store/blobs.ts";
import { findParticipantOf } from "../../src/store/participants.ts";
import type { AnyJson } from "../api/program.ts";
import { book, publish } from "../support/sessions.ts";
import { keys, openApp, outboxOf, receiveEmail, startedAt, uploadOf, type App } from "../portal/app.ts";

type Files = Map<string, Buffer>;

describe("an export", () => {
  it("for staff has every task, message, file, approval and session, as tables, JSON and emails", async () => {
    const { app, taskId } = await openStory();
    const files = await download(
      app,
      app.world.people.priya,
      `/clients/${app.world.clients.harbor}/export.zip`,
    );
    const folder = `tasks/${String(taskId).padStart(6, "0")}`;
    expect([...files.keys()].map((path) => path.replace(/\d{6}-/u, "N-")).toSorted()).toEqual(
      [
        "README.txt",
        "approvals.csv",
        "client.json",
        "messages.csv",
        "sessions.csv",
        "sessions.json",
        "tasks.csv",
        ...[...files.keys()]
          .filter((path) => path.startsWith("tasks/"))
          .map((path) => path.replace(/\d{6}-/u, "N-")),
      ].toSorted(),
    );
    const { task, messages, format } = json(files, `${folder}/task.json`);
    expect(format).toBe("inreply-export/1");
    expect(task).toMatchObject({ id: taskId, title: "=cmd|' /C calc'!A0", stage: "Triage" });
    expect(messages.map(({ text }: { text: string }) => text.slice(0, 17))).toEqual([
      "Hello",
      "From our side: +1",
      "By email, Grüße: ",
    ]);
    expect(messages[2]).toMatchObject({ channel: "email", folded: [{ kind: "quoted" }] });
    for (const message of messages) {
      for (const { path, sizeBytes } of message.files) expect(files.get(path)!.byteLength).toBe(sizeBytes);
      if (message.email !== null) expect(files.has(message.email)).toBe(true);
    }
    const named = messages.flatMap((message: { files: { path: string }[] }) =>
      message.files.map(({ path }) => path),
    );
    expect(named.map((path: string) => path.replace(/^.*\/\d{6}-/u, ""))).toEqual(["passwd", "_con.txt"]);
    expect(json(files, "client.json")).toMatchObject({
      client: { name: "Harbor Dental" },
      people: expect.arrayContaining([expect.objectContaining({ name: "Ann Weber" })]),
    });
    expect(json(files, "sessions.json").sessions).toMatchObject([{ kind: "training", agenda: "Leads" }]);
    expect(files.get("sessions.csv")!.toString()).toContain('"training"');
    expect(files.get("README.txt")!.toString()).toContain(
      "What Northbeam keeps of the work for Harbor Dental",
    );
    expect(files.get("README.txt")!.toString()).not.toContain("notes.csv");
    expect(dump(files)).not.toContain("Lumen secret");
  });

  it("has notes only for staff who choose them", async () => {
    const { app } = await openStory();
    const path = `/clients/${app.world.clients.harbor}/export.zip`;
    const words = /Only for the team|Out of office/u;
    const without = await download(app, app.world.people.priya, path);
    expect(dump(without)).not.toMatch(words);
    const files = await download(app, app.world.people.priya, `${path}?notes=1`);
    expect(files.get("notes.csv")!.toString()).toMatch(/Only for the team[^]*Out of office/u);
    expect(
      [...files.keys()].filter((name) => /\/notes\/(?:notes\.json|\d{6}-internal\.txt)$/u.test(name)),
    ).toHaveLength(2);
    expect(files.get("README.txt")!.toString()).toContain("take them out before you pass this on");
    const theirs = await download(app, app.world.people.ann, "/export.zip?notes=1");
    expect(dump(theirs)).not.toMatch(words);
    expect([...theirs.keys()].filter((name) => name.includes("notes"))).toEqual([]);
  });

  it("for a contact is theirs alone, in their language, and without addresses of staff", async () => {
    const { app } = await openStory();
    const { people, clients } = app.world;
    await app.store.write((rows) =>
      rows.run("update contacts set locale = 'de' where id = ?", people.ann.id),
    );
    const files = await download(app, people.ann, "/export.zip");
    expect(files.get("README.txt")!.toString()).toContain(
      "Was Northbeam von der Arbeit für Harbor Dental aufbewahrt",
    );
    expect(files.get("tasks.csv")!.toString()).toMatch(/^\ufeff"Aufgabe","Titel"/u);
    expect(dump(files)).not.toMatch(/Lumen secret|priya@|tom@/u);
    const ann = await app.signedIn(people.ann);
    expect((await ann.get(`/clients/${clients.harbor}/export.zip`)).status).toBe(404);
    const stranger = app.browser();
    expect((await stranger.get("/export.zip")).location).toBe("/sign-in?next=%2Fexport.zip");
    const priya = await app.signedIn(people.priya);
    expect((await priya.get("/export.zip")).status).toBe(404);
    expect((await priya.get("/clients/999/export.zip")).status).toBe(404);
    const head = await priya.head(`/clients/${clients.harbor}/export.zip`);
    expect([head.status, head.headers.get("content-type")]).toEqual([200, "application/zip"]);
    expect(head.headers.get("content-disposition")).toBe(
      'attachment; filename="Harbor Dental 2026-03-02.zip"',
    );
    const page = await ann.get("/people");
    expect(page.text).toContain('href="/export.zip"');
  });

  it("has no cell that a spreadsheet takes for a formula", async () => {
    const { app } = await openStory();
    const files = await download(
      app,
      app.world.people.priya,
      `/clients/${app.world.clients.harbor}/export.zip`,
    );
    for (const name of ["tasks.csv", "messages.csv", "approvals.csv", "sessions.csv"]) {
      const text = files.get(name)!.toString();
      expect(text.startsWith("\ufeff")).toBe(true);
      expect([name, text.match(/(?:^|,|;|\n)"[=+\-@\t\r]/gu)]).toEqual([name, null]);
    }
    expect(files.get("tasks.csv")!.toString()).toContain(`"'=cmd|' /C calc'!A0"`);
  });

  it("has emails that mail programs read: the client's as it came, ours as it went", async () => {
    const { app } = await openStory();
    const files = await download(app, app.world.people.ann, "/export.zip");
    const emails = await Promise.all(
      [...files].filter(([path]) => path.endsWith(".eml")).map(([, bytes]) => simpleParser(bytes)),
    );
    const ours = emails.find(({ from }) => from?.value[0]?.address === "work@reply.northbeam.example")!;
    expect(ours.from?.text).toContain("Priya");
    expect(ours.to).toMatchObject({
      value: expect.arrayContaining([expect.objectContaining({ name: "Ann Weber" })]),
    });
    expect(ours.text).toContain("From our side: +1");
    expect(ours.subject).toContain("[#");
    const theirs = emails.find(({ text }) => text?.includes("By email"))!;
    expect(theirs.from?.value[0]?.address).toBe("ann@harbordental.example");
    expect(theirs.text).toContain("Grüße");
  });

  it("holds no reply address, no link and no token, also in base64", async () => {
    const { app, secrets } = await openStory();
    for (const [who, path] of [
      [app.world.people.priya, `/clients/${app.world.clients.harbor}/export.zip?notes=1`],
      [app.world.people.ann, "/export.zip"],
    ] as const) {
      const files = await download(app, who, path);
      const decoded = await Promise.all(
        [...files].filter(([name]) => name.endsWith(".eml")).map(([, bytes]) => simpleParser(bytes)),
      );
      const all = `${dump(files)}${decoded.map(({ text, html }) => `${text}${html || ""}`).join("\n")}`;
      for (const secret of secrets)
        expect([secret, all.toLowerCase().includes(secret.toLowerCase())]).toEqual([secret, false]);
      expect(all).not.toMatch(/place-[0-9a-f]{18}/u);
      expect(all).toMatch(/…/u);
    }
  });

  it("is made a few at a time", async () => {
    const { app } = await openStory();
    const { owners } = app.portal.exports;
    const priya = await app.signedIn(app.world.people.priya);
    const path = `/clients/${app.world.clients.harbor}/export.zip`;
    owners.push(...Array.from({ length: exportsAtOnceMax }, (_, index) => `staff:${index + 100}`));
    expect((await priya.get(path)).status).toBe(429);
    owners.length = 0;
    expect((await priya.get(path)).status).toBe(200);
    expect(owners).toEqual([]);
  });

  it("whose readers are slow keeps nobody waiting but their own company", async () => {
    const { app } = await openStory();
    const { people, clients } = app.world;
    const { owners } = app.portal.exports;
    owners.push(...Array.from({ length: exportsOfOneMax }, () => `client:${clients.harbor}`));
    const statusFor = async (person: Person, path: string) =>
      (await (await app.signedIn(person)).get(path)).status;
    expect(await statusFor(people.ann, "/export.zip")).toBe(429);
    expect(await statusFor(people.kenji, "/export.zip")).toBe(200);
    expect(await statusFor(people.priya, `/clients/${clients.harbor}/export.zip`)).toBe(200);
    expect(owners).toHaveLength(exportsOfOneMax);
  });
});

it("the command writes the same, once", async () => {
  const { app } = await openStory();
  expect(app).toBeDefined();
  const { openTestDatabase } = await import("../support/store.ts");
  const { url } = await openTestDatabase();
  const file = join(mkdtempSync(join(process.env["TEST_FOLDER"]!, "export-")), "all.zip");
  const said: string[] = [];
  const { Writable } = await import("node:stream");
  const written = () =>
    new Writable({
      write: (chunk: Buffer, _, done) => {
        said.push(chunk.toString());
        done();
      },
    });
  const env = { DATABASE_URL: url, SECRET_KEYS: `1:${Buffer.alloc(32, 7).toString("base64")}` };
  const type = (...words: string[]) => run(words, { env: { ...env }, out: written(), err: written() });
  expect(await type("client", "add", "Acme", "--plan", "Elite")).toBe(0);
  expect(await type("export", "--client", "acme", "--to", file, "--notes")).toBe(0);
  expect(said.at(-1)).toMatch(/all\.zip holds everything of Acme, with notes of the team \(\d+ bytes|KB\)/u);
  const { readFileSync, statSync } = await import("node:fs");
  expect((await unzip(readFileSync(file))).has("README.txt")).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await type("export", "--client", "acme", "--to", file)).toBe(1);
  expect(said.at(-1)).toContain("no file is overwritten");
  expect(await type("export", "--client", "nobody", "--to", `${file}.2`)).toBe(1);
  expect(await type("export", "--client", "acme")).toBe(64);
});

describe("a large export", () => {
  it("is written no faster than it is read, and ends when its reader goes away", async () => {
    const { app } = await openStory();
    const { read } = app.store;
    let reads = 0;
    const counting: typeof read = {
      ...read,
      first: (sql, ...values) => {
        if (sql.includes("bytes from blobs")) reads += 1;
        return read.first(sql, ...values);
      },
    };
    const taskId = await app.taskWith({ clientId: app.world.clients.harbor, author: app.world.people.ann });
    const noise = (seed: number) =>
      Buffer.from(Array.from({ length: 400_000 }, (_, i) => (i * i * seed + (i >> 3)) & 255));
    for (let count = 0; count < 10; count++) {
      await app.say({
        taskId,
        author: app.world.people.ann,
        uploads: [uploadOf(`${count}.png`, "image/png", noise(count + 3))],
      });
    }
    const ended = new AbortController();
    const render = loadTemplates();
    const parts = {
      read: counting,
      now: app.time.now,
      installation: app.portal.installation,
      maskSecrets,
      say: (key: string, values?: Record<string, string | number>) => render.say("en", key, values),
      render: (name: string, values: object) => render(name, { locale: "en", ...values }),
    };
    const file = await exportClient(
      parts,
      app.world.clients.harbor,
      { isStaff: true, withNotes: false },
      ended.signal,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    // Nobody read a byte yet, so nothing large was fetched.
    expect(reads).toBeLessThan(8);
    ended.abort(new Error("gone"));
    file.resume();
    await expect(once(file, "end")).rejects.toThrow(/gone/u);
  });
});

describe("an email with its secrets masked", () => {
  const mask = (text: string) => text.replaceAll("SECRET", "S…");

  it.each(["\n", "\r\n"])("reads parts in base64, with lines that end with %j", (lineEnd) => {
    const encoded = (text: string) =>
      Buffer.from(text).toString("base64").replaceAll(/.{76}/gu, `$&${lineEnd}`);
    const mail = (text: string) =>
      [
        "From: a@b.example",
        "Content-Type: multipart/mixed; boundary=x",
        "",
        "--x",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: BASE64",
        "",
        encoded(text),
        "--x",
        "Content-Type: image/png",
        "Content-Transfer-Encoding: base64",
        "",
        encoded("SECRET in a picture"),
        "--x--",
        "",
      ].join(lineEnd);
    const long = "Wörter ".repeat(40);
    expect(maskMail(Buffer.from(mail(`${long}SECRET`)), mask).toString()).toBe(mail(`${long}S…`));
    expect(maskMail(Buffer.from(mail(long)), mask).toString()).toBe(mail(long));
  });

  it("keeps bytes that are no UTF-8", () => {
    const bytes = Buffer.from("Grüße SECRET \xff", "latin1");
    expect(maskMail(bytes, mask)).toEqual(Buffer.from("Grüße S... \xff", "latin1"));
  });

  it("takes time linear in its length", () => {
    const hostile =
      "content-transfer-encoding: base64\n".repeat(100_000) + "\n".repeat(100_000) + "QUJD\n".repeat(100_000);
    const startedMs = performance.now();
    maskMail(Buffer.from(hostile), mask);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});

/** A client with all that can be exported, and another one whose words must be in none of it. */
async function openStory() {
  const app = await openApp();
  app.portal.maskSecrets = maskSecrets;
  const { clients, people } = app.world;
  const lumen = await app.taskWith({ clientId: clients.lumen, author: people.dana, title: "Lumen secret" });
  await app.say({ taskId: lumen, author: people.dana, text: "Lumen secret" });
  const taskId = await app.taskWith({
    clientId: clients.harbor,
    author: people.ann,
    title: "=cmd|' /C calc'!A0",
  });
  const participant = (await findParticipantOf(app.store.read, taskId, people.ann))!;
  const reply = replyAddress(keys, "reply.northbeam.example", {
    participantId: participant.id,
    version: 0,
    isNote: false,
  });
  const link = `${app.url}/t/${taskLinkToken(keys, { participantId: participant.id, version: 0, expiresOn: 30_000 })}`;
  const token = programToken(keys, 1);
  const secrets = [reply, link.split("/t/")[1]!, token];
  await app.say({
    taskId,
    author: people.priya,
    text: "From our side: +1",
    uploads: [
      uploadOf("../../etc/passwd", "application/octet-stream", "x"),
      uploadOf("con.txt", "text/plain", "y"),
    ],
  });
  await app.say({
    taskId,
    author: people.priya,
    text: `Only for the team ${reply}`,
    isNote: true,
    uploads: [uploadOf("internal.txt", "text/plain", "Only for the team")],
  });
  await app.say({ taskId, author: people.ann, text: "Out of office", isQuiet: true });
  await sayByEmail(app, taskId, `By email, Grüße: ${reply} ${link} ${token}`);
  await publish(app.store, app.world, "priya");
  await book(app.store, {
    by: people.ann as { kind: "contact"; id: number },
    staffId: people.priya.id,
    startsAt: "2026-03-06T10:00:00.000Z",
    agenda: "Leads",
  });
  const outbox = outboxOf(app.portal);
  while ((await announce(outbox)) > 0);
  app.time.now = new Date(app.time.now.getTime() + 600_000);
  for (const row of await claimDue(outbox, 100, [])) await deliverOne(outbox, row);
  app.time.now = new Date(startedAt);
  return { app, taskId, secrets };
}

/** An email of Ann's in base64 that quotes what opens something. */
async function sayByEmail(app: App, taskId: number, text: string): Promise<void> {
  const raw = Buffer.from(
    [
      "From: Ann Weber <ann@harbordental.example>",
      "To: work@reply.northbeam.example",
      "Subject: Re: Form",
      "Message-ID: <export-1@harbordental.example>",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.from(text).toString("base64").replaceAll(/.{76}/gu, "$&\r\n"),
      "",
    ].join("\r\n"),
  );
  const emailId = await receiveEmail(app, { text });
  await app.store.write(async (rows) => {
    await recordBlob(rows, contentHash(raw), raw);
    await rows.run("update inbound_emails set raw_sha256 = ? where id = ?", contentHash(raw), emailId);
  });
  await app.say({
    taskId,
    author: app.world.people.ann,
    channel: "email",
    inboundEmailId: emailId,
    postedAt: "2026-03-02T09:00:01.000Z",
    reply: {
      kept: text,
      method: "test",
      confidence: 1,
      blocks: [
        { kind: "kept", text, html: "", evidence: "" },
        { kind: "quoted", text: `> ${text}`, html: "", evidence: "test" },
      ],
    },
  });
}

async function download(app: App, who: Parameters<App["signedIn"]>[0], path: string): Promise<Files> {
  const browser = await app.signedIn(who);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(app.url + path, { headers: { cookie } });
  expect(response.status).toBe(200);
  return unzip(Buffer.from(await response.arrayBuffer()));
}

function unzip(bytes: Buffer): Promise<Files> {
  return new Promise((resolve, reject) => {
    const files: Files = new Map();
    fromBuffer(bytes, { lazyEntries: true }, (fault, zip) => {
      if (fault !== null) return reject(fault);
      zip.on("entry", (entry: Entry) =>
        readEntry(zip, entry, (content) => {
          files.set(entry.fileName, content);
          zip.readEntry();
        }),
      );
      zip.once("end", () => resolve(files));
      zip.once("error", reject);
      zip.readEntry();
    });
  });
}

function readEntry(zip: ZipFile, entry: Entry, done: (content: Buffer) => void): void {
  zip.openReadStream(entry, (fault, stream) => {
    if (fault !== null) throw fault;
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.once("end", () => done(Buffer.concat(chunks)));
  });
}

function json(files: Files, path: string): AnyJson {
  return JSON.parse(files.get(path)!.toString()) as AnyJson;
}

/** Everything that is text, names and all. */
function dump(files: Files): string {
  return [...files].map(([path, bytes]) => `${path}\n${bytes.toString("utf8")}`).join("\n");
}
