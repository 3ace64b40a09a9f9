// The text part that mail programs make of the html they send: how lines break, and how links and bold look in it.
import { Parser } from "htmlparser2";

export interface TextHabits {
  link: (words: string, href: string) => string;
  bold: (words: string) => string;
  /** Stands before each line of a quote within. */
  quotePrefix: string;
}

const dropped = new Set(["head", "title", "style", "script", "template"]);
const breaking = new Set(["div", "table", "tr", "li", "ul", "ol", "section", "blockquote", "hr", "body"]);
/** Elements with an empty line before and after them. */
const spaced = new Set(["p", "h1", "h2", "h3", "h4", "pre"]);

/** The words of an html body as lines, without lines that are empty at its ends; linear in its length. */
export function htmlAsText(html: string, habits: TextHabits): string {
  const writer = lineWriter(habits);
  const marks: { tag: string; at: number; href: string }[] = [];
  let droppedDepth = 0;
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (dropped.has(tag)) droppedDepth += 1;
      if (droppedDepth > 0) return;
      if (tag === "br") writer.breakLine();
      else if (spaced.has(tag)) writer.space();
      else if (breaking.has(tag)) writer.endLine();
      else if (tag === "td") writer.put(" ");
      if (tag === "blockquote") writer.quote(1);
      if (tag === "a" || tag === "b" || tag === "strong") {
        marks.push({ tag, at: writer.position(), href: attributes["href"] ?? "" });
      }
    },
    ontext(text) {
      if (droppedDepth === 0) writer.put(text);
    },
    onclosetag(tag) {
      if (dropped.has(tag)) droppedDepth -= 1;
      if (droppedDepth > 0) return;
      const mark = marks.at(-1)?.tag === tag ? marks.pop() : undefined;
      if (mark !== undefined) {
        writer.change(mark.at, (words) => (tag === "a" ? habits.link(words, mark.href) : habits.bold(words)));
      }
      if (spaced.has(tag)) writer.space();
      else if (breaking.has(tag)) writer.endLine();
      if (tag === "blockquote") writer.quote(-1);
    },
  });
  parser.end(html);
  return writer.text();
}

function lineWriter(habits: TextHabits) {
  const lines: string[] = [];
  let line = "";
  let depth = 0;
  const finish = () => {
    lines.push((habits.quotePrefix.repeat(depth) + line).trimEnd());
    line = "";
  };
  const endLine = () => {
    if (line.trim() === "") line = "";
    else finish();
  };
  return {
    put(text: string) {
      const words = text.replaceAll(/[\s\u00a0]+/gu, " ");
      line += line === "" || line.endsWith(" ") ? words.trimStart() : words;
    },
    endLine,
    breakLine: finish,
    space() {
      endLine();
      if (lines.length > 0 && lines.at(-1) !== "") lines.push("");
    },
    quote(change: number) {
      depth += change;
    },
    position: () => line.length,
    /** Rewrites the words since a position, unless a line ended in between. */
    change(from: number, rewrite: (words: string) => string) {
      const words = line.slice(from);
      if (words.trim() !== "") line = line.slice(0, from) + rewrite(words);
    },
    text() {
      endLine();
      return lines.join("\n").trim();
    },
  };
}

/** Breaks lines at a space so that none is longer than `widthMax` characters, as far as words allow. */
export function wrap(text: string, widthMax: number): string {
  return text
    .split("\n")
    .flatMap((line) => wrapLine(line, widthMax))
    .join("\n");
}

function wrapLine(line: string, widthMax: number): string[] {
  if (line.length <= widthMax) return [line];
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    if (current !== "" && current.length + 1 + word.length > widthMax) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

/** Links as most programs write them: the address behind the words, unless they are the same; bold without any mark. */
export const plainTextHabits: TextHabits = {
  link: (words, href) => (words === href || href === `mailto:${words}` ? words : `${words} <${href}>`),
  bold: (words) => words,
  quotePrefix: "> ",
};

/** Puts a quote mark before each line; `>` alone before an empty one unless the program keeps the space. */
export function quoteLines(text: string, emptyMark = ">"): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? emptyMark : `> ${line}`))
    .join("\n");
}
