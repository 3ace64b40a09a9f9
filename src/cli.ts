// The commands an operator types. Those that work on rows open the store that DATABASE_URL names.
import { parseArgs } from "node:util";
import { addClient } from "./actions/add-client.ts";
import { addContact } from "./actions/add-contact.ts";
import { addStaff } from "./actions/add-staff.ts";
import { openTask } from "./actions/open-task.ts";
import { ConfigFault, readConfig } from "./config.ts";
import { requireAddress } from "./domain/address.ts";
import { systemClock, timestamp } from "./domain/clock.ts";
import { personFromColumns } from "./domain/person.ts";
import { Problem } from "./domain/problem.ts";
import { newSecret } from "./key-file.ts";
import { runDemoCommand } from "./sandbox/demo-command.ts";
import { openStore } from "./store/database.ts";
import { findClientByName, findPersonByAddress } from "./store/people.ts";
import type { Rows } from "./store/rows.ts";

const usage = `Usage: inreply COMMAND

  start                                      run the server and its workers
  demo [FILE.eml …]                          tell the story in the terminal, or push real emails through
  key                                        print a new secret for SECRET_KEYS

  staff add EMAIL [--name NAME] [--zone ZONE]
  client add NAME --plan PLAN                plans: Standard, Premium, Elite
  contact add EMAIL --client CLIENT [--name NAME] [--zone ZONE] [--approver]
  task open TITLE --client CLIENT --by STAFF_EMAIL --message TEXT

ZONE is an IANA time zone such as Europe/Berlin. Settings come from the environment; README.md lists them.`;

/** BSD sysexits: wrong usage, and wrong settings. */
const usageExit = 64;
const configFaultExit = 78;

const { values, positionals } = parseCommandLine();
process.exitCode = await run(positionals);

function parseCommandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        name: { type: "string" },
        zone: { type: "string" },
        plan: { type: "string" },
        client: { type: "string" },
        by: { type: "string" },
        message: { type: "string" },
        approver: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (fault) {
    console.error(`${fault instanceof Error ? fault.message : String(fault)}\n\n${usage}`);
    process.exit(usageExit);
  }
}

async function run(words: string[]): Promise<number> {
  const [noun = "help", verb = "", ...rest] = words;
  try {
    switch (`${noun} ${verb}`.trim()) {
      case "help":
        console.log(usage);
        return 0;
      case "key":
        console.log(newSecret());
        return 0;
      case "start":
        await import("./main.ts");
        return 0;
      case "staff add":
        return await write((rows, at) => addStaffCommand(rows, at, rest));
      case "client add":
        return await write((rows, at) => addClientCommand(rows, at, rest));
      case "contact add":
        return await write((rows, at) => addContactCommand(rows, at, rest));
      case "task open":
        return await write((rows, at) => openTaskCommand(rows, at, rest));
      default:
        if (noun === "demo") return await runDemoCommand(words.slice(1));
        console.error(usage);
        return usageExit;
    }
  } catch (fault) {
    if (fault instanceof ConfigFault) {
      console.error(fault.message);
      return configFaultExit;
    }
    if (!(fault instanceof Problem)) throw fault;
    console.error(fault.message);
    return 1;
  }
}

/** Runs a change in one transaction and prints the sentence it answers. */
async function write(change: (rows: Rows, at: string) => Promise<string>): Promise<number> {
  const store = await openStore(readConfig(process.env).databaseUrl);
  try {
    console.log(await store.write((rows) => change(rows, timestamp(systemClock()))));
    return 0;
  } finally {
    await store.close();
  }
}

async function addStaffCommand(rows: Rows, at: string, rest: string[]): Promise<string> {
  const address = requireAddress(requireWord(rest, "EMAIL"));
  const name = values.name ?? nameFrom(address);
  await addStaff(rows, at, { name, address, ...zone() });
  return `${name} <${address}> is staff now and can sign in by email.`;
}

async function addClientCommand(rows: Rows, at: string, rest: string[]): Promise<string> {
  const name = requireWord(rest, "NAME");
  await addClient(rows, at, { name, plan: requireOption("plan") });
  return `${name} is a client now. Next: inreply contact add EMAIL --client "${name}"`;
}

async function addContactCommand(rows: Rows, at: string, rest: string[]): Promise<string> {
  const address = requireAddress(requireWord(rest, "EMAIL"));
  const client = await requireClient(rows);
  const name = values.name ?? nameFrom(address);
  await addContact(rows, at, {
    clientId: client.id,
    name,
    address,
    canApprove: values.approver === true,
    ...zone(),
  });
  return `${name} <${address}> is a contact of ${client.name} now.`;
}

async function openTaskCommand(rows: Rows, at: string, rest: string[]): Promise<string> {
  const title = requireWord(rest, "TITLE");
  const client = await requireClient(rows);
  const found = await findPersonByAddress(rows, requireAddress(requireOption("by")));
  const author = found && personFromColumns(found.contactId, found.staffId);
  if (author?.kind !== "staff") throw new Problem("not_found", `${values.by} is nobody of the staff.`);
  const text = requireOption("message");
  const { taskId } = await openTask(rows, at, {
    clientId: client.id,
    title,
    author,
    channel: "portal",
    text,
    postedAt: at,
  });
  return `Task #${taskId} is open; its first message goes out by email.`;
}

async function requireClient(rows: Rows) {
  const name = requireOption("client");
  const client = await findClientByName(rows, name);
  if (client === undefined) throw new Problem("not_found", `There is no client called “${name}”.`);
  return client;
}

function requireWord(rest: string[], name: string): string {
  const [word] = rest;
  if (word === undefined) throw new Problem("invalid", `${name} is missing.\n\n${usage}`);
  return word;
}

function requireOption(name: "plan" | "client" | "by" | "message"): string {
  const value = values[name];
  if (value === undefined) throw new Problem("invalid", `--${name} is missing.\n\n${usage}`);
  return value;
}

function zone(): { timeZone?: string } {
  return values.zone === undefined ? {} : { timeZone: values.zone };
}

/** `ann.weber@client.example` is probably called Ann Weber. */
function nameFrom(address: string): string {
  return address
    .slice(0, address.lastIndexOf("@"))
    .split(/[._-]+/u)
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
