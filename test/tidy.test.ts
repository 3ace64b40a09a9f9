// The house rules that can be checked: what each room may import (by running the linter), how files look, what is named how.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));

/** The import table: for each place, what it may import and what it may not, as one would write it there. */
const table: Record<string, { may: string[]; mayNot: string[] }> = {
  "src/domain/a.ts": {
    may: ["./person.ts", "temporal-polyfill"],
    mayNot: ["../store/rows.ts", "../config.ts", "node:crypto", "express", "knex", "../../fixtures/world.ts"],
  },
  "src/reply/a.ts": {
    may: ["./line.ts", "../domain/message.ts", "htmlparser2", "email-reply-parser"],
    mayNot: ["../store/rows.ts", "../threading/token.ts", "../inbox/parse.ts", "node:fs", "express"],
  },
  "src/reply/text/a.ts": {
    may: ["../line.ts", "../words/verbs.ts", "../../domain/message.ts", "email-reply-parser"],
    mayNot: ["../../store/rows.ts", "../../sandbox/program.ts", "../../inbox/parse.ts", "node:fs", "express"],
  },
  "src/threading/a.ts": {
    may: ["../domain/address.ts", "node:crypto"],
    mayNot: ["../reply/line.ts", "../store/rows.ts", "../config.ts", "node:fs", "pino"],
  },
  "src/store/a.ts": {
    may: ["../domain/person.ts", "knex", "pg", "better-sqlite3", "@aws-sdk/client-s3", "node:fs"],
    mayNot: [
      "../actions/open-task.ts",
      "../threading/token.ts",
      "../config.ts",
      "express",
      "../../migrations/a.ts",
    ],
  },
  "src/actions/a.ts": {
    may: ["../domain/person.ts", "../store/tasks.ts"],
    mayNot: [
      "../threading/token.ts",
      "../outbox/announce.ts",
      "../portal/page.ts",
      "../config.ts",
      "knex",
      "express",
    ],
  },
  "src/inbox/a.ts": {
    may: [
      "../reply/extract.ts",
      "../threading/token.ts",
      "../store/rows.ts",
      "../actions/open-task.ts",
      "../webhook/refusal.ts",
      "mailparser",
      "asn1js",
      "ical.js",
    ],
    mayNot: [
      "../outbox/mime.ts",
      "../portal/page.ts",
      "../sandbox/sandbox.ts",
      "../config.ts",
      "../main.ts",
      "knex",
      "express",
      "busboy",
    ],
  },
  "src/inbox/tnef/a.ts": {
    may: ["./read-tnef.ts", "../text-decoding.ts", "../../domain/person.ts", "node:crypto"],
    mayNot: ["../../store/rows.ts", "../../threading/token.ts", "../../portal/page.ts", "mailparser", "knex"],
  },
  "src/inbox/commands/a.ts": {
    may: ["./plain-tokens.ts", "../../domain/person.ts"],
    mayNot: [
      "../classify.ts",
      "../../reply/extract.ts",
      "../../store/rows.ts",
      "../../actions/open-task.ts",
      "../../threading/token.ts",
      "node:crypto",
      "mailparser",
    ],
  },
  "src/inbox/receive-a.ts": {
    may: ["express", "busboy", "../store/rows.ts", "../webhook/caller.ts"],
    mayNot: ["../outbox/mime.ts", "../portal/page.ts", "../config.ts", "knex"],
  },
  "src/webhook/a.ts": {
    may: ["./refusal.ts", "../domain/clock.ts", "../store/rows.ts", "express", "pino", "node:crypto"],
    mayNot: [
      "../actions/open-task.ts",
      "../threading/token.ts",
      "../inbox/receive.ts",
      "../outbox/outbox.ts",
      "../portal/page.ts",
      "../config.ts",
      "busboy",
      "knex",
    ],
  },
  "src/outbox/a.ts": {
    may: [
      "../domain/task.ts",
      "../threading/token.ts",
      "../store/rows.ts",
      "../actions/record-delivery.ts",
      "../actions/pause-address.ts",
      "../render.ts",
      "@sendgrid/mail",
      "pino",
    ],
    mayNot: [
      "../actions/open-task.ts",
      "../webhook/caller.ts",
      "../inbox/parse.ts",
      "../portal/page.ts",
      "../reply/line.ts",
      "../config.ts",
      "express",
      "knex",
    ],
  },
  "src/outbox/provider-events.ts": {
    may: ["../actions/record-delivery.ts", "../webhook/caller.ts", "../threading/token.ts", "express"],
    mayNot: [
      "../actions/open-task.ts",
      "../inbox/receive.ts",
      "../portal/page.ts",
      "../render.ts",
      "../config.ts",
      "busboy",
    ],
  },
  "src/portal/a.ts": {
    may: [
      "../domain/task.ts",
      "../store/tasks.ts",
      "../actions/open-task.ts",
      "../export/export-client.ts",
      "../render.ts",
      "express",
    ],
    mayNot: [
      "../inbox/parse.ts",
      "../outbox/mime.ts",
      "../threading/token.ts",
      "../sandbox/sandbox.ts",
      "../config.ts",
      "knex",
      "pg",
    ],
  },
  "src/export/a.ts": {
    may: ["../domain/task.ts", "../store/exports.ts", "yazl", "csv-stringify/sync", "node:stream"],
    mayNot: [
      "../actions/open-task.ts",
      "../portal/page.ts",
      "../outbox/mime.ts",
      "../threading/mask.ts",
      "../config.ts",
      "express",
      "knex",
    ],
  },
  "src/api/a.ts": {
    may: ["../domain/task.ts", "../store/tasks.ts", "../actions/open-task.ts", "express", "node:crypto"],
    mayNot: [
      "../portal/page.ts",
      "../threading/program-token.ts",
      "../outbox/announce.ts",
      "../programs/programs.ts",
      "../config.ts",
      "knex",
    ],
  },
  "src/programs/a.ts": {
    may: [
      "../domain/program.ts",
      "../threading/program-token.ts",
      "../store/tasks.ts",
      "../actions/pause-webhook-endpoint.ts",
      "ipaddr.js",
      "node:https",
    ],
    mayNot: [
      "../actions/open-task.ts",
      "../outbox/deliver.ts",
      "../portal/page.ts",
      "../api/api.ts",
      "../config.ts",
      "express",
      "knex",
    ],
  },
  "src/setup/a.ts": {
    may: [
      "../domain/finding.ts",
      "../store/probes.ts",
      "../threading/token.ts",
      "node:dns/promises",
      "@sendgrid/client",
    ],
    mayNot: [
      "../outbox/smtp.ts",
      "../portal/page.ts",
      "../config.ts",
      "../resolver.ts",
      "nodemailer",
      "express",
      "knex",
    ],
  },
  "src/sandbox/a.ts": {
    may: ["../portal/words.ts", "../outbox/courier.ts", "../actions/open-task.ts", "../../fixtures/world.ts"],
    mayNot: [
      "../inbox/process.ts",
      "../reply/extract.ts",
      "../threading/token.ts",
      "../main.ts",
      "../cli.ts",
      "knex",
    ],
  },
  "src/sandbox/situations/a.ts": {
    may: ["../simulator.ts", "../../domain/address.ts", "../../outbox/courier.ts", "node:crypto"],
    mayNot: ["../../inbox/process.ts", "../../store/rows.ts", "../../threading/token.ts", "express", "knex"],
  },
  "src/workers.ts": {
    may: ["pino"],
    mayNot: ["./config.ts", "./store/rows.ts", "./main.ts", "express"],
  },
  "src/server.ts": {
    may: [
      "./portal/page.ts",
      "./inbox/receive.ts",
      "./outbox/provider-events.ts",
      "./sandbox/sandbox.ts",
      "./domain/problem.ts",
      "express",
    ],
    mayNot: ["./outbox/deliver.ts", "./main.ts", "./cli.ts", "./config.ts", "./store/rows.ts", "knex"],
  },
  "src/start.ts": { may: ["./config.ts", "./store/database.ts"], mayNot: ["./main.ts", "./cli.ts"] },
  "src/config.ts": {
    may: ["./domain/address.ts", "./store/database.ts"],
    mayNot: ["./main.ts", "./portal/page.ts"],
  },
  "src/operator/a.ts": {
    may: [
      "./archive.ts",
      "../store/snapshot.ts",
      "../actions/erase-contact.ts",
      "../inbox/parse.ts",
      "../reply/extract.ts",
      "../config.ts",
      "../setting.ts",
      "tar-stream",
    ],
    mayNot: ["../main.ts", "../cli.ts", "../start.ts", "../outbox/mime.ts", "../inbox/process.ts", "knex"],
  },
  "src/operator/seeded/a.ts": {
    may: ["./chance.ts", "../../domain/message.ts", "../../store/bulk-rows.ts"],
    mayNot: ["../seed.ts", "../../actions/open-task.ts", "../../config.ts", "../../main.ts", "knex"],
  },
  "migrations/a.ts": { may: ["knex"], mayNot: ["../src/domain/task.ts", "../src/store/rows.ts", "node:fs"] },
  "fixtures/a.ts": { may: ["./world.ts"], mayNot: ["../src/domain/task.ts", "knex"] },
};

