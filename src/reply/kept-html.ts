// The safe minimal html of a block, made from its lines and what was noted of their look. The author's html is not read again: only
// the elements named here can come out, around escaped words.
import type { BlockKind } from "../domain/message.ts";
import { type Line, isBlank } from "./line.ts";
import { type Frame, type Span, framesMax, marks } from "./look.ts";
import { textWithLinks } from "./text/links.ts";

/** Html of a kept or context block, "" for the others. Linear in the length of the lines. */
export function keptHtml(lines: readonly Line[], kind: BlockKind): string {
  if (kind !== "kept" && kind !== "context") {
    return "";
  }
  const page = new Page();
  const fences = fencedLines(lines);
  lines.forEach((line, index) => {
    if (isBlank(line)) {
      page.blankLine();
    } else if (line.at !== undefined) {
      writeHtmlLine(page, line, line.at);
    } else {
      const path = textPath(page, line, kind, fences.get(index));
      const words = kind === "context" ? line.text : line.raw.trimEnd();
      page.line(path, textWithLinks(words));
    }
  });
  return page.end();
}

/** Html that is being written: the elements that are open, and whether a paragraph is. */
class Page {
  #out: string[] = [];
  #open: { frame: Frame; tag: string }[] = [];
  #leaf = false;
  #blanks = 0;
  #quotes: Frame[] = [];

  blankLine(): void {
    this.#blanks++;
  }

  /** Words on a line of their own, inside the frames of `path`, outermost first. */
  line(path: readonly Frame[], words: string): void {
    const same = this.#leave(path);
    const tag = path.at(-1)?.tag ?? "";
    const closed = !this.#leaf || path.length !== same || this.#open.length !== same;
    if (tag === "pre") {
      this.#enter(path, same);
      this.#out.push(closed ? "" : "\n".repeat(this.#blanks + 1), words);
      this.#leaf = true;
    } else if (!closed && (this.#blanks === 0 || tightTags.has(tag))) {
      this.#out.push("<br />".repeat(this.#blanks > 0 ? 2 : 1), words);
    } else {
      this.#closeParagraph();
      this.#enter(path, same);
      this.#out.push(tightTags.has(tag) ? "" : "<p>", words);
      this.#leaf = true;
    }
    this.#blanks = 0;
  }

  /** Words right after those written last, or in another cell. */
  more(path: readonly Frame[], bar: string, words: string): void {
    const isSame =
      path.length === this.#open.length && path.every((frame, i) => this.#open[i]?.frame === frame);
    if (isSame && this.#leaf) {
      this.#out.push(bar, words);
    } else {
      this.line(path, words);
    }
  }

  ruledLine(path: readonly Frame[]): void {
    const same = this.#leave(path.filter(({ tag }) => tag !== "pre" && !/^h\d/.test(tag)));
    this.#closeParagraph();
    this.#enter(
      path.filter(({ tag }) => tag !== "pre" && !/^h\d/.test(tag)),
      same,
    );
    this.#out.push("<hr />");
    this.#blanks = 0;
  }

  /** The frames of `depth` quotes one in another; the same ones for neighbouring lines. */
  quotes(depth: number): Frame[] {
    while (this.#quotes.length < depth) {
      const level = this.#quotes.length + 1;
      this.#quotes.push({
        tag: "blockquote",
        parent: this.#quotes.at(-1),
        level,
        number: 0,
        filled: 1,
        isData: false,
      });
    }
    return this.#quotes.slice(0, depth);
  }

  end(): string {
    this.#leave([]);
    this.#closeParagraph();
    return this.#out.join("");
  }

  /** Closes what is open and not in `path`; how much of it is. */
  #leave(path: readonly Frame[]): number {
    let same = 0;
    while (same < path.length && this.#open[same]?.frame === path[same]) {
      same++;
    }
    while (this.#open.length > same) {
      this.#closeParagraph();
      this.#out.push(`</${this.#open.pop()?.tag}>`);
    }
    return same;
  }

  #enter(path: readonly Frame[], from: number): void {
    for (const frame of path.slice(from)) {
      this.#closeParagraph();
      this.#out.push(
        startOf(
          frame,
          path.find((inner) => inner.parent === frame && inner.tag === "li"),
        ),
      );
      this.#open.push({ frame, tag: frame.tag === "rtl" || frame.tag === "ltr" ? "div" : frame.tag });
    }
  }

  #closeParagraph(): void {
    if (this.#leaf && !tightTags.has(this.#open.at(-1)?.tag ?? "")) {
      this.#out.push("</p>");
    }
    this.#leaf = false;
  }
}

