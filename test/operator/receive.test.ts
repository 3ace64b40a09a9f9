// `inreply receive` as mail servers call it: a mail on standard input, its envelope in words or in the environment. It ends
// with 0 once the mail is safe and with 75 in every other case.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { receiveFromPipe } from "../../src/operator/receive.ts";
import { start } from "../../src/start.ts";
import { getBlob } from "../../src/store/blobs.ts";
import { openStore } from "../../src/store/database.ts";
import { findInboundEmail, listInboundEmails, type InboundEmailRow } from "../../src/store/inbound-emails.ts";
import { listIntakeFaults } from "../../src/store/intake-faults.ts";
import { inreplyWith } from "../support/inreply.ts";
import { sharedPool } from "../support/parse-pool.ts";

// Each test starts a process or two.
vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), "inreply-pipe-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let databases = 0;
const newDatabase = () => `sqlite:${folder}/${++databases}.db`;

const mail = "From: Ann <ann@harbor.example>\nSubject: Hello\n\nYes.\n";
const to = "requests@reply.northbeam.example";

/** Runs the command with this mail on its standard input. */
async function receive(words: string[], input: string | Buffer, settings: Record<string, string>) {
  const { exit, err } = await inreplyWith(
    ({ stdin }) => stdin?.end(input),
    ["receive", ...words],
    settings,
    folder,
  );
  return { exit, err };
}

/** The one email of a database, and its bytes. */
async function stored(url: string): Promise<{ email: InboundEmailRow; raw: string }> {
  const store = await openStore(url);
  try {
    const [listed, ...others] = await listInboundEmails(store.read, 1);
    expect(others).toEqual([]);
    const email = (await findInboundEmail(store.read, listed!.id))!;
    return { email, raw: (await getBlob(store.read, email.rawSha256)).toString("latin1") };
  } finally {
    await store.close();
  }
}

async function isStored(url: string): Promise<void> {
  const { email, raw } = await stored(url);
  expect(raw).toBe(mail);
  expect(email).toMatchObject({
    source: "pipe",
    envelopeFrom: "bounce+x@client.example",
    envelopeTo: to,
    providerFields: { senderIp: "192.0.2.7" },
    status: "pending",
  });
}

async function* piped(input: string) {
  for (const piece of input === "" ? [] : [input.slice(0, 20), input.slice(20)])
    yield await Promise.resolve(Buffer.from(piece));
}

