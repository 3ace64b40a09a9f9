// Text as format=flowed carries it: long lines broken at a space that stays (RFC 3676). Pure, linear.

/** Columns at which Thunderbird and Alpine break a line by default. */
const widthMax = 72;

/** Breaks every line softly, and puts a space before those that would look like a quote or a `From ` line (section 4.4). */
export function flow(text: string): string {
  return text
    .split("\n")
    .flatMap((line) => softPieces(isSignatureMark(line) ? line : line.trimEnd(), widthMax))
    .map((line) => (/^(?: |>|From )/u.test(line) ? ` ${line}` : line))
    .join("\n");
}

/** The same one quote level down; what was quoted already goes one deeper (section 4.5). */
export function flowQuoted(text: string): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const marks = /^>*/u.exec(line)?.[0] ?? "";
      const words = line.slice(marks.length).replace(/^ /u, "");
      const pieces = softPieces(
        isSignatureMark(words) ? words : words.trimEnd(),
        widthMax - marks.length - 2,
      );
      return pieces.map((piece) => (piece === "" ? `>${marks}` : `>${marks} ${piece}`));
    })
    .join("\n");
}

function isSignatureMark(line: string): boolean {
  return line === "-- ";
}

/** Each piece but the last ends in the space at which the line was broken. */
function softPieces(line: string, lengthMax: number): string[] {
  const pieces: string[] = [];
  let from = 0;
  while (line.length - from > lengthMax) {
    const before = line.lastIndexOf(" ", from + lengthMax);
    const at = before > from ? before : line.indexOf(" ", from + lengthMax);
    if (at < 0) break;
    pieces.push(line.slice(from, at + 1));
    from = at + 1;
  }
  return [...pieces, line.slice(from)];
}
