// A PostgreSQL server of our own in a temporary directory on a free port, for tests: started, stopped in any way, started again.
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const programsRoot = "/usr/lib/postgresql";
const startMsMax = 60_000;
const triesPauseMs = 100;

export interface PostgresServer {
  /** Its user may create databases. */
  url: string;
  /** Ends it and waits until it has: SIGINT cuts connections and closes files, SIGQUIT stops at once, SIGKILL has no say in it. */
  stop: (signal?: "SIGINT" | "SIGQUIT" | "SIGKILL") => Promise<void>;
  /** Starts it again on what it had. */
  start: () => Promise<void>;
  /** Ends it at once and removes all it wrote. */
  remove: () => void;
}

/** What a server whose files live for a minute need not do; without it everything is as an operator would have it. */
const throwaway = { fsync: "off", full_page_writes: "off" };

/** Starts a server; of one that is `isKept` a commit is on the disk, and what was committed is there after its death. */
export async function startPostgres({
  isKept = false,
  settings = {},
}: { isKept?: boolean; settings?: Record<string, string> } = {}): Promise<PostgresServer> {
  const programs = newestPrograms();
  const owner = serverOwner();
  const folder = mkdtempSync(join(tmpdir(), "inreply-postgres-"));
  let server: ChildProcess | undefined;
  const remove = () => {
    server?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  };
  // Also after a signal or a fault, nothing of the server stays.
  process.once("exit", remove);
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  const made = spawnSync(
    join(programs, "initdb"),
    ["-D", data, "-U", "inreply", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    { ...owner, cwd: folder, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed.\n${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const all = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    max_connections: 200,
    ...(isKept ? {} : throwaway),
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const options: SpawnOptions = { ...owner, cwd: folder, stdio: ["ignore", "pipe", "pipe"] };

  async function start(): Promise<void> {
    // What a killed server shared in memory goes a moment after its last process, and until then no other may start.
    for (const giveUpAt = Date.now() + startMsMax; ; await wait(triesPauseMs)) {
      const starting = spawn(join(programs, "postgres"), ["-D", data, ...flags], options);
      server = starting;
      try {
        await untilReady(starting);
        return;
      } catch (fault) {
        if (starting.exitCode === null || Date.now() > giveUpAt) throw fault;
      }
    }
  }

  await start();
  return {
    url: `postgres://inreply@127.0.0.1:${port}/postgres`,
    stop: async (signal = "SIGINT") => {
      if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, "exit");
      server.kill(signal);
      await ended;
    },
    start,
    remove: () => {
      process.off("exit", remove);
      remove();
    },
  };
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
    starting.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}