describe("a mail is safe", () => {
  it.each([
    ["Postfix's pipe", { from: "bounce+x@client.example", to, ip: "192.0.2.7" }, {}, mail],
    [
      "Postfix's local(8)",
      {},
      {
        SENDER: "bounce+x@client.example",
        RECIPIENT: "inreply@mx.northbeam.example",
        ORIGINAL_RECIPIENT: to,
        CLIENT_ADDRESS: "192.0.2.7",
      },
      mail,
    ],
    [
      "Exim",
      { ip: "192.0.2.7" },
      { SENDER: "bounce+x@client.example", LOCAL_PART: "requests", DOMAIN: "reply.northbeam.example" },
      mail,
    ],
    [
      "procmail",
      { to, ip: "192.0.2.7" },
      {},
      `From bounce+x@client.example  Mon Mar  2 10:00:00 2026\n${mail}`,
    ],
    ["Sieve", { ip: "192.0.2.7" }, { SENDER: "bounce+x@client.example", RECIPIENT: to }, mail],
  ])("with its envelope, from %s", async (_, typed, environment, input) => {
    const DATABASE_URL = newDatabase();
    await receiveFromPipe(piped(input), typed, { DATABASE_URL, ...environment });
    await isStored(DATABASE_URL);
  });

  it("with its envelope, by the command, which says nothing", async () => {
    const DATABASE_URL = newDatabase();
    const words = ["--from=bounce+x@client.example", "--to", to, "--ip=192.0.2.7"];
    expect(await receive(words, mail, { DATABASE_URL })).toEqual({ exit: 0, err: "" });
    await isStored(DATABASE_URL);
  });

  it("with settings from a file, an empty sender, and any bytes; the same again is the same mail", async () => {
    const DATABASE_URL = newDatabase();
    const file = join(folder, "inreply.env");
    writeFileSync(file, `# ours\nDATABASE_URL="${DATABASE_URL}"\n`);
    const bytes = Buffer.concat([
      Buffer.from("Subject: x\r\n\r\n"),
      Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => i)),
    ]);
    for (let time = 0; time < 2; time++) {
      const words = ["--settings", file, "--from=", `--to=${to}`];
      expect(await receive(words, bytes, {})).toEqual({ exit: 0, err: "" });
    }
    const { email, raw } = await stored(DATABASE_URL);
    expect(email.envelopeFrom).toBe("");
    expect(raw).toBe(bytes.toString("latin1"));
  });

  it("once for each of several recipients", async () => {
    const DATABASE_URL = newDatabase();
    const words = [`--to=${to}`, "--to=support@northbeam.example"];
    expect((await receive(words, mail, { DATABASE_URL })).exit).toBe(0);
    const store = await openStore(DATABASE_URL);
    const listed = await listInboundEmails(store.read, 1);
    await store.close();
    expect(listed.map(({ envelopeTo }) => envelopeTo).toSorted()).toEqual([to, "support@northbeam.example"]);
  });

  it("at a running server, which reads it", async () => {
    const config = { DATABASE_URL: newDatabase(), PORT: "0", LOG_LEVEL: "silent" };
    const INBOUND_TOKEN = "a-long-enough-token";
    const server = await start(readConfig({ ...config, INBOUND_TOKEN }), { pool: sharedPool() });
    try {
      const words = [`--post=${server.localUrl}`, "--from=ann@harbor.example", `--to=${to}`];
      // The caller knows nothing of the database.
      expect(await receive(words, mail, { INBOUND_TOKEN })).toEqual({ exit: 0, err: "" });
      await server.workers.settled();
      const [listed] = await listInboundEmails(server.store.read, 1);
      expect(listed).toMatchObject({ status: "held", reason: "stranger", envelopeTo: to });
      const wrong = await receive(words, mail, { INBOUND_TOKEN: "another-long-token" });
      expect(wrong).toMatchObject({ exit: 75, err: expect.stringContaining("503") });
    } finally {
      await server.stop();
    }
  });

  it("is found by a running server within seconds when it was stored beside it", async () => {
    const DATABASE_URL = newDatabase();
    const server = await start(readConfig({ DATABASE_URL, PORT: "0", LOG_LEVEL: "silent" }), {
      pool: sharedPool(),
    });
    try {
      expect((await receive([`--to=${to}`, "--from=a@b.example"], mail, { DATABASE_URL })).exit).toBe(0);
      await expect
        .poll(async () => (await listInboundEmails(server.store.read, 1))[0]?.status, { timeout: 10_000 })
        .toBe("held");
    } finally {
      await server.stop();
    }
  });
});

