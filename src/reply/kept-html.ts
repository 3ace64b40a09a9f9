// The safe minimal html of a block, made from its lines and what was noted of their look. The author's html is not read again: only
// the elements named here can come out, around escaped words.
import type { BlockKind } from "../domain/message.ts";
import { Page } from "./html-page.ts";
import { type Line, isBlank, isEmpty } from "./line.ts";
import { type Frame, type Span, framesMax, marks } from "./look.ts";
import { escaped, textWithLinks } from "./text/links.ts";
import { fencesOf } from "./text/fences.ts";

/** Html of a kept or context block, "" for the others. Linear in the length of the lines. */
export function keptHtml(lines: readonly Line[], kind: BlockKind): string {
  if (kind !== "kept" && kind !== "context") {
    return "";
  }
  const page = new Page();
  const fences = fencesOf(lines);
  lines.forEach((line, index) => {
    if (isEmpty(line) || (isBlank(line) && (line.at !== undefined || kind === "context"))) {
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

function textPath(page: Page, line: Line, kind: BlockKind, fence: number | undefined): Frame[] {
  if (fence !== undefined) {
    return [page.fence(fence)];
  }
  return kind === "context" ? page.quotes(Math.min(line.depth, 10)) : [];
}
