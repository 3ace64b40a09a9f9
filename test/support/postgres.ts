// Runs the tests of store and actions and the stories, or the files that are named, on PostgreSQL: a server of our own in a temporary directory, gone afterwards.
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const programsRoot = "/usr/lib/postgresql";
const startMsMax = 60_000;
const folders = ["test/store", "test/actions", "test/flow"].filter((folder) => existsSync(folder));

const folder = mkdtempSync(join(tmpdir(), "inreply-postgres-"));
let server: ChildProcess | undefined;
let exitCode = 1;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
// Also after a signal or a fault, nothing of the server stays.
process.on("exit", () => {
  server?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});
try {
  const url = await startPostgres();
  exitCode = await runTests(url);
  await stopPostgres();
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : fault);
}
process.exit(exitCode);

/** Starts a server on a free port of this machine; answers a URL whose user may create databases. */
async function startPostgres(): Promise<string> {
  const programs = newestPrograms();
  const owner = serverOwner();
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  const made = spawnSync(
    join(programs, "initdb"),
    ["-D", data, "-U", "inreply", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    { ...owner, cwd: folder, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed.\n${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    // Its files live for a minute: no write needs to reach the disk.
    fsync: "off",
    full_page_writes: "off",
    max_connections: 200,
  };
  const options: SpawnOptions = { ...owner, cwd: folder, stdio: ["ignore", "pipe", "pipe"] };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  server = spawn(join(programs, "postgres"), ["-D", data, ...flags], options);
  await untilReady(server);
  return `postgres://inreply@127.0.0.1:${port}/postgres`;
}

function newestPrograms(): string {
  const versions = existsSync(programsRoot) ? readdirSync(programsRoot) : [];
  const [newest] = versions
    .filter((version) => existsSync(join(programsRoot, version, "bin/initdb")))
    .toSorted((one, other) => Number(other) - Number(one));
  if (newest === undefined) {
    throw new Error(`There is no PostgreSQL under ${programsRoot}: apt-get install postgresql.`);
  }
  return join(programsRoot, newest, "bin");
}

/** Who the server runs as: PostgreSQL refuses root, so Debian's postgres or nobody then; ourselves otherwise. */
function serverOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const account = accounts.find(([accountName]) => accountName === name);
    if (account !== undefined) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function untilReady(starting: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let lines = "";
    const fail = (why: string) => reject(new Error(`PostgreSQL ${why}.\n${lines}`));
    const timer = setTimeout(() => fail("did not start in time"), startMsMax);
    starting.stdout?.resume();
    starting.stderr?.on("data", (chunk: Buffer) => {
      // Read on after the start too, or the server would stand still once the pipe is full.
      if (lines.length < 100_000) lines += chunk.toString("utf8");
      if (!lines.includes("ready to accept connections")) return;
      clearTimeout(timer);
      resolve();
    });
    starting.once("error", (fault) => fail(`could not be started: ${fault.message}`));
    starting.once("exit", (code) => fail(`ended with ${code}`));
  });
}

async function runTests(url: string): Promise<number> {
  const typed = process.argv.slice(2);
  const isAnyNamed = typed.some((word) => !word.startsWith("-"));
  const vitest = join("node_modules", "vitest", "vitest.mjs");
  const run = spawn(
    process.execPath,
    [vitest, "run", "--maxWorkers=100%", "--project", "shared", ...(isAnyNamed ? [] : folders), ...typed],
    { stdio: "inherit", env: { ...process.env, TEST_DATABASE_URL: url } },
  );
  return new Promise((resolve) => {
    run.once("error", () => resolve(1));
    run.once("exit", (code) => resolve(code ?? 1));
  });
}

/** SIGINT is PostgreSQL's fast shutdown: connections are cut, files are closed. */
async function stopPostgres(): Promise<void> {
  const stopping = server;
  if (stopping === undefined || stopping.exitCode !== null) return;
  const ended = new Promise((resolve) => stopping.once("exit", resolve));
  stopping.kill("SIGINT");
  await ended;
  server = undefined;
}
