// Opens a link in a Chromium of this machine, headless and with scripts on, as scanners do that run what they find. It
// gets a profile of its own that is gone afterwards, and reaches nothing but this machine.
import { spawn } from "node:child_process";
import { promises as files } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LinkAnswer } from "./scan-requests.ts";

/** Names under which it is installed. */
export const browserNames: readonly string[] = ["chromium", "chromium-browser", "google-chrome"];
/** One page; Chromium itself takes a second or two to start. */
const pageMs = 20_000;
const versionMs = 10_000;
/** Characters of the page that are kept, enough for its title. */
const outputLengthMax = 200_000;

/** The first of these on PATH that answers; undefined when there is none. */
export async function findBrowser(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    if ((await run(name, ["--version"], versionMs))?.code === 0) return name;
  }
  return undefined;
}

/** Loads a local page, lets its scripts run, and answers which page it was in the end. Does not throw. */
export async function openInBrowser(browser: string, localLink: string, timeMs: number): Promise<LinkAnswer> {
  const profile = await files.mkdtemp(join(tmpdir(), "inreply-scan-"));
  try {
    const ran = await run(browser, argumentsFor(profile, localLink), Math.min(timeMs, pageMs), profile);
    const title = /<title>([^<]{0,200})<\/title>/iu.exec(ran?.output ?? "")?.[1];
    if (ran?.code !== 0 || title === undefined) {
      return { by: browser, said: "It was not opened in time.", isFault: true };
    }
    return { by: browser, said: `opened “${plain(title)}” and ran its scripts`, isFault: false };
  } finally {
    await files.rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

function argumentsFor(profile: string, localLink: string): string[] {
  return [
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-dev-shm-usage",
    // Whatever the page names, nothing but this machine is reached.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    // Chromium refuses to start as root with its own sandbox on; what it opens are our own pages.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    `--user-data-dir=${profile}`,
    "--virtual-time-budget=5000",
    "--dump-dom",
    localLink,
  ];
}

/** Undefined when there is no such program. One that takes too long is ended with everything it started. */
function run(
  program: string,
  args: readonly string[],
  timeMs: number,
  home = tmpdir(),
): Promise<{ code: number | null; output: string } | undefined> {
  return new Promise((resolve) => {
    // Only what it needs: our own settings hold secrets.
    const env = { PATH: process.env["PATH"], HOME: home, LANG: "C.UTF-8" };
    const child = spawn(program, args, { detached: true, env, stdio: ["ignore", "pipe", "ignore"] });
    let output = "";
    const kill = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        // It ended just now.
      }
    };
    const timer = setTimeout(kill, timeMs);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (output.length < outputLengthMax) output += text;
    });
    child.on("error", () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      kill();
      resolve({ code, output });
    });
  });
}

function plain(title: string): string {
  return title.replaceAll("&amp;", "&").replaceAll("&nbsp;", " ").trim();
}
