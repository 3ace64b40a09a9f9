// What the list of processes may show of a database's URL, told by a program that stands in for PostgreSQL's.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { runProgram } from "../../src/store/postgres-programs.ts";

it.each([
  ["before the host", "postgres://ann:sesame@db.example/inreply"],
  ["as a parameter", "postgres://ann@db.example/inreply?password=sesame&sslmode=require"],
  ["twice, of which the parameter counts", "postgres://ann:other@db.example/inreply?password=sesame"],
])("a password %s is handed over in the environment and shown by no list of processes", async (_, url) => {
  const folder = mkdtempSync(join(tmpdir(), "inreply-programs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  onTestFinished(() => void vi.unstubAllEnvs());
  const said = join(folder, "said");
  const program = join(folder, "pg_dump");
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$PGPASSWORD" "$@" > '${said}'\n`);
  chmodSync(program, 0o700);
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env["PATH"] ?? ""}`);
  await runProgram("pg_dump", ["--compress=0"], url);
  const [password, ...words] = readFileSync(said, "utf8").trim().split("\n");
  expect(password).toBe("sesame");
  expect(words.join(" ")).toMatch(/^--dbname=postgres:\/\/ann@db\.example\/inreply\S* --compress=0$/u);
  expect(words.join(" ")).not.toMatch(/sesame|other/u);
});
