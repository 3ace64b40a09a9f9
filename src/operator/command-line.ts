// Reads what an operator typed: which command, its words and its options. Refuses everything else with a sentence.
import { readFileSync } from "node:fs";
import { parseArgs, parseEnv } from "node:util";
import { ConfigFault } from "../config.ts";
import { wordsOf } from "../domain/fault.ts";

const optionTypes = {
  name: { type: "string" },
  zone: { type: "string" },
  locale: { type: "string" },
  plan: { type: "string" },
  client: { type: "string" },
  by: { type: "string" },
  message: { type: "string" },
  from: { type: "string" },
  to: { type: "string", multiple: true },
  ip: { type: "string" },
  post: { type: "string" },
  settings: { type: "string" },
  approver: { type: "boolean" },
  tasks: { type: "string" },
  seed: { type: "string" },
  strategy: { type: "string" },
  training: { type: "string" },
  remove: { type: "boolean" },
  replace: { type: "boolean" },
  yes: { type: "boolean" },
  "with-words": { type: "boolean" },
  probe: { type: "boolean" },
  json: { type: "boolean" },
  jsonl: { type: "boolean" },
  full: { type: "boolean" },
  notes: { type: "boolean" },
  help: { type: "boolean" },
} as const;

type Types = typeof optionTypes;
export type OptionName = keyof Types;
/** Options with one word behind them. */
export type WordOption = {
  [Name in OptionName]: Types[Name] extends { multiple: true } | { type: "boolean" } ? never : Name;
}[OptionName];
export type TypedOptions = {
  [Name in OptionName]?: Types[Name] extends { multiple: true }
    ? string[]
    : Types[Name] extends { type: "boolean" }
      ? boolean
      : string;
};

/** What a command takes. `word`: the name of its one word, `any` for any number of words; without it none. */
export interface CommandShape {
  word?: string;
  /** Said to whoever types a word too many. */
  hint?: string;
  options?: readonly OptionName[];
}

/** A line that is no command; its message is a sentence, to be followed by the usage. */
export class UsageFault extends Error {}

/**
 * Finds the command of a line by its first two words or its first. An empty line and `--help` are `help`. What a command
 * does not take is a UsageFault, as it would be ignored in silence: also the second word of a name that lacks its quotes.
 */
export function readCommandLine<Shape extends CommandShape>(
  commands: ReadonlyMap<string, Shape>,
  typed: string[],
): { command: Shape; words: string[]; values: TypedOptions } {
  const { positionals, values } = parse(typed);
  const [noun = "help", verb = ""] = values.help === true ? [] : positionals;
  const two = `${noun} ${verb}`.trim();
  const name = commands.has(two) ? two : noun;
  const command = commands.get(name);
  if (command === undefined) throw new UsageFault(`There is no command “${two}”.`);
  if (values.help === true) return { command, words: [], values: {} };
  // Settings come from a file for whatever command.
  const { settings: _, ...own } = values;
  const words = positionals.slice(name.split(" ").length);
  const stray = Object.keys(own).find((option) => !command.options?.some((taken) => taken === option));
  if (stray !== undefined) throw new UsageFault(`“${name}” takes no --${stray}.`);
  if (command.word !== "any") refuseWords(name, command, words);
  return { command, words, values };
}

/**
 * Reads settings from the file of `--settings`, if one was typed. What the environment sets already stays as it is. Throws
 * ConfigFault with the reason. (Node's own loadEnvFile says ENOENT whatever the reason is.)
 */
export function loadSettings({ settings: file }: TypedOptions, environment: NodeJS.ProcessEnv): void {
  if (file === undefined) return;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (fault) {
    throw new ConfigFault([`${file} cannot be read: ${wordsOf(fault)}`]);
  }
  for (const [name, value] of Object.entries(parseEnv(text))) environment[name] ??= value;
}

/** The value of an option that the command cannot do without. */
export function requireOption(values: TypedOptions, name: WordOption): string {
  const value = values[name];
  if (value === undefined) throw new UsageFault(`--${name} is missing.`);
  return value;
}

function parse(args: string[]): { positionals: string[]; values: TypedOptions } {
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options: optionTypes });
    return { positionals, values: { ...values } };
  } catch (fault) {
    throw new UsageFault(wordsOf(fault));
  }
}

function refuseWords(name: string, { word, hint: ownHint }: CommandShape, words: string[]): void {
  if (word !== undefined && words.length === 0) throw new UsageFault(`${word} is missing.`);
  const stray = words[word === undefined ? 0 : 1];
  if (stray === undefined) return;
  const hint = ownHint ?? (word === undefined ? "" : `Put ${word} in quotes when it has several words.`);
  throw new UsageFault(`“${name}” takes no further word “${stray}”. ${hint}`.trimEnd());
}
