// The key beside the database: made once, kept private, the same for every process that starts.
import { execFile } from "node:child_process";
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { keyBesideDatabase, newSecret } from "../src/key-file.ts";
import { keyRing } from "../src/threading/token.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "inreply-key-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it("makes a key that a key ring takes, in a folder that need not be there", () => {
  const file = join(newFolder(), "data/deeper/inreply.db");
  const key = keyBesideDatabase(file);
  expect(key.secret).toHaveLength(32);
  expect(keyRing([key]).current).toBe(key);
});

it("answers the same key from then on", () => {
  const file = join(newFolder(), "inreply.db");
  const secret = Buffer.from(keyBesideDatabase(file).secret).toString("hex");
  expect(Buffer.from(keyBesideDatabase(file).secret).toString("hex")).toBe(secret);
  expect(Buffer.from(keyBesideDatabase(join(newFolder(), "inreply.db")).secret).toString("hex")).not.toBe(
    secret,
  );
});

it("lets only its owner read it and leaves nothing else behind", () => {
  const folder = newFolder();
  keyBesideDatabase(join(folder, "inreply.db"));
  expect(readdirSync(folder)).toEqual(["secret.key"]);
  expect(statSync(join(folder, "secret.key")).mode & 0o777).toBe(0o600);
});

it("is one key for processes that start at the same moment", async () => {
  const file = join(newFolder(), "inreply.db");
  const module = fileURLToPath(new URL("../src/key-file.ts", import.meta.url));
  const script = `import { keyBesideDatabase } from ${JSON.stringify(module)};
    process.stdout.write(Buffer.from(keyBesideDatabase(${JSON.stringify(file)}).secret).toString("hex"));`;
  const run = promisify(execFile);
  const ran = await Promise.all(
    [1, 2, 3].map(() => run(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script])),
  );
  expect(ran[0]?.stdout).toHaveLength(64);
  expect(new Set(ran.map(({ stdout }) => stdout)).size).toBe(1);
}, 30_000);

it.each(["", "c2hvcnQ=\n", "no base64 at all"])(
  "refuses a file that holds %j, naming it, and does not replace it",
  (text) => {
    const folder = newFolder();
    const file = join(folder, "secret.key");
    writeFileSync(file, text);
    expect(() => keyBesideDatabase(join(folder, "inreply.db"))).toThrow(
      `${file} does not hold 32 bytes in base64.`,
    );
    expect(readFileSync(file, "utf8")).toBe(text);
  },
);

it("makes new secrets of 32 bytes in base64", () => {
  expect(Buffer.from(newSecret(), "base64")).toHaveLength(32);
  expect(newSecret()).not.toBe(newSecret());
});

it("belongs to the owner of its folder when root typed the command that made it", () => {
  const folder = newFolder();
  const nobody = 65_534;
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(folder, nobody, nobody);
  keyBesideDatabase(join(folder, "inreply.db"));
  expect(statSync(join(folder, "secret.key")).uid).toBe(isRoot ? nobody : process.getuid?.());
});
