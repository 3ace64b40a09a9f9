// Asks the package email-reply-parser about a plain text in which our own evidence found no quote. It is quadratic (40 KB of
// newlines cost it 14 s) and some of its expressions are worse (16 KB of "on at" in one line cost it 37 s), so it is asked only
// below a size, a number and length of lines and a quote depth.
import EmailReplyParser from "email-reply-parser";
import { isSpoken } from "./who-wrote.ts";
import { labelOf } from "./header-label.ts";

const askedCharactersMax = 6_000;
const askedLinesMax = 200;
const askedLineLengthMax = 600;
const askedDepthMax = 10;

/** The line at which the package sees a quote begin that reaches to the end, or undefined when it sees none or is not asked. */
export function quoteStartByParser(text: string): number | undefined {
  if (!isAskable(text)) {
    return undefined;
  }
  const fragments = new EmailReplyParser().read(text).getFragments();
  let characters = "";
  for (const [index, fragment] of fragments.entries()) {
    const content = fragment.getContent();
    const rest = fragments.slice(index);
    if (fragment.isQuoted() && characters.trim() !== "" && rest.every((later) => later.isHidden())) {
      const first = content.trimStart().split("\n", 1)[0] ?? "";
      return isProgramsLine(first) ? lineOf(text, first) : undefined;
    }
    characters += content;
  }
  return undefined;
}

/**
 * To the package one "From: …" line alone is a quote, and so is "as our lawyer on Monday at noon wrote:". A mail program's own line
 * names a time in digits or an address, and a person.
 */
function isProgramsLine(line: string): boolean {
  return labelOf(line) === undefined && !line.startsWith(">") && isDatedOrAddressed(line) && !isSpoken(line);
}

function isDatedOrAddressed(text: string): boolean {
  return /[\d@]/.test(text);
}

/** The package cuts at a line that ends in a colon, dashes or an address; without a digit or an address it would not be believed. */
function isAskable(text: string): boolean {
  if (text.length > askedCharactersMax || text.includes(">".repeat(askedDepthMax))) {
    return false;
  }
  const rows = text.split("\n");
  if (rows.length > askedLinesMax || rows.some((row) => row.length > askedLineLengthMax)) {
    return false;
  }
  return rows.some((row, index) => {
    // It joins what is wrapped, mostly a line and the next.
    return /[:：>-][ \t]*$/.test(row) && isDatedOrAddressed(`${rows[index - 1] ?? ""} ${row}`);
  });
}

/** The package rejoins wrapped lines, so only the first words of its fragment are looked for, from the end. */
function lineOf(text: string, first: string): number | undefined {
  const words = first.slice(0, 40);
  const at = words.trim() === "" ? -1 : text.lastIndexOf(words);
  return at < 0 ? undefined : text.slice(0, at).split("\n").length - 1;
}
