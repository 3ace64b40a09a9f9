// Takes a person's name and addresses out of running words wherever they stand, in every column that may hold them.
import { isForwardedBlock, wordsOf, type ReplyBlock } from "../domain/message.ts";
import { listMentions, markMention, mentionColumns, type Writing } from "../store/mentions.ts";
import { markKept } from "../store/reply-blocks.ts";
import type { Rows } from "../store/rows.ts";

export interface Named {
  /** Those of `namesToErase`. */
  names: readonly string[];
  /** In normal form. */
  addresses: readonly string[];
  /** What stands in place of a name from now on. */
  substitute: string;
}

const addressSubstitute = "(erased)";

/**
 * The names that may be taken out of what others wrote. `recorded` is the one we know them by; `sent` stands in emails from
 * their address, where whoever sends writes what they like: “of the”, or a colleague's name. So it counts only when it is
 * built like a person's name or has a word of the recorded one. What somebody else here is called (`taken`) stays with them.
 */
export function namesToErase(
  recorded: string | undefined,
  sent: readonly string[],
  taken: readonly string[],
): { names: string[]; isAnyLeft: boolean } {
  const others = new Set(taken.map(plain));
  const recordedWords = new Set(wordsIn(recorded ?? ""));
  const theirs = sent.filter(
    (name) => isBuiltLikeName(name) || wordsIn(name).some((word) => recordedWords.has(word)),
  );
  const all = [...new Set([...(recorded === undefined ? [] : [recorded]), ...theirs])];
  const names = all.filter((name) => isDistinct(name) && !others.has(plain(name)));
  return { names, isAnyLeft: names.length < new Set([...all, ...sent]).size };
}

/** Two to five words with large initials, or of a script without them; small ones only between: “Ann von der Au”. */
function isBuiltLikeName(name: string): boolean {
  return builtLikeName.test(name.trim().replaceAll(/\s+/gu, " ").slice(0, 200));
}

const capital = "[\\p{Lu}\\p{Lt}\\p{Lo}][\\p{L}\\p{M}.'’-]*";
const builtLikeName = new RegExp(`^${capital},?(?: (?:\\p{Ll}{1,4} ){0,2}${capital}){1,4}$`, "u");

function wordsIn(name: string): string[] {
  return plain(name).match(/[\p{L}\p{M}]{2,}/gu) ?? [];
}

function plain(name: string): string {
  return name.normalize("NFC").trim().replaceAll(/\s+/gu, " ").toLowerCase();
}

/** Answers in how many rows they were named. */
export async function eraseMentions(rows: Rows, named: Named): Promise<number> {
  const { names } = named;
  let count = 0;
  for (const column of mentionColumns) {
    const exact = names.map((name) => asWritten(name, column.writing));
    const anyCase = named.addresses.map((address) => asWritten(address, column.writing).toLowerCase());
    if (exact.length + anyCase.length === 0) continue;
    for (const { id, value } of await listMentions(rows, column, { exact, anyCase })) {
      const cleaned =
        column.writing === "blocks"
          ? cleanBlocks(value, named)
          : clean(value, exact, anyCase, named.substitute);
      if (cleaned === value) continue;
      await markMention(rows, column, { id, value: cleaned });
      if (column.writing === "blocks") await cleanKept(rows, id, cleaned);
      count++;
    }
  }
  return count;
}

/** Whether a name can be told from other words: “Will” is not always one. */
function isDistinct(name: string): boolean {
  return /\S\s+\S/u.test(name);
}

/** In the blocks that hold an author's own words these stay, as they do in `messages.kept`. */
function cleanBlocks(value: string, { names, addresses, substitute }: Named): string {
  const anyCase = addresses.map((address) => address.toLowerCase());
  const blocks = JSON.parse(value) as ReplyBlock[];
  return JSON.stringify(
    blocks.map((block) => {
      const isOwn = block.kind === "kept" || block.kind === "context";
      if (isOwn && !isForwardedBlock(block)) return block;
      const [text, html] = [block.text, block.html].map((words) => clean(words, names, anyCase, substitute));
      return { ...block, text: text ?? "", html: html ?? "" };
    }),
  );
}

/** An email that its author forwarded is shown with their words, and so is part of what the message says. */
async function cleanKept(rows: Rows, messageId: number, column: string): Promise<void> {
  const blocks = JSON.parse(column) as ReplyBlock[];
  if (!blocks.some((block) => isForwardedBlock(block))) return;
  await markKept(rows, messageId, wordsOf(blocks, ["kept", "context"]));
}

function clean(
  value: string,
  exact: readonly string[],
  anyCase: readonly string[],
  substitute: string,
): string {
  const withoutAddresses = anyCase.reduce(
    // Not within a longer address: ann@x.example stands in joann@x.example.
    (text, address) =>
      text.replace(new RegExp(`(?<![\\w.+%-])${escaped(address)}(?![\\w-])`, "giu"), addressSubstitute),
    value,
  );
  return exact.reduce(
    (text, name) =>
      text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, "gu"), substitute),
    withoutAddresses,
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`);
}

/** What our templates escape in html. */
const htmlEscapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
  "`": "&#x60;",
  "=": "&#x3D;",
};

function asWritten(words: string, writing: Writing): string {
  switch (writing) {
    case "text":
      return words;
    case "html":
      return words.replaceAll(/[&<>"'`=]/gu, (character) => htmlEscapes[character] ?? character);
    case "json":
    case "blocks":
      return JSON.stringify(words).slice(1, -1);
  }
}
