// What the checks of the installation itself say: its address, its key, its database.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { describe, expect, it, onTestFinished } from "vitest";
import { checkBaseUrl } from "../../src/setup/base-url.ts";
import { databaseFindings } from "../../src/setup/database.ts";
import { secretKeyFindings as lookAtKeys } from "../../src/setup/secret-keys.ts";
import type { DatabaseCondition } from "../../src/store/condition.ts";
import { asNobody } from "../support/as-nobody.ts";
import { said } from "../support/said.ts";

async function siteThat(
  answer: (path: string) => { status: number; body: string; location?: string },
): Promise<string> {
  const server = createServer((request, response) => {
    const { status, body, location } = answer(request.url ?? "");
    response.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Of a port that was just let go of. */
async function unusedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** Whatever is asked there, TLS comes first: smtp-server has a certificate of its own for localhost. */
async function siteWithOwnCertificate(): Promise<string> {
  const server = new SMTPServer({ secure: true });
  server.on("error", () => {});
  const listening = await new Promise<AddressInfo>((resolve) => {
    const inner = server.listen(0, "127.0.0.1", () => resolve(inner.address() as AddressInfo));
  });
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return `https://localhost:${listening.port}`;
}

describe("the address of the pages", () => {
  const reach = async (baseUrl: string) =>
    said(await checkBaseUrl({ baseUrl, isSandbox: true, proxiesTrusted: 0 }))[0]!;

  it("is right when Inreply answers there", async () => {
    const baseUrl = await siteThat((path) => ({ status: path === "/health" ? 200 : 404, body: "ok\n" }));
    expect(await reach(baseUrl)).toEqual({
      check: "base-url",
      status: "good",
      found: `${baseUrl} leads to Inreply.`,
    });
  });

  it("is wrong when something else answers there, or leads on", async () => {
    expect(
      await reach(await siteThat(() => ({ status: 200, body: "<html>Welcome to nginx!" }))),
    ).toMatchObject({ status: "fault" });
    expect(await reach(await siteThat(() => ({ status: 502, body: "" })))).toMatchObject({ status: "fault" });
    const location = "https://elsewhere.example/";
    expect(await reach(await siteThat(() => ({ status: 301, body: "", location })))).toMatchObject({
      status: "fault",
      todo: "Set BASE_URL to the address that answers in the end.",
    });
  });

  it("that does not answer from here is worth a look, with the reason", async () => {
    const baseUrl = await unusedUrl();
    expect(await reach(baseUrl)).toMatchObject({
      status: "warning",
      found: `${baseUrl}/health did not answer from here: nothing listens there.`,
    });
  });

  it("with a certificate that nobody vouches for is worth a look, with what to do about certificates", async () => {
    const finding = await reach(await siteWithOwnCertificate());
    expect(finding.status).toBe("warning");
    expect(finding.found).toMatch(
      /\/health was not asked from here: (?:its certificate has expired|nobody vouches for its certificate)\.$/u,
    );
    expect(finding.todo).toMatch(/^Give the proxy a certificate/u);
  });

  it("must be https but in the sandbox, and then proxies are to be named", async () => {
    const rest = async (baseUrl: string, proxiesTrusted: number) =>
      said(await checkBaseUrl({ baseUrl, isSandbox: false, proxiesTrusted }))
        .slice(1)
        .map(({ check, status }) => `${check} ${status}`);
    expect(await rest("http://127.0.0.1:1", 0)).toEqual(["base-url.https fault"]);
    expect(await rest("https://127.0.0.1:1", 0)).toEqual(["proxies warning"]);
    expect(await rest("https://127.0.0.1:1", 1)).toEqual(["proxies good"]);
    expect(
      await checkBaseUrl({ baseUrl: "http://127.0.0.1:1", isSandbox: true, proxiesTrusted: 0 }),
    ).toHaveLength(1);
  });
});

function closedFolder(folder: string): string {
  const closed = join(folder, "closed");
  mkdirSync(closed, { mode: 0 });
  return closed;
}

describe("the secret key", () => {
  const secretKeyFindings = (keyFile: string | undefined) => said(lookAtKeys(keyFile));

  it("is its owner's alone, or from the settings", () => {
    const folder = mkdtempSync(join(tmpdir(), "inreply-setup-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "secret.key");
    expect(secretKeyFindings(file)).toMatchObject([{ status: "warning" }]);
    writeFileSync(file, "never shown", { mode: 0o600 });
    expect(secretKeyFindings(file)).toMatchObject([{ status: "good" }]);
    chmodSync(file, 0o640);
    const [open] = secretKeyFindings(file);
    expect(open).toMatchObject({
      status: "warning",
      values: [{ label: "Command", value: `chmod 600 ${file}` }],
    });
    expect(open?.found).toContain("mode 0640");
    chmodSync(file, 0);
    const [closed] = asNobody(folder, () => secretKeyFindings(file));
    expect(closed).toMatchObject({ status: "fault" });
    expect(closed?.found).toContain("This user may not read the key");
    // Nor may they know whether it is there.
    const hidden = join(closedFolder(folder), "secret.key");
    expect(asNobody(folder, () => secretKeyFindings(hidden))).toEqual([
      { ...closed, found: expect.stringContaining("This user may not read the key") as string },
    ]);
    expect(secretKeyFindings(undefined)).toMatchObject([{ status: "good" }]);
    expect(JSON.stringify(open)).not.toContain("never shown");
  });
});

describe("the database", () => {
  const file = { path: "/x.db", sizeBytes: 3_000_000, freeBytes: 9_000_000_000, damage: [] };
  const sound: DatabaseCondition = {
    engine: "sqlite",
    version: "SQLite 3.50.0",
    isDurable: true,
    settings: "synchronous FULL, journal wal",
    missing: [],
    unknown: [],
    transactionMs: 4,
    file,
  };
  const statuses = (change: Partial<DatabaseCondition>) =>
    said(databaseFindings({ ...sound, ...change })).flatMap(({ check, status, todo }) =>
      status === "good" ? [] : [`${check} ${status}${todo === undefined ? " without a todo" : ""}`],
    );

  it.each<[string, Partial<DatabaseCondition>, string[]]>([
    ["sound", {}, []],
    ["not durable", { isDurable: false }, ["database.durability fault"]],
    ["of an older version", { missing: ["0012-probes"] }, ["database.migrations fault"]],
    ["of a newer version", { unknown: ["0099-x"] }, ["database.migrations fault"]],
    ["slow", { transactionMs: 1_500 }, ["database.write warning"]],
    ["short of room", { file: { ...file, freeBytes: 900_000_000 } }, ["database.room warning"]],
    ["out of room", { file: { ...file, freeBytes: 90_000_000 } }, ["database.room fault"]],
    ["damaged", { file: { ...file, damage: ["row 1 missing from index x"] } }, ["database.damage fault"]],
    ["too large to look through", { file: { ...file, damage: undefined } }, ["database.damage skipped"]],
  ])("that is %s is told so", (_, change, expected) => {
    expect(statuses(change)).toEqual(expected);
  });
});
