import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import { demoServer } from "../../src/sandbox/demo-command.ts";
import { runDemo } from "../../src/sandbox/demo.ts";
import { runDemoFiles } from "../../src/sandbox/demo-files.ts";
import type { DemoServer } from "../../src/sandbox/demo-server.ts";
import { openTerminal, shown, type Terminal } from "../../src/sandbox/terminal.ts";
import { start } from "../../src/start.ts";
import { sharedPool } from "../support/parse-pool.ts";

// Each test starts a whole installation.
vi.setConfig({ testTimeout: 60_000 });

test("the demo tells the whole story and finds everything right", async () => {
  const { terminal, output } = openOutput();
  const isRight = await runDemo(await openServer(), terminal);
  expect(output(), output()).not.toContain("not so");
  expect(isRight).toBe(true);
  for (const scene of ["Gmail", "Outlook (classic)", "Apple Mail", "new email", "is away", "stranger"]) {
    expect(output()).toContain(scene);
  }
  // The whole life of a task, and that the next one waits for it.
  for (const right of [
    "Ann gets a receipt",
    "Ann gets the question by email",
    "Ann reads “Rough estimate: 1 to 2 working days.",
    "Ann reads “Rough delivery date: ",
    "it is refused",
    "and what starts next when it is approved",
    "the task is in Complete",
    "Priya is told what is next",
  ]) {
    expect(output()).toContain(`✓ ${right}`);
  }
  expect(output()).toContain("The Standard plan has one task at a time");
});

test("the demo answers false when something is not as it should be", async () => {
  const server = await openServer();
  const { terminal, output } = openOutput();
  // Emails whose words are gone on the way: the checks on what people were told must notice.
  const fillIn: DemoServer["fillIn"] = async (row) => ({ ...(await server.fillIn(row)), text: "(lost)" });
  expect(await runDemo({ ...server, fillIn }, terminal)).toBe(false);
  expect(output()).toContain("not so");
});

test("any email is pushed through, and a stranger's held email shows what was kept and quoted of it", async () => {
  const { terminal, output } = openOutput();
  const bytes = Buffer.from(
    [
      "From: Jo <jo@elsewhere.example>",
      "To: Somebody <somebody@else.example>",
      "Subject: Re: Lunch",
      "Message-ID: <1@elsewhere.example>",
      "",
      "Noon is fine.\u001b[2J",
      "",
      "On Tue, Mar 3, 2026 at 9:14 AM Ann <ann@x.example> wrote:",
      "> Noon or one?",
      "",
    ].join("\r\n"),
  );
  expect(await runDemoFiles(await openServer(), [{ name: "lunch.eml", bytes }], terminal)).toBe(true);
  expect(output()).toMatch(/Outcome {2}held/u);
  expect(output()).toMatch(/Kept .*\n {4}│ Noon is fine\./u);
  expect(output()).toMatch(/Quoted\n {4}│ On Tue[\s\S]*│ > Noon or one\?/u);
  expect(output()).not.toContain("\u001b");
});

test("text for a terminal loses its control characters and is cut at a number of lines", () => {
  expect(shown("a\u001b[31mb\u202e\nc\nd", "| ", 2)).toBe("| a [31mb\n| c\n| … and 1 more lines");
});

function openOutput(): { terminal: Terminal; output: () => string } {
  const lines: string[] = [];
  return { terminal: openTerminal((line) => lines.push(line), false), output: () => lines.join("") };
}

async function openServer(): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), "inreply-demo-"));
  const config = readConfig({
    DATABASE_URL: `sqlite:${folder}/demo.db`,
    PORT: "0",
    LOG_LEVEL: "silent",
  });
  const started = await start(config, { pool: sharedPool() });
  onTestFinished(async () => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return demoServer(started);
}
