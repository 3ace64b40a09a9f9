// What people type as the html that mail programs make of it: escaped, with addresses of the web as links. Pure, linear.
import { escapeText } from "./rewrite-html.ts";

/** One line; `attributes` are those of the program's links, with a space before each. An empty line is a `<br>`. */
export function typedLine(line: string, attributes = ""): string {
  if (line === "") return "<br>";
  return line
    .split(webAddress)
    .map((piece, index) => (index % 2 === 0 ? escapeText(withHardBlanks(piece)) : linkTo(piece, attributes)))
    .join("");
}

/** Every line of what was typed in an element of its own; `open` is its start tag, `ending` stands before its end. */
export function typedLines(words: string, open = "<div>", ending = ""): string {
  const close = `</${/^<(\w+)/u.exec(open)?.[1] ?? "div"}>`;
  return words
    .split("\n")
    .map((line) => `${open}${line === "" && ending !== "" ? "" : typedLine(line)}${ending}${close}`)
    .join("");
}

/** Html shows one blank where there are several, and none at the start: composers make all but the last no-break spaces. */
function withHardBlanks(words: string): string {
  return words
    .replace(/^ +/u, (blanks) => "\u00a0".repeat(blanks.length))
    .replaceAll(/ {2,}/gu, (blanks) => `${"\u00a0".repeat(blanks.length - 1)} `);
}

/** Stops before the point or bracket that ends a sentence. */
const webAddress = /(https?:\/\/[^\s<>"]{1,2000}[^\s<>".,;:!?)\]])/u;

function linkTo(url: string, attributes: string): string {
  return `<a href="${escapeText(url)}"${attributes}>${escapeText(url)}</a>`;
}
