// What counts as a command line, and the sentence for everything else.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { ConfigFault } from "../../src/config.ts";
import {
  loadSettings,
  readCommandLine,
  requireOption,
  UsageFault,
  type CommandShape,
} from "../../src/operator/command-line.ts";
import { asNobody } from "../support/as-nobody.ts";

const commands = new Map<string, CommandShape & { is: string }>([
  ["help", { is: "help" }],
  ["demo", { is: "demo", word: "any" }],
  ["client add", { is: "client add", word: "NAME", options: ["plan"] }],
  ["contact add", { is: "contact add", word: "EMAIL", options: ["approver"] }],
]);

it.each([
  [[], "help", [], {}],
  [["--help"], "help", [], {}],
  [["client", "add", "--help"], "help", [], {}],
  [["demo"], "demo", [], {}],
  [["demo", "a.eml", "b.eml", "c.eml"], "demo", ["a.eml", "b.eml", "c.eml"], {}],
  [["client", "add", "Nova Optics", "--plan", "Elite"], "client add", ["Nova Optics"], { plan: "Elite" }],
  [["--plan=Elite", "client", "add", "Nova"], "client add", ["Nova"], { plan: "Elite" }],
  [["contact", "add", "a@b.example", "--approver"], "contact add", ["a@b.example"], { approver: true }],
])("%j is a command", (typed, is, words, values) => {
  const line = readCommandLine(commands, typed);
  expect([line.command.is, line.words, line.values]).toEqual([is, words, values]);
});

it.each([
  [["sing"], "There is no command “sing”."],
  [["client"], "There is no command “client”."],
  [["client", "sing"], "There is no command “client sing”."],
  [["constructor"], "There is no command “constructor”."],
  [["client", "add"], "NAME is missing."],
  [
    ["client", "add", "Nova", "Optics"],
    "“client add” takes no further word “Optics”. Put NAME in quotes when it has several words.",
  ],
  [["help", "me"], "“help” takes no further word “me”."],
  [["client", "add", "Nova", "--approver"], "“client add” takes no --approver."],
  [["client", "add", "Nova", "--plan"], "Option '--plan <value>' argument missing"],
  [["client", "add", "Nova", "--colour", "red"], expect.stringContaining("Unknown option '--colour'")],
])("%j is none, and is told why", (typed, message) => {
  expect(() => readCommandLine(commands, typed)).toThrow(UsageFault);
  expect(() => readCommandLine(commands, typed)).toThrow(expect.objectContaining({ message }));
});

it("an option that a command cannot do without is named when it is missing", () => {
  expect(requireOption({ plan: "Elite" }, "plan")).toBe("Elite");
  expect(() => requireOption({}, "plan")).toThrow("--plan is missing.");
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "inreply-settings-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it("takes settings from a file, but for those that the environment has already", () => {
  const file = join(newFolder(), "inreply.env");
  writeFileSync(file, '# who we are\nAGENCY_NAME="North & Beam"\nPORT=4000\n');
  const environment: NodeJS.ProcessEnv = { PORT: "5000" };
  loadSettings({ settings: file }, environment);
  expect(environment).toEqual({ AGENCY_NAME: "North & Beam", PORT: "5000" });
});

it("says why a settings file cannot be read, as a fault of the settings", () => {
  const folder = newFolder();
  const load = (file: string) => () => loadSettings({ settings: file }, {});
  expect(load(join(folder, "none.env"))).toThrow(ConfigFault);
  expect(load(join(folder, "none.env"))).toThrow(/none\.env cannot be read: ENOENT/u);
  expect(load(folder)).toThrow(/cannot be read: EISDIR/u);
  const closed = join(folder, "closed.env");
  writeFileSync(closed, "PORT=4000\n");
  chmodSync(closed, 0);
  asNobody(folder, () => expect(load(closed)).toThrow(/closed\.env cannot be read: EACCES/u));
});
