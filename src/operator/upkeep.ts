// The commands that keep an installation: backup, restore, migrate, erase. Each answers the sentences to print.
import { eraseAddress, eraseContact, type Erasure } from "../actions/erase-contact.ts";
import { backUp } from "./backup.ts";
import type { TypedOptions } from "./command-line.ts";
import type { Config } from "../config.ts";
import { requireAddress } from "../domain/address.ts";
import { systemClock, timestamp } from "../domain/clock.ts";
import { wordsOf } from "../domain/fault.ts";
import { sizeInWords } from "../domain/in-words.ts";
import { restore } from "./restore.ts";
import type { Store } from "../store/database.ts";
import { removeDueObjects } from "../store/object-removals.ts";
import type { Rows } from "../store/rows.ts";
import { migrateDatabase, openDatabase } from "../unavailable.ts";

/** `word` is what the command takes: a file or an address; `print` tells how far it got. */
export type UpkeepCommand = (
  config: Config,
  word: string,
  values: TypedOptions,
  print: (line: string) => void,
) => Promise<string>;

export const backupTo: UpkeepCommand = (config, file) => backUp(config, file, systemClock());

export const restoreFrom: UpkeepCommand = (config, file, { replace }) =>
  restore(config, file, { isReplacing: replace === true, now: systemClock() });

export const migrateAll: UpkeepCommand = async (config) => {
  const { from, to, appliedCount } = await migrateDatabase(config.databaseUrl);
  if (appliedCount === 0) return `The database is at ${to} already, the newest there is.`;
  const steps = appliedCount === 1 ? "one step" : `${appliedCount} steps`;
  return from === undefined
    ? `The database was empty and is at ${to} now.`
    : `The database went from ${from} to ${to}, in ${steps}.`;
};

export const eraseContactOf: UpkeepCommand = (config, typed, values) =>
  showOrErase(config, values, (rows, at) =>
    eraseContact(rows, at, { address: requireAddress(typed), withWords: values["with-words"] === true }),
  );

export const eraseAddressOf: UpkeepCommand = (config, typed, values) =>
  showOrErase(config, values, (rows, at) => eraseAddress(rows, at, requireAddress(typed)));

/** Carries what was done out of the transaction that is rolled back. */
class Undone extends Error {
  readonly erasure: Erasure;
  constructor(erasure: Erasure) {
    super("Only to be shown.");
    this.erasure = erasure;
  }
}

/** Without `--yes` all of it is done and taken back, so that what is shown is what would happen. */
async function showOrErase(
  { databaseUrl, bucket }: Config,
  { yes }: TypedOptions,
  erase: (rows: Rows, at: string) => Promise<Erasure>,
): Promise<string> {
  const store = await openDatabase(databaseUrl, { bucket });
  try {
    const erasure = await store.write(async (rows) => {
      const done = await erase(rows, timestamp(systemClock()));
      if (yes !== true) throw new Undone(done);
      return done;
    });
    return `Erased: ${inWords(erasure)}\n${await emptyBucket(store)}${afterwards}`;
  } catch (fault) {
    if (!(fault instanceof Undone)) throw fault;
    return `This would erase: ${inWords(fault.erasure)}\nNothing was changed. Type it again with --yes to do it; nobody can undo it.`;
  } finally {
    await store.close();
  }
}

/** What is not removed now, a running server removes within minutes of the bucket being back. */
async function emptyBucket(store: Store): Promise<string> {
  try {
    while ((await removeDueObjects(store)) > 0);
    return "";
  } catch (fault) {
    return `The bucket cannot be reached just now (${wordsOf(fault)}); a running server removes their files from it later.\n`;
  }
}

const afterwards =
  "Mail from these addresses is a stranger’s from now on. Backups made before still hold everything: after restoring one, erase again.";

function inWords(erasure: Erasure): string {
  const { who, addresses, names, emails, freedBytes, sentEmails, mentions, messages, files, withWords } =
    erasure;
  const words = withWords
    ? `words of ${counted(messages, "message")} go, and ${counted(files, "file")}`
    : `words of ${counted(messages, "message")} stay, under “Former contact”`;
  // Whoever sends may call themselves what they like: the operator should see what is taken out.
  const as = names.length === 0 ? "" : `, by address or as ${names.map((name) => `“${name}”`).join(", ")}`;
  const lines = [
    `${who} (${addresses.join(", ")})`,
    `  ${counted(emails, "email")} that came in: sender, subject, text and ${sizeInWords(freedBytes)} as they came`,
    `  ${counted(sentEmails, "email")} sent to them: recipient and content`,
    ...(messages > 0 ? [`  on tasks: ${words}`] : []),
    `  named elsewhere: ${counted(mentions, "row")}${as}`,
    ...(erasure.nameStays
      ? [
          "  A name stays where others wrote it: one of a single word, or that somebody else here has, or that is none.",
        ]
      : []),
  ];
  return lines.join("\n");
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

/** `inreply export`. Loads the templates, which the others need not wait for. */
export async function exportClientTo(config: Config, _: string, values: TypedOptions): Promise<string> {
  return (await import("./export.ts")).exportTo(config, values);
}

/** `inreply copy`. */
export async function copyTo(...typed: Parameters<UpkeepCommand>): Promise<string> {
  return (await import("./copy.ts")).copyAll(...typed);
}

/** `inreply seed`. Loads words and names, which the others need not wait for. */
export async function seedWorld(config: Config, _: string, values: TypedOptions): Promise<string> {
  return (await import("./seed.ts")).seed(config, values);
}