/** Their words need no paragraph. */
const tightTags = new Set("li td th pre h1 h2 h3 h4 h5 h6".split(" "));

function startOf(frame: Frame, item: Frame | undefined): string {
  if (frame.tag === "rtl" || frame.tag === "ltr") {
    return `<div dir="${frame.tag}">`;
  }
  if (frame.tag === "ol" && item && item.number !== 1) {
    return `<ol start="${item.number}">`;
  }
  return `<${frame.tag}>`;
}

/** The frames around words that are shown, outermost first: no layout tables, no words between items or rows. */
function pathOf(frame: Frame | undefined): Frame[] {
  let at = frame;
  while (at && /^(?:ul|ol|table|tr)$/.test(at.tag)) {
    at = at.parent;
  }
  const path: Frame[] = [];
  for (; at && path.length <= framesMax; at = at.parent) {
    const table =
      at.tag === "table"
        ? at
        : at.tag === "tr"
          ? at.parent
          : /^t[dh]$/.test(at.tag)
            ? at.parent?.parent
            : undefined;
    if (!table || table.isData) {
      path.push(at);
    }
  }
  // Nothing but words stands in preformatted text and headings.
  const outer = path.toReversed();
  const flat = outer.findIndex(({ tag }) => tag === "pre" || /^h\d/.test(tag));
  return flat < 0 ? outer : outer.slice(0, flat + 1);
}

function writeHtmlLine(page: Page, line: Line, at: number): void {
  if (line.rule) {
    page.ruledLine(pathOf(line.frame));
    return;
  }
  const { raw, spans = [] } = line;
  let words: string[] = [];
  let done = at;
  let bar: string | undefined;
  let frame = line.frame;
  const flush = () => {
    if (bar === undefined) {
      page.line(pathOf(frame), words.join(""));
    } else {
      page.more(pathOf(frame), bar, words.join(""));
    }
    words = [];
  };
  for (const span of spans) {
    const start = Math.min(Math.max(span.start, done), raw.length);
    const end = Math.min(Math.max(span.end, start), raw.length);
    if (span.start > raw.length || (span.end < done && span.end <= at)) {
      continue;
    }
    words.push(escaped(raw.slice(done, start)));
    done = end;
    if ("frame" in span) {
      flush();
      bar = escaped(raw.slice(start, end));
      frame = span.frame;
    } else {
      words.push(spanHtml(span, raw.slice(start, end)));
    }
  }
  words.push(escaped(raw.slice(done)));
  flush();
}

function spanHtml(span: Span, words: string): string {
  if (span.image !== undefined && span.image !== "") {
    const alt = words.replace(/^\[|\]$/g, "");
    return `<img src="${escaped(span.image)}" alt="${escaped(alt).replaceAll('"', "&quot;")}" />`;
  }
  if (words === "") {
    return "";
  }
  let html = escaped(words);
  for (const [tag, bit] of Object.entries(marks).toReversed()) {
    if ((span.marks & bit) !== 0) {
      html = `<${tag}>${html}</${tag}>`;
    }
  }
  return span.href === "" ? html : `<a href="${escaped(span.href).replaceAll('"', "&quot;")}">${html}</a>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** ``` above and below: each line between them, fences included, with the frame of its code. */
function fencedLines(lines: readonly Line[]): Map<number, Frame> {
  const found = new Map<number, Frame>();
  let from: number | undefined;
  lines.forEach((line, index) => {
    if (line.at !== undefined || line.depth > 0 || !/^ {0,3}```/.test(line.raw)) {
      return;
    }
    if (from === undefined) {
      from = index;
      return;
    }
    const frame = { tag: "pre", parent: undefined, level: 1, number: 0, filled: 1, isData: false };
    for (let i = from; i <= index; i++) {
      found.set(i, frame);
    }
    from = undefined;
  });
  return found;
}

function textPath(page: Page, line: Line, kind: BlockKind, fence: Frame | undefined): Frame[] {
  if (fence) {
    return [fence];
  }
  return kind === "context" ? page.quotes(Math.min(line.depth, 10)) : [];
}
