// What the Dockerfile copies is enough to run: started from these paths alone, with production packages, as its own lines say.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));
const dockerfile = readFileSync(join(root, "Dockerfile"), "utf8").replaceAll(/\\\n\s*/gu, "");
const lines = dockerfile.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const lastStage = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
const packageJson = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  engines: { node: string };
};

/** The arguments of every line of an instruction in the last stage. */
const argumentsOf = (instruction: string) =>
  lastStage.flatMap((line) =>
    line.startsWith(`${instruction} `) ? [line.slice(instruction.length + 1)] : [],
  );

/** `["source target", …]` of what comes from the repository, in both stages or in the last. */
const copies = (among: readonly string[]) =>
  among.flatMap((line) => (/^COPY (?!--)/u.test(line) ? [line.slice("COPY ".length).split(" ")] : []));

const environment = Object.fromEntries(
  argumentsOf("ENV").flatMap((line) =>
    line
      .trim()
      .split(/\s+/u)
      .map((pair) => pair.split("=") as [string, string]),
  ),
);

/** The `.dockerignore` that lets nothing through but what it names, and of that not what it names again. */
function isLetThrough(path: string): boolean {
  const rules = readFileSync(join(root, ".dockerignore"), "utf8").split("\n");
  const isUnder = (rule: string) => path === rule || path.startsWith(`${rule}/`);
  const last = rules.findLast((rule) => rule === "*" || isUnder(rule.replace(/^!/u, "")));
  return last?.startsWith("!") === true;
}

/** The files of the image, with links to the packages that `npm ci --omit=dev` would bring. */
function layOut(): string {
  const folder = mkdtempSync(join(tmpdir(), "inreply-image-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [source = "", target = ""] of copies(lastStage)) {
    const filter = (file: string) => isLetThrough(file.slice(root.length));
    cpSync(join(root, source), join(folder, target), { recursive: true, filter });
  }
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
  };
  for (const [path, { dev, optional }] of Object.entries(lock.packages)) {
    // Packages within packages come with these.
    if (!/^node_modules\/(?:@[^/]+\/)?[^/]+$/u.test(path) || dev === true || optional === true) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(join(root, path), join(folder, path));
  }
  return folder;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

it("starts from these paths alone, is healthy by the image's own check, and ends in order when told to stop", async () => {
  const folder = layOut();
  const env = {
    PATH: process.env["PATH"],
    ...environment,
    HOST: "127.0.0.1",
    PORT: String(await freePort()),
    DATABASE_URL: `sqlite:${join(folder, "data", "inreply.db")}`,
    MAIL_COURIER: "smtp",
    SMTP_URL: "smtp://127.0.0.1:25",
    AGENCY_NAME: "Northbeam",
    BASE_URL: "https://portal.northbeam.example",
    REPLY_DOMAIN: "reply.northbeam.example",
    MAIL_FROM: "requests@reply.northbeam.example",
  };
  const [program = "", ...words] = [
    ...(JSON.parse(argumentsOf("ENTRYPOINT")[0]!) as string[]),
    ...(JSON.parse(argumentsOf("CMD")[0]!) as string[]),
  ].map((word) => word.replace(/^\/app\//u, `${folder}/`));
  const server = spawn(program, words, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void server.kill("SIGKILL"));
  const ended = once(server, "exit");
  let said = "";
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => void (said += text));

  const check = JSON.parse(/HEALTHCHECK .*? CMD (\[.+\])$/mu.exec(lastStage.join("\n"))![1]!) as string[];
  const health = async () => {
    const [status] = (await once(spawn(check[0]!, check.slice(1), { env }), "exit")) as [number];
    return status;
  };
  let isHealthy = false;
  for (let tries = 0; tries < 100 && server.exitCode === null && !isHealthy; tries++) {
    isHealthy = (await health()) === 0;
    if (!isHealthy) await wait(200);
  }
  expect(isHealthy, said).toBe(true);
  server.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(await health()).toBe(1);
}, 60_000);

it("is built of files that its context holds, and of no secret", () => {
  for (const [source = ""] of copies(lines)) expect([source, isLetThrough(source)]).toEqual([source, true]);
  for (const path of [
    ".env",
    "data/inreply.db",
    "data/secret.key",
    ".git/config",
    "inreply-backup.tar.gz",
    "fixtures/emails/mime",
  ])
    expect([path, isLetThrough(path)]).toEqual([path, false]);
});

it("runs the Node that package.json asks for, as nobody special", () => {
  const [, needed] = /^>=(\d+)\./u.exec(packageJson.engines.node)!;
  const stages = lines.filter((line) => line.startsWith("FROM "));
  expect(stages.map((line) => /^FROM node:(\d+)-bookworm-slim\b/u.exec(line)?.[1])).toEqual([needed, needed]);
  expect(argumentsOf("USER")).toEqual(["node"]);
});
