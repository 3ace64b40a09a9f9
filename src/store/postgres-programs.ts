// PostgreSQL's own programs for dumping and restoring: found on the PATH or where Debian keeps them, and run.
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { SnapshotFault } from "./snapshot-fault.ts";

export type PostgresProgram = "pg_dump" | "pg_restore" | "psql";

const debianRoot = "/usr/lib/postgresql";
const faultLengthMax = 600;

/**
 * Runs a program; with `url` on that database, whose password no list of processes shows. Throws SnapshotFault with what
 * it said when it fails or is not there.
 */
export async function runProgram(
  program: PostgresProgram,
  args: readonly string[],
  url?: string,
): Promise<void> {
  const path = findProgram(program);
  const { dbname, password } = url === undefined ? {} : connectionOf(url);
  const whole = [...(dbname === undefined ? [] : [`--dbname=${dbname}`]), ...args];
  const env = { ...process.env, ...(password === undefined ? {} : { PGPASSWORD: password }) };
  const child = spawn(path, whole, { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (said.length < faultLengthMax) said += text;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (status !== 0) throw new SnapshotFault(`${program} failed: ${wordsOf(said)}`);
}

/** The first of its kind on the PATH, else the newest that Debian's packages brought. */
function findProgram(program: PostgresProgram): string {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, program));
  const versions = existsSync(debianRoot) ? readdirSync(debianRoot) : [];
  const ofDebian = versions
    .toSorted((one, other) => Number(other) - Number(one))
    .map((version) => join(debianRoot, version, "bin", program));
  const found = [...onPath, ...ofDebian].find(isExecutable);
  if (found !== undefined) return found;
  throw new SnapshotFault(
    `${program} is needed for this and is not on the PATH. It comes with PostgreSQL's client programs (Debian: apt-get install postgresql-client).`,
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The driver's `ssl=true` is `sslmode=require` to PostgreSQL's own programs. Like them it takes a password also as a
 * parameter, which then counts.
 */
function connectionOf(databaseUrl: string): { dbname: string; password?: string } {
  const url = new URL(databaseUrl);
  const ssl = url.searchParams.get("ssl");
  url.searchParams.delete("ssl");
  if (ssl === "true" && !url.searchParams.has("sslmode")) url.searchParams.set("sslmode", "require");
  const password = url.searchParams.get("password") || decodeURIComponent(url.password);
  url.searchParams.delete("password");
  url.password = "";
  return { dbname: url.href, ...(password === "" ? {} : { password }) };
}

function wordsOf(said: string): string {
  const words = said.trim().replace(/\s+/gu, " ");
  return words === "" ? "it said nothing." : words.slice(0, faultLengthMax);
}
