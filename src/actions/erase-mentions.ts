// Takes a person's name and addresses out of running words wherever they stand, in every column that may hold them.
import { listMentions, markMention, mentionColumns, type Writing } from "../store/mentions.ts";
import type { Rows } from "../store/rows.ts";

export interface Named {
  /** As people write them. One of a single word is left alone: “Will” is not always a name. */
  names: readonly string[];
  /** In normal form. */
  addresses: readonly string[];
  /** What stands in place of a name from now on. */
  substitute: string;
}

const addressSubstitute = "(erased)";

/** Answers in how many rows they were named. */
export async function eraseMentions(rows: Rows, named: Named): Promise<number> {
  const names = named.names.filter(isDistinct);
  let count = 0;
  for (const column of mentionColumns) {
    const exact = names.map((name) => asWritten(name, column.writing));
    const anyCase = named.addresses.map((address) => asWritten(address, column.writing).toLowerCase());
    if (exact.length + anyCase.length === 0) continue;
    for (const { id, value } of await listMentions(rows, column, { exact, anyCase })) {
      const cleaned = clean(value, exact, anyCase, named.substitute);
      if (cleaned === value) continue;
      await markMention(rows, column, { id, value: cleaned });
      count++;
    }
  }
  return count;
}

/** Whether a name can be told from other words. */
export function isDistinct(name: string): boolean {
  return /\S\s+\S/u.test(name);
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
      return JSON.stringify(words).slice(1, -1);
  }
}
