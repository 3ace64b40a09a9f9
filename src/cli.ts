// The commands an operator types. Those that work on rows open the store that DATABASE_URL names.
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

const usage = `Usage: inreply COMMAND

  start                                      run the server and its workers
  receive [--from ADDRESS] [--to ADDRESS] [--ip ADDRESS] [--post URL]
                                             take a mail from standard input, for the pipes of mail servers; stores it,
                                             or posts it to a running server; exits 0, or 75 to be asked again
  demo [FILE.eml …]                          tell the story in the terminal, or push real emails through
  extract [--full] | extract --jsonl         print what the author of a mail on standard input wrote, the rest folded
                                             (--full: shown too); or read replies as JSON, one a line, and answer each
  doctor [--probe] [--json]                  check DNS, mail service, database and keys; --probe sends a mail round
  key                                        print the BASE64 of a new key for SECRET_KEYS
  backup FILE                                the database and its key in one file, also while a server runs
  restore FILE [--replace]                   put a backup in place; --replace also over people and mail
  migrate                                    bring the database up to this version, as a start does by itself

  staff add EMAIL [--name NAME] [--zone ZONE] [--locale LOCALE]
  plan set NAME [--tasks N] [--strategy N] [--training N]
                                             add a plan or change one: tasks at a time, sessions of each kind a month
  client add NAME --plan PLAN                plans: Standard, Premium, Elite, and those you add
  contact add EMAIL --client CLIENT [--name NAME] [--zone ZONE] [--locale LOCALE] [--approver]
  contact approver EMAIL [--remove]          who may approve finished work; a client's first contact may from the start
  contact erase EMAIL [--with-words] [--yes] erase a person on request; without --yes it only shows what would go
  address erase EMAIL [--yes]                the same for somebody who is nobody here
  task open TITLE --client CLIENT --by STAFF_EMAIL --message TEXT

ZONE is an IANA time zone such as Europe/Berlin, LOCALE is en or de. Settings come from the environment, or from lines
NAME=VALUE in a file: --settings FILE. README.md lists them.`;

/** BSD sysexits: wrong usage, a mail that cannot be read, wrong settings. */
const usageExit = 64;
const unreadableExit = 65;
const configFaultExit = 78;

/** A command; `run` answers the exit code. */
interface Command extends CommandShape {
  run: (words: string[], values: TypedOptions) => Promise<number>;
}

// `start` and `demo` load the whole installation, which the others need not wait for.
const commands = new Map<string, Command>([
  ["help", { run: () => say(usage) }],
  ["key", { run: () => say(newSecret()) }],
  ["start", { run: () => import("./main.ts").then(() => 0) }],
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
  ["migrate", { run: upkeep("migrateAll") }],
  ["contact erase", { word: "EMAIL", options: ["with-words", "yes"], run: upkeep("eraseContactOf") }],
  ["address erase", { word: "EMAIL", options: ["yes"], run: upkeep("eraseAddressOf") }],
  [
    "doctor",
    {
      options: ["probe", "json"],
      run: async (_, values) =>
        (await import("./operator/doctor.ts")).runDoctor(readConfig(process.env), values),
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

const exitCode = await run(process.argv.slice(2));
// Otherwise it is left alone: `start` sets its own.
if (exitCode !== 0) process.exitCode = exitCode;

async function run(typed: string[]): Promise<number> {
  try {
    const { command, words, values } = readCommandLine(commands, typed);
    loadSettings(values, process.env);
    return await command.run(words, values);
  } catch (fault) {
    if (fault instanceof UsageFault) return complain(`${fault.message}\n\n${usage}`, usageExit);
    if (fault instanceof Unavailable) return complain(fault.message, unavailableExit);
    if (fault instanceof ConfigFault) return complain(fault.message, configFaultExit);
    if (fault instanceof Problem) return complain(fault.message, 1);
    throw fault;
  }
}

/** inreply.mjs makes every exit code but 0 the one that mail servers expect. */
async function receiveCommand(_: string[], { from, to, ip, post }: TypedOptions): Promise<number> {
  const { receiveFromPipe } = await import("./operator/receive.ts");
  try {
    const typed = {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to: to.join(",") }),
      ...(ip === undefined ? {} : { ip }),
      ...(post === undefined ? {} : { post }),
    };
    await receiveFromPipe(process.stdin, typed, process.env);
    return 0;
  } catch (fault) {
    return complain(`The mail was not stored, try again: ${wordsOf(fault)}`, 1);
  }
}

async function extractCommand(_: string[], { full, jsonl }: TypedOptions): Promise<number> {
  if (jsonl === true) {
    if (full === true) throw new UsageFault("--jsonl and --full do not go together.");
    await (await import("./operator/extract-lines.ts")).extractLines(process.stdin, process.stdout);
    return 0;
  }
  const [{ showExtracted }, { UnreadableEmail }] = await Promise.all([
    import("./operator/extract.ts"),
    import("./inbox/parsed-email.ts"),
  ]);
  try {
    return await say(await showExtracted(process.stdin, full === true));
  } catch (fault) {
    if (fault instanceof UnreadableEmail) return complain(fault.message, unreadableExit);
    throw fault;
  }
}

function complain(message: string, exit: number): number {
  console.error(message);
  return exit;
}

/** Whoever stops reading (`| head -1`) has what they wanted. */
function say(text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // The fault reaches the callback of the write too.
    process.stdout.once("error", () => {});
    process.stdout.write(`${text}\n`, (fault) => {
      if (fault && codeOf(fault) !== "EPIPE") reject(fault);
      else resolve(0);
    });
  });
}

/** A command of operator/upkeep.ts; the others need not wait for what it loads. */
function upkeep(name: keyof typeof upkeepCommands): Command["run"] {
  return async ([word = ""], values) => {
    const config = readConfig(process.env);
    return say(await (await import("./operator/upkeep.ts"))[name](config, word, values));
  };
}

/** A command that runs a change in one transaction and prints the sentence it answers. */
function writing(change: Change): Command["run"] {
  return async ([word = ""], values) => {
    const { databaseUrl, installation } = readConfig(process.env);
    const store = await openDatabase(databaseUrl);
    try {
      const at = timestamp(systemClock());
      return await say(await store.write((rows) => change(rows, at, word, values, installation)));
    } finally {
      await store.close();
    }
  };
}
