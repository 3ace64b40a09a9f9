// The earlier message as an email's text part quotes it: every line marked and short enough that no mail program breaks it
// behind the mark. The newer words above are not broken: every program fits those to its window.

/** RFC 3676 section 4.2 asks for lines of at most 78 characters, marks included. */
const lineLengthMax = 76;

/** The lines with `> ` before each, a bare `>` before empty ones; a word longer than a line is left whole. */
export function quoteLines(lines: readonly string[]): string[] {
  return lines.flatMap((line) => (line.trim() === "" ? [">"] : broken(line).map((part) => `> ${part}`)));
}

/** One line broken at its spaces. */
function broken(line: string): string[] {
  if (line.length <= lineLengthMax - 2) return [line.trimEnd()];
  const parts: string[] = [];
  let part = "";
  for (const word of line.split(" ")) {
    if (part.trim() !== "" && part.length + 1 + word.length > lineLengthMax - 2) {
      parts.push(part.trimEnd());
      part = word;
    } else {
      part = part === "" ? word : `${part} ${word}`;
    }
  }
  parts.push(part.trimEnd());
  return parts;
}