describe("the linter", () => {
  const tree = mkdtempSync(join(tmpdir(), "inreply-tidy-"));
  let findings: { code: string; file: string; line: number }[];

  beforeAll(() => {
    copyFileSync(join(root, ".oxlintrc.json"), join(tree, ".oxlintrc.json"));
    const compilerOptions = { strict: true, module: "nodenext", target: "es2023", types: [], noEmit: true };
    writeFileSync(join(tree, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
    for (const [place, { may, mayNot }] of Object.entries(table)) {
      write(place, [...may, ...mayNot].map((from) => `import ${JSON.stringify(from)};`).join("\n"));
    }
    write("src/portal/dynamic.ts", 'export const page = () => import("../outbox/mime.ts");');
    write("src/actions/type.ts", 'import type { Page } from "../portal/page.ts";\nexport type Later = Page;');
    write("src/domain/one.ts", 'export { two } from "./two.ts";\nexport const one = 1;');
    write("src/domain/two.ts", 'export { one } from "./one.ts";\nexport const two = 2;');
    write("src/store/forgets.ts", forgetful);
    const oxlint = join(root, "node_modules/.bin/oxlint");
    const ran = spawnSync(oxlint, ["--type-aware", "--format", "json"], { cwd: tree, encoding: "utf8" });
    const { diagnostics } = JSON.parse(ran.stdout) as {
      diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[];
    };
    findings = diagnostics.map(({ code, filename, labels }) => ({
      code,
      file: filename,
      line: labels[0]?.span.line ?? 0,
    }));
  });
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  function write(place: string, text: string): void {
    mkdirSync(dirname(join(tree, place)), { recursive: true });
    writeFileSync(join(tree, place), `${text}\n`);
  }
  const linesOf = (code: string, file: string) =>
    findings
      .filter((finding) => finding.code === code && finding.file === file)
      .map(({ line }) => line)
      .toSorted((one, other) => one - other);

  it.each(Object.entries(table))(
    "lets %s import what its room may, and nothing else",
    (place, { may, mayNot }) => {
      const imports = [...may, ...mayNot];
      const reported = linesOf("eslint(no-restricted-imports)", place).map((line) => imports[line - 1]);
      expect(reported).toEqual(mayNot);
    },
  );

  it("sees imports of types and imports made while running", () => {
    expect(linesOf("eslint(no-restricted-imports)", "src/portal/dynamic.ts")).toEqual([1]);
    expect(linesOf("eslint(no-restricted-imports)", "src/actions/type.ts")).toEqual([1]);
  });

  it("reports circles, promises that nobody waits for, also of query builders, and switches with a hole", () => {
    expect(linesOf("import(no-cycle)", "src/domain/one.ts")).toHaveLength(1);
    expect(linesOf("typescript(no-floating-promises)", "src/store/forgets.ts")).toEqual([4, 5]);
    expect(linesOf("typescript(switch-exhaustiveness-check)", "src/store/forgets.ts")).toEqual([6]);
    expect(linesOf("eslint(no-console)", "src/store/forgets.ts")).toEqual([7]);
    expect(linesOf("import(no-default-export)", "src/store/forgets.ts")).toEqual([10]);
  });

  it("has a row in the import table for every room of src", () => {
    const rooms = listFolders(join(root, "src"));
    const rows = new Set(Object.keys(table).map((place) => place.split("/")[1]));
    expect(rooms.filter((room) => !rows.has(room))).toEqual([]);
  });
});

const forgetful = `interface Query extends PromiseLike<number> { where(): Query }
declare const query: Query;
export function forget(kind: "one" | "two", work: () => Promise<void>): void {
  work();
  query.where();
  switch (kind) {
    case "one": console.log(kind);
  }
}
export default forget;`;

const bannedNames = /^(?:utils?|helpers?|common|misc|types?|constants?|service|manager|index)\b/u;
const lengthMax = 200;
/** Longer than a file should be, each with its reason. */
const longFiles: Record<string, string> = {
  "src/store/inbound-emails.ts": "one table's statements, most of the lines its columns",
  "src/store/messages.ts": "one table family's statements, most of the lines its columns",
  "src/inbox/parse-pool.ts": "one pool: its queue, its threads and how each is stopped",
  "src/reply/html/elements.ts": "one stack of open elements and what each tag does to it",
  "src/reply/html/line-writer.ts": "one writer: the state of a line and all that changes it",
  "src/reply/words/attribution-words.ts": "one table of words, a line of real mail above each language",
  "src/reply/words/header-labels.ts": "one table of words, a block of real mail above each language",
};

describe("every file", () => {
  const sources = listFiles(join(root, "src"));
  const all = ["src", "migrations", "test", "fixtures"].flatMap((folder) => listFiles(join(root, folder)));

  it("of src opens with a comment that says what it does", () => {
    const silent = sources.filter((file) => !/^(?:#!.*\n)?(?:\/\/|\/\*)/u.test(readFileSync(file, "utf8")));
    expect(silent.map(shown)).toEqual([]);
  });

  it(`of src has at most ${lengthMax} lines, or a reason`, () => {
    const long = sources
      .filter((file) => readFileSync(file, "utf8").split("\n").length - 1 > lengthMax)
      .map(shown);
    expect(long.toSorted()).toEqual(Object.keys(longFiles).toSorted());
  });

  it("has a name that says what is in it", () => {
    expect(all.filter((file) => bannedNames.test(basename(file))).map(shown)).toEqual([]);
  });

  it("of test runs all its tests", () => {
    const held = /\b(?:it|test|describe|suite)\.(?:only|skip|todo|skipIf|runIf|fails)\b|\bskip\(/u;
    const tests = listFiles(join(root, "test")).filter((file) => file !== fileURLToPath(import.meta.url));
    expect(tests.filter((file) => held.test(readFileSync(file, "utf8"))).map(shown)).toEqual([]);
  });

  it("of migrations stands alone and has the next number", () => {
    const migrations = listFiles(join(root, "migrations"));
    const imports = migrations.flatMap((file) => [
      ...readFileSync(file, "utf8").matchAll(/from "([^"]+)"/gu),
    ]);
    expect(new Set(imports.map((match) => match[1]))).toEqual(new Set(["knex"]));
    const numbers = migrations.map((file) => /^(\d{4})-[a-z-]+\.ts$/u.exec(basename(file))?.[1]);
    expect(numbers).toEqual(migrations.map((_, index) => String(index + 1).padStart(4, "0")));
  });

  it("of the email templates comes as subject, text and html", () => {
    const folder = join(root, "templates/email");
    const kinds = new Set(readdirSync(folder).map((file) => file.split(".")[0]!));
    expect(kinds.size).toBeGreaterThan(0);
    for (const kind of kinds) {
      for (const part of ["subject", "text", "html"]) {
        expect(existsSync(join(folder, `${kind}.${part}.hbs`)), `${kind}.${part}.hbs`).toBe(true);
      }
    }
  });
});

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:ts|mjs|js)$/u.test(file))
    .map((file) => join(folder, file))
    .toSorted();
}

function listFolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
}

function shown(file: string): string {
  return relative(root, file);
}
