// Inreply as an operator installs it beside a mail server: a copy of its files, a settings file, a user of its own.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { MailServer } from "./mail-server.ts";
import { replyDomain } from "./mail-server.ts";
import { freePorts, untilListening } from "./ports.ts";
import { accountOf } from "./postfix.ts";

export const account = "nobody";

export interface InstalledInreply {
  baseUrl: string;
  /** The database's folder. */
  dataFolder: string;
  /** Runs a command of the operator's and answers what it printed. Throws when it fails. */
  run: (...words: string[]) => string;
  /** The same, whatever its exit code. */
  tryRun: (...words: string[]) => string;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  logs: () => string;
}

/** The command for Postfix's pipe, as the README has it. */
export function pipeCommand(folder: string): string {
  const program = join(folder, "inreply/src/inreply.mjs");
  const words = ["receive", "--settings", join(folder, "inreply.env")];
  const macros = ["--from=${sender}", "--to=${recipient}", "--ip=${client_address}"];
  return [process.execPath, program, ...words, ...macros].join(" ");
}

/** Puts the files where a user who may not read this checkout can. */
export function copyInreply(folder: string): void {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const place = join(folder, "inreply");
  mkdirSync(place);
  const files = ["src", "templates", "migrations", "fixtures", "package.json", "node_modules"];
  const from = files.map((file) => join(root, file));
  // Hard links where the file system allows them.
  const linked = spawnSync("cp", ["-rl", ...from, place]);
  if (linked.status !== 0) {
    const copied = spawnSync("cp", ["-r", ...from, place], { encoding: "utf8" });
    if (copied.status !== 0) throw new Error(copied.stderr);
  }
}

export async function install(server: MailServer): Promise<InstalledInreply> {
  const { folder } = server;
  const owner = accountOf(account);
  const dataFolder = join(folder, "data");
  mkdirSync(dataFolder);
  chownSync(dataFolder, owner.uid, owner.gid);
  const { smtpPort: port } = await freePorts();
  const baseUrl = `http://127.0.0.1:${port}`;
  const settings = {
    MAIL_COURIER: "smtp",
    AGENCY_NAME: "Northbeam",
    BASE_URL: baseUrl,
    HOST: "127.0.0.1",
    PORT: String(port),
    REPLY_DOMAIN: replyDomain,
    MAIL_FROM: `requests@${replyDomain}`,
    SMTP_URL: `smtp://127.0.0.1:${server.smtpPort}`,
    DNS_SERVERS: server.dnsServer,
    DATABASE_URL: `sqlite:${dataFolder}/inreply.db`,
  };
  const file = join(folder, "inreply.env");
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(""),
  );
  const program = join(folder, "inreply/src/inreply.mjs");
  const as = { ...owner, cwd: dataFolder, env: { PATH: process.env["PATH"] ?? "" } };
  // Commands are typed in a folder of root's by way of sudo -u.
  const closedFolder = join(folder, "closed");
  mkdirSync(closedFolder, { mode: 0o700 });
  const tryRun = (words: string[]) =>
    spawnSync(process.execPath, [program, ...words, "--settings", file], {
      ...as,
      cwd: closedFolder,
      encoding: "utf8",
    });
  let running: ReturnType<typeof spawn> | undefined;
  let logs = "";
  return {
    baseUrl,
    dataFolder,
    run: (...words) => {
      const ran = tryRun(words);
      if (ran.status === 0) return ran.stdout;
      throw new Error(`inreply ${words.join(" ")} ended with ${ran.status}: ${ran.stderr}${ran.stdout}`);
    },
    tryRun: (...words) => tryRun(words).stdout,
    start: async () => {
      running = spawn(process.execPath, [program, "start", "--settings", file], {
        ...as,
        stdio: ["ignore", "pipe", "pipe"],
      });
      for (const stream of [running.stdout, running.stderr])
        stream?.on("data", (chunk: Buffer) => void (logs += chunk.toString("utf8")));
      await untilListening(port);
    },
    stop: async () => {
      if (running === undefined || running.exitCode !== null) return;
      running.kill("SIGTERM");
      await once(running, "exit");
    },
    logs: () => logs,
  };
}