describe("a mail that is not safe is left to the mail server", () => {
  const DATABASE_URL = newDatabase();
  it.each([
    ["there is no recipient", [], mail, { DATABASE_URL }, "names no recipient"],
    ["a word is unknown", [`--too=${to}`], mail, { DATABASE_URL }, "--too"],
    ["a setting is wrong", [`--to=${to}`], mail, { DATABASE_URL, PORT: "x" }, "PORT"],
    ["the settings' file is missing", ["--settings=/nowhere", `--to=${to}`], mail, {}, "/nowhere"],
    [
      "the database cannot be opened",
      [`--to=${to}`],
      mail,
      { DATABASE_URL: "sqlite:/dev/null/such.db" },
      "DATABASE_URL",
    ],
    [
      "no server listens",
      ["--post=http://127.0.0.1:1", `--to=${to}`],
      mail,
      {},
      "The mail was not stored, try again",
    ],
  ])("because %s", async (_, words, input, settings, said) => {
    const ran = await receive(words, input, settings);
    expect(ran).toMatchObject({ exit: 75, err: expect.stringContaining(said) });
    expect(ran.err).not.toContain("    at ");
  });

  it.each([
    ["the recipient is no address", { to: "root" }, mail, "No recipient of the envelope is an email address"],
    ["there is no mail", { to }, "", "no mail on standard input"],
  ])("because %s, which is told in a sentence", async (_, typed, input, said) => {
    await expect(receiveFromPipe(piped(input), typed, { DATABASE_URL })).rejects.toThrow(said);
  });

  it("because it is larger than we take, which the desk shows", async () => {
    const url = newDatabase();
    const settings = { DATABASE_URL: url, EMAIL_BYTES_MAX: "65536" };
    const ran = await receive([`--to=${to}`], `${mail}${"x".repeat(70_000)}`, settings);
    expect(ran).toMatchObject({ exit: 75, err: expect.stringContaining("larger than 65536 bytes") });
    const store = await openStore(url);
    const faults = await listIntakeFaults(store.read, "2000-01-01T00:00:00.000Z");
    await store.close();
    expect(faults).toMatchObject([{ route: "inreply receive", count: 1 }]);
  });

  it("because the command is stopped while the mail still comes", async () => {
    const place = join(folder, "stopped.db");
    const ran = await inreplyWith(
      (child) => {
        child.stdin?.write(mail);
        // By then it reads.
        const isThere = vi.waitUntil(() => existsSync(place), { timeout: 50_000 });
        void isThere.finally(() => child.kill("SIGTERM"));
      },
      ["receive", `--to=${to}`],
      { DATABASE_URL: `sqlite:${place}` },
    );
    expect(ran.exit).toBe(75);
  });

  it.each([
    ["says nothing of the mail", "Welcome!", "no server of Inreply"],
    ["says that it stored it for nobody", '{"stored":0,"known":0}', "no server of Inreply"],
    ["says null", "null", "no server of Inreply"],
    ["never ends", undefined, "no server of Inreply"],
  ])("because what answers 200 %s", async (_, body, said) => {
    const liar = createServer((request, response) => {
      request.resume();
      if (body !== undefined) return void response.end(body);
      const more = setInterval(() => response.write("x".repeat(65_536)), 1);
      response.on("close", () => clearInterval(more));
    }).listen(0, "127.0.0.1");
    await once(liar, "listening");
    try {
      const { port } = liar.address() as AddressInfo;
      const ran = await receive([`--post=http://127.0.0.1:${port}`, `--to=${to}`], mail, {});
      expect(ran).toMatchObject({ exit: 75, err: expect.stringContaining(said) });
    } finally {
      liar.closeAllConnections();
      liar.close();
    }
  });

  it("because the URL names a password, which is not shown", async () => {
    const ran = await receive(["--post=http://x:sesame@127.0.0.1:1", `--to=${to}`], mail, {});
    expect(ran).toMatchObject({ exit: 75, err: expect.stringContaining("INBOUND_TOKEN") });
    expect(ran.err).not.toContain("sesame");
  });

  it("because the packages are being put in place anew", async () => {
    const copied = join(folder, "inreply.mjs");
    copyFileSync(fileURLToPath(new URL("../../src/inreply.mjs", import.meta.url)), copied);
    const child = spawn(process.execPath, [copied, "receive", `--to=${to}`], { cwd: folder });
    child.stdin.on("error", () => {});
    child.stdin.end(mail);
    expect(await once(child, "close")).toEqual([75, null]);
  });

  it("because the program itself is broken", async () => {
    const broken = 'setImmediate(() => { throw new Error("broken"); })';
    // It breaks as soon as it has made up its mind how it ends, long before the sources are there.
    const fault = `process.on("newListener", (name) => { if (name === "SIGTERM") ${broken}; });`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(fault)}`;
    const ran = await receive([`--to=${to}`], mail, { DATABASE_URL, NODE_OPTIONS });
    expect(ran).toMatchObject({ exit: 75, err: expect.stringContaining("broken") });
  });
});
