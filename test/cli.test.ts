// The operator's commands as they are typed, on a database of their own, and a server that finds what they wrote.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { start } from "../src/start.ts";
import { migrate, sqliteFile } from "../src/store/database.ts";
import { migrationNames } from "../src/store/migrations.ts";
import { findSignIn } from "../src/store/sign-ins.ts";
import { signInToken } from "../src/threading/sign-in-token.ts";
import { openBrowser } from "./portal/app.ts";
import { tokenIn } from "./support/form-token.ts";
import { inreply as inOwnProcess, inreplyHere, type Ran } from "./support/inreply.ts";
import { sharedPool } from "./support/parse-pool.ts";

const program = fileURLToPath(new URL("../src/inreply.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "inreply-cli-"));
const DATABASE_URL = `sqlite:${folder}/operator.db`;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function inreply(words: string[], settings: Record<string, string> = {}): Promise<Ran> {
  return inreplyHere(words, { DATABASE_URL, ...settings });
}

function typed(words: string[], settings: Record<string, string> = {}): Promise<Ran> {
  return inOwnProcess(words, { DATABASE_URL, ...settings }, folder);
}

const priya = "priya.nair@agency.example";

function taskWords(title: string, by: string, message: string): string[] {
  return ["task", "open", title, "--client", "harbor & sons", "--by", by, "--message", message];
}

const says = (out: string): Ran => ({ exit: 0, out: `${out}\n`, err: "" });
const refuses = (err: string): Ran => ({ exit: 1, out: "", err: `${err}\n` });

beforeAll(async () => {
  const set = [
    await typed(["staff", "add", priya, "--zone", "Europe/London", "--locale", "en"]),
    await typed(["client", "add", "Harbor & Sons", "--plan", "premium"]),
    await typed(["contact", "add", "Ann@Harbor.example", "--client", "harbor & sons", "--approver"]),
    await typed(taskWords("Mend the booking form", priya, "Which times shall it offer?")),
  ];
  expect(set).toEqual([
    says("Priya Nair <priya.nair@agency.example> is staff now and can sign in by email."),
    says('Harbor & Sons is a client now. Next: inreply contact add EMAIL --client "Harbor & Sons"'),
    says("Ann <ann@harbor.example> is a contact of Harbor & Sons now and may approve finished work."),
    says("Task #1 is open; its first message goes out by email."),
  ]);
}, 60_000);

describe("a command that cannot be done is refused with a sentence", () => {
  it.each([
    [
      "a plan there is not",
      ["client", "add", "Nova", "--plan", "Gold"],
      "There is no plan “Gold”. The plans are: Standard, Premium, Elite.",
    ],
    [
      "a plan of numbers that are none",
      ["plan", "set", "Elite", "--tasks=0x3", "--strategy=", "--training=1e1"],
      [
        "--tasks is “0x3”, but must be a whole number from 1 to 50.",
        "--strategy is “”, but must be a whole number from 0 to 100.",
        "--training is “1e1”, but must be a whole number from 0 to 100.",
      ].join("\n"),
    ],
    [
      "a slip in the name of a plan",
      ["plan", "set", "Premum"],
      "There is no plan “Premum” yet, and a new one has to say what it gives. The plans are: Standard, Premium, Elite.",
    ],
    [
      "a client there is",
      ["client", "add", "HARBOR & SONS", "--plan", "Elite"],
      "There is a client called “Harbor & Sons” already.",
    ],
    [
      "a client there is not",
      ["contact", "add", "a@nova.example", "--client", "Nova"],
      "There is no client called “Nova”.",
    ],
    [
      "an address that is taken",
      ["staff", "add", "ANN@harbor.example"],
      "ann@harbor.example belongs to Ann already.",
    ],
    [
      "an address of ours",
      ["contact", "add", "help@Reply.northbeam.example", "--client", "harbor & sons"],
      "Mail to help@reply.northbeam.example comes in here, so nobody can be written to there. Give an address at which they read their email.",
    ],
    [
      "the address that our emails come from",
      ["staff", "add", "requests@reply.northbeam.example"],
      "Mail to requests@reply.northbeam.example comes in here, so nobody can be written to there. Give an address at which they read their email.",
    ],
    ["what is no address", ["staff", "add", "priya"], "“priya” is not an email address."],
    [
      "a zone there is not",
      ["staff", "add", "zoe@agency.example", "--zone", "Berlin"],
      "“Berlin” is not a time zone such as Europe/Berlin.",
    ],
    [
      "a language we do not speak",
      ["contact", "add", "zoe@harbor.example", "--client", "harbor & sons", "--locale", "fr"],
      "“fr” is not one of en, de.",
    ],
    [
      "a task by a contact",
      taskWords("T", "ann@harbor.example", "M"),
      "ann@harbor.example is nobody of the staff.",
    ],
    ["a task without words", taskWords("T", priya, " "), "Write a message or attach a file first."],
  ])(
    "(%s)",
    async (_, words, sentence) => {
      expect(await inreply(words)).toEqual(refuses(sentence));
    },
    30_000,
  );

  it("and the usage when it is no command, with the exit code of wrong usage", async () => {
    for (const [words, sentence] of [
      [["sing"], "There is no command “sing”."],
      [["client", "add", "--plan", "Elite"], "NAME is missing."],
      [["client", "add", "Nova"], "--plan is missing."],
      [
        ["client", "add", "Nova", "Optics", "--plan", "Elite"],
        "“client add” takes no further word “Optics”.",
      ],
    ] as const) {
      const { exit, out, err } = await typed([...words]);
      expect([exit, out, err.startsWith(sentence)]).toEqual([64, "", true]);
      expect(err).toContain("Usage: inreply COMMAND");
    }
  }, 30_000);

  it("and the settings that are wrong, or the database that is not there, with exit codes of their own", async () => {
    const settings = await typed(["staff", "add", "zoe@agency.example"], { PORT: "many" });
    expect([settings.exit, settings.out]).toEqual([78, ""]);
    expect(settings.err).toMatch(/^The settings have faults:\n {2}PORT /u);
    const file = await typed(["staff", "add", "zoe@agency.example", "--settings", `${folder}/none.env`]);
    expect(file).toMatchObject({ exit: 78, out: "" });
    expect(file.err).toMatch(/^The settings have faults:\n {2}\S+none\.env cannot be read: ENOENT.*\n$/u);
    const database = await typed(["staff", "add", "zoe@agency.example"], {
      DATABASE_URL: `sqlite:${program}/operator.db`,
    });
    expect([database.exit, database.out]).toEqual([69, ""]);
    expect(database.err).toMatch(/^The database that DATABASE_URL names cannot be opened: .+\n$/u);
  }, 30_000);
});

describe("inreply doctor", () => {
  it("prints each finding with its sign, and exits 0 when nothing is wrong", async () => {
    const { exit, out, err } = await inreply(["doctor"]);
    expect([exit, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Database\n {2}✓ SQLite 3[\d.]+\. What it has answered survives a power cut/mu);
    expect(out).toContain("  – No probe mail was sent yet.");
    expect(out).toMatch(/\d right, \d to look at, 0 wrong, \d not checked\.\n$/u);
  }, 30_000);

  it("exits 1 and goes on to the rest when there is no database, which it does not make", async () => {
    const file = `${folder}/none/operator.db`;
    const { exit, out } = await typed(["doctor", "--json"], { DATABASE_URL: `sqlite:${file}` });
    const groups = JSON.parse(out) as { title: string; findings: { check: string; status: string }[] }[];
    expect(exit).toBe(1);
    expect(groups.map(({ title }) => title)).toContain("Round trip");
    expect(groups.flatMap(({ findings }) => findings).find(({ check }) => check === "database")?.status).toBe(
      "fault",
    );
    expect(existsSync(file)).toBe(false);
  }, 30_000);

  it("tells faults of the settings as the other commands do", async () => {
    expect((await typed(["doctor"], { PORT: "many" })).exit).toBe(78);
  }, 30_000);
});

describe("the commands that need no database", () => {
  it("print the usage, and a new secret each time", async () => {
    const help = await typed(["--help"], { DATABASE_URL: "nonsense" });
    expect([help.exit, help.err]).toEqual([0, ""]);
    expect(help.out).toContain("client add NAME --plan PLAN");
    const [one, other] = await Promise.all([typed(["key"]), typed(["key"])]);
    expect([one.exit, one.err]).toEqual([0, ""]);
    expect(readConfig({ SECRET_KEYS: `0:${one.out.trim()}` }).secretKeys).toHaveLength(1);
    expect(one.out).not.toBe(other.out);
  }, 30_000);
});

describe("erase", () => {
  it("shows first what would go, does it when told to, and refuses whom it does not know", async () => {
    const settings = { DATABASE_URL: `sqlite:${join(folder, "erase.db")}` };
    await inreply(["client", "add", "Nova", "--plan", "Elite"], settings);
    await inreply(["contact", "add", "zoe.hart@nova.example", "--client", "Nova"], settings);
    const shown = await inreply(["contact", "erase", "Zoe.Hart@nova.example"], settings);
    expect(shown).toMatchObject({ exit: 0, err: "" });
    expect(shown.out).toBe(`This would erase: Zoe Hart, contact of Nova (zoe.hart@nova.example)
  0 emails that came in: sender, subject, text and 0 bytes as they came
  0 emails sent to them: recipient and content
  named elsewhere: 0 rows, by address or as “Zoe Hart”
Nothing was changed. Type it again with --yes to do it; nobody can undo it.
`);
    // They are there still, or it could not be done now.
    const done = await inreply(
      ["contact", "erase", "zoe.hart@nova.example", "--with-words", "--yes"],
      settings,
    );
    expect(done).toMatchObject({ exit: 0, err: "" });
    expect(done.out).toMatch(/^Erased: Zoe Hart, contact of Nova .*after restoring one, erase again\.\n$/su);
    expect(await inreply(["contact", "erase", "zoe.hart@nova.example", "--yes"], settings)).toEqual(
      refuses(
        "zoe.hart@nova.example belongs to no contact. For an address of nobody: inreply address erase.",
      ),
    );
    expect(await inreply(["address", "erase", "zoe.hart@nova.example", "--yes"], settings)).toMatchObject({
      exit: 0,
    });
  }, 60_000);
});

describe("contact approver", () => {
  it("says who may approve finished work: the first contact may, there is always one, and it is said again", async () => {
    const settings = { DATABASE_URL: `sqlite:${join(folder, "approver.db")}` };
    const run = (...words: string[]) => inreply(words, settings);
    await run("client", "add", "Nova", "--plan", "Elite");
    const zoe = await run("contact", "add", "zoe@nova.example", "--client", "Nova");
    expect(zoe).toEqual(
      says("Zoe <zoe@nova.example> is a contact of Nova now and may approve finished work."),
    );
    const max = await run("contact", "add", "max@nova.example", "--client", "Nova");
    expect(max).toEqual(says("Max <max@nova.example> is a contact of Nova now."));
    expect(await run("contact", "approver", "zoe@nova.example", "--remove")).toEqual(
      refuses("Zoe is the only one who may approve finished work. Name another one first."),
    );
    expect(await run("contact", "approver", "MAX@nova.example")).toEqual(
      says("Max may approve finished work now."),
    );
    expect(await run("contact", "approver", "max@nova.example")).toEqual(
      says("Max may approve finished work already."),
    );
    expect(await run("contact", "approver", "zoe@nova.example", "--remove")).toEqual(
      says("Zoe may not approve finished work any more."),
    );
    expect(await run("contact", "approver", "zoe@nova.example", "--remove")).toEqual(
      says("Zoe may not approve finished work."),
    );
    expect(await run("contact", "approver", "nobody@nova.example")).toEqual(
      refuses("nobody@nova.example belongs to no contact."),
    );
  }, 60_000);
});

describe("migrate", () => {
  it("says what it did, and that there was nothing to do", async () => {
    const url = `sqlite:${join(folder, "fresh.db")}`;
    const newest = migrationNames().at(-1);
    expect(await inreply(["migrate"], { DATABASE_URL: url })).toEqual(
      says(`The database was empty and is at ${newest} now.`),
    );
    expect(await inreply(["migrate"], { DATABASE_URL: url })).toEqual(
      says(`The database is at ${newest} already, the newest there is.`),
    );
    const old = `sqlite:${join(folder, "old.db")}`;
    await migrate(old, "0004-messages");
    expect(await inreply(["migrate"], { DATABASE_URL: old })).toEqual(
      says(`The database went from 0004-messages to ${newest}, in ${migrationNames().length - 4} steps.`),
    );
  }, 30_000);

  it("and every other command refuse a database of a newer version, with the exit code of one that is not there", async () => {
    const url = `sqlite:${join(folder, "newer.db")}`;
    await migrate(url);
    const newer = new Database(sqliteFile(url));
    newer.exec("insert into knex_migrations (name, batch, migration_time) values ('9999-later', 2, 0)");
    newer.close();
    for (const words of [["migrate"], ["start"], ["staff", "add", "zoe@agency.example"]]) {
      const ran = await typed(words, { DATABASE_URL: url, PORT: "0" });
      expect([words, ran.exit, ran.out]).toEqual([words, 69, ""]);
      expect(ran.err).toMatch(/^The database .+ a newer version of Inreply has used it .+ made before\.\n$/u);
    }
  }, 60_000);
});

describe("a server on that database", () => {
  it("writes to the contact, lets staff sign in, and shows the task with its client", async () => {
    const started = await start(readConfig({ DATABASE_URL, PORT: "0", LOG_LEVEL: "silent" }), {
      pool: sharedPool(),
    });
    try {
      await started.workers.settled();
      const sent = await started.store.read.all("select to_address as address, status from outbound_emails");
      expect(sent).toEqual([{ address: "ann@harbor.example", status: "sent" }]);

      const browser = openBrowser(started.localUrl);
      await browser.post("/sign-in", { address: priya });
      const signIn = await findSignIn(started.store.read, 1);
      const link = `/sign-in/${signInToken(started.keys, signIn!.id)}`;
      await browser.post(link, { "form-token": tokenIn((await browser.get(link)).text, link) });
      const tasks = await browser.get("/tasks");
      expect(tasks.text).toContain("Priya Nair");
      expect(tasks.text).toContain("Mend the booking form");
      expect(tasks.text).toContain("Harbor &amp; Sons");
    } finally {
      await started.stop();
    }
  }, 30_000);
});
