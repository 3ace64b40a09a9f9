// The commands an operator types. Those that work on rows open the store that DATABASE_URL names.
import type { Writable } from "node:stream";
import {
  loadSettings,
  readCommandLine,
  UsageFault,
  type CommandShape,
  type TypedOptions,
} from "./operator/command-line.ts";
import { ConfigFault, readConfig } from "./config.ts";
import { systemClock, timestamp } from "./domain/clock.ts";
import { codeOf, wordsOf } from "./domain/fault.ts";
import { Problem } from "./domain/problem.ts";
import { newSecret } from "./key-file.ts";
import { openDatabase, Unavailable, unavailableExit } from "./unavailable.ts";
import {
  addClientCommand,
  addContactCommand,
  addStaffCommand,
  changeApproverCommand,
  openTaskCommand,
  setPlanCommand,
  type Change,
} from "./operator/people.ts";
import type * as upkeepCommands from "./operator/upkeep.ts";
import { usage } from "./operator/usage.ts";

/** BSD sysexits: wrong usage, a mail that cannot be read, wrong settings. */
const usageExit = 64;
const unreadableExit = 65;
const configFaultExit = 78;

/** What a command reads its settings from and writes to. */
export interface Terminal {
  env: NodeJS.ProcessEnv;
  out: Writable;
  err: Writable;
}

/** A command; `run` answers the exit code. */
interface Command extends CommandShape {
  run: (words: string[], values: TypedOptions, terminal: Terminal) => Promise<number>;
}

// Those that serve, and `demo`, load the whole installation, which the others need not wait for.
const commands = new Map<string, Command>([
  ["help", { run: (_, __, { out }) => say(out, usage) }],
  ["key", { run: (_, __, { out }) => say(out, newSecret()) }],
  ["start", { run: async () => (await import("./main.ts")).serve("start") }],
  ["web", { run: async () => (await import("./main.ts")).serve("web") }],
  ["work", { run: async () => (await import("./main.ts")).serve("work") }],
  ["receive", { options: ["from", "to", "ip", "post"], run: receiveCommand }],
  [
    "extract",
    {
      options: ["full", "jsonl"],
      hint: "It reads standard input: inreply extract < FILE.",
      run: extractCommand,
    },
  ],
  [
    "demo",
    { word: "any", run: async (words) => (await import("./sandbox/demo-command.ts")).runDemoCommand(words) },
  ],
  ["backup", { word: "FILE", run: upkeep("backupTo") }],
  ["restore", { word: "FILE", options: ["replace"], run: upkeep("restoreFrom") }],
  ["copy", { options: ["from", "to"], run: upkeep("copyTo") }],
  ["export", { options: ["client", "to", "notes", "locale"], run: upkeep("exportClientTo") }],
  ["migrate", { run: upkeep("migrateAll") }],
  ["seed", { options: ["tasks", "seed"], run: upkeep("seedWorld") }],
  ["contact erase", { word: "EMAIL", options: ["with-words", "yes"], run: upkeep("eraseContactOf") }],
  ["address erase", { word: "EMAIL", options: ["yes"], run: upkeep("eraseAddressOf") }],
  [
    "doctor",
    {
      options: ["probe", "json"],
      run: async (_, values, { env, out }) =>
        (await import("./operator/doctor.ts")).runDoctor(
          readConfig(env),
          values,
          (text) => void out.write(`${text}\n`),
        ),
    },
  ],
  ["staff add", { word: "EMAIL", options: ["name", "zone", "locale"], run: writing(addStaffCommand) }],
  ["plan set", { word: "NAME", options: ["tasks", "strategy", "training"], run: writing(setPlanCommand) }],
  ["client add", { word: "NAME", options: ["plan"], run: writing(addClientCommand) }],
  [
    "contact add",
    {
      word: "EMAIL",
      options: ["client", "name", "zone", "locale", "approver"],
      run: writing(addContactCommand),
    },
  ],
  ["contact approver", { word: "EMAIL", options: ["remove"], run: writing(changeApproverCommand) }],
  ["task open", { word: "TITLE", options: ["client", "by", "message"], run: writing(openTaskCommand) }],
]);

const ownTerminal: Terminal = { env: process.env, out: process.stdout, err: process.stderr };

/** Runs what was typed and answers its exit code; what serves answers 0 once it has started, and ends the process itself. */
export async function run(typed: string[], terminal: Terminal = ownTerminal): Promise<number> {
  const complain = (message: string, exit: number) => complainTo(terminal.err, message, exit);
  try {
    const { command, words, values } = readCommandLine(commands, typed);
    loadSettings(values, terminal.env);
    return await command.run(words, values, terminal);
  } catch (fault) {
    if (fault instanceof UsageFault) return complain(`${fault.message}\n\n${usage}`, usageExit);
    if (fault instanceof Unavailable) return complain(fault.message, unavailableExit);
    if (fault instanceof ConfigFault) return complain(fault.message, configFaultExit);
    if (fault instanceof Problem) return complain(fault.message, 1);
    throw fault;
  }
}

/** inreply.mjs makes every exit code but 0 the one that mail servers expect. */
async function receiveCommand(
  _: string[],
  { from, to, ip, post }: TypedOptions,
  { env, err }: Terminal,
): Promise<number> {
  const { receiveFromPipe } = await import("./operator/receive.ts");
  try {
    const typed = {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to: to.join(",") }),
      ...(ip === undefined ? {} : { ip }),
      ...(post === undefined ? {} : { post }),
    };
    await receiveFromPipe(process.stdin, typed, env);
    return 0;
  } catch (fault) {
    return complainTo(err, `The mail was not stored, try again: ${wordsOf(fault)}`, 1);
  }
}

async function extractCommand(
  _: string[],
  { full, jsonl }: TypedOptions,
  { out, err }: Terminal,
): Promise<number> {
  if (jsonl === true) {
    if (full === true) throw new UsageFault("--jsonl and --full do not go together.");
    await (await import("./operator/extract-lines.ts")).extractLines(process.stdin, out);
    return 0;
  }
  const [{ showExtracted }, { UnreadableEmail }] = await Promise.all([
    import("./operator/extract.ts"),
    import("./inbox/parsed-email.ts"),
  ]);
  try {
    return await say(out, await showExtracted(process.stdin, full === true));
  } catch (fault) {
    if (fault instanceof UnreadableEmail) return complainTo(err, fault.message, unreadableExit);
    throw fault;
  }
}

function complainTo(err: Terminal["err"], message: string, exit: number): number {
  err.write(`${message}\n`);
  return exit;
}

/** Whoever stops reading (`| head -1`) has what they wanted. */
function say(out: Terminal["out"], text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // The fault reaches the callback of the write too.
    out.once("error", () => {});
    out.write(`${text}\n`, (fault) => {
      if (fault && codeOf(fault) !== "EPIPE") reject(fault);
      else resolve(0);
    });
  });
}

/** A command of operator/upkeep.ts; the others need not wait for what it loads. */
function upkeep(name: keyof typeof upkeepCommands): Command["run"] {
  return async ([word = ""], values, { env, out }) => {
    const config = readConfig(env);
    const print = (line: string) => void out.write(`${line}\n`);
    return say(out, await (await import("./operator/upkeep.ts"))[name](config, word, values, print));
  };
}

/** A command that runs a change in one transaction and prints the sentence it answers. */
function writing(change: Change): Command["run"] {
  return async ([word = ""], values, { env, out }) => {
    const { databaseUrl, bucket, installation } = readConfig(env);
    const store = await openDatabase(databaseUrl, { bucket });
    try {
      const at = timestamp(systemClock());
      return await say(out, await store.write((rows) => change(rows, at, word, values, installation)));
    } finally {
      await store.close();
    }
  };
}
