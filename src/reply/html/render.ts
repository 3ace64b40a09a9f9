// Renders html as lines of text with the structure each line stood in: one pass over htmlparser2's tokenizer, an element stack
// of our own, no recursion and no tree, so that depth and size cost time linearly and memory in proportion.
import { QuoteType, Tokenizer } from "htmlparser2";
import { type AllAttributes, attributeNames, flagNames, noAttributes } from "./attributes.ts";
import { Elements } from "./elements.ts";
import { isVoid } from "./tags.ts";
import type { Line } from "../line.ts";

/**
 * The one text rendering of an html body: all that a reader sees in it, as lines.
 *
 * A block element begins a line; paragraphs, headings, lists, tables and quotes keep a blank line around them, and no more than two
 * stand in a row. Blanks collapse but where `<pre>` or `white-space` keeps them. List items have "- " or their number, cells of a
 * row " | " between them, `<hr>` is ten dashes, a blockquote (or a div with a bar at its left) has "> " before its lines. An image is
 * its alternative text in brackets, a link its words. Text before, between and after the documents of a body is shown as well.
 * Left out: head, script, style, comments, and what visibility.ts says nobody sees.
 */
export function renderText(html: string): string {
  const lines = renderLines(html);
  return lines
    .map((line) => line.raw)
    .join("\n")
    .trim();
}

/** The visible lines of an html body with their structure. Scripts, styles and what is not displayed are left out. */
export function renderLines(html: string): Line[] {
  const elements = new Elements();
  let tag = "";
  let attribute: keyof AllAttributes | undefined;
  let value = "";
  let attributes = noAttributes;
  const open = (selfClosing: boolean) => elements.open(tag, attributes, selfClosing || isVoid(tag));
  const set = (name: keyof AllAttributes, to: string) => {
    attributes = attributes === noAttributes ? { ...noAttributes } : attributes;
    attributes[name] = to;
  };
  const grow = (more: string) => {
    if (attribute !== undefined && value.length < attributeLengthMax) {
      value += more;
    }
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => elements.text(html.slice(start, end)),
      ontextentity: (codePoint) => elements.text(String.fromCodePoint(codePoint)),
      onopentagname: (start, end) => {
        tag = html.slice(start, end).toLowerCase();
        attributes = noAttributes;
      },
      onattribname: (start, end) => {
        const name = end - start < 20 ? html.slice(start, end).toLowerCase() : "";
        attribute = attributeNames.get(name);
        if (flagNames.has(name)) {
          set("flags", name);
        }
        value = "";
      },
      onattribdata: (start, end) => grow(html.slice(start, Math.min(end, start + attributeLengthMax))),
      onattribentity: (codePoint) => grow(String.fromCodePoint(codePoint)),
      onattribend: (quote) => {
        if (attribute !== undefined && quote !== QuoteType.NoValue) {
          set(attribute, value);
        }
        attribute = undefined;
      },
      onopentagend: () => open(false),
      onselfclosingtag: () => open(false),
      onclosetag: (start, end) => elements.close(html.slice(start, end).toLowerCase()),
      oncdata: () => undefined,
      oncomment: (start, end, closing) => {
        if (end - start < 60) {
          elements.comment(html.slice(start, end - closing));
        }
      },
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => undefined,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return elements.end();
}

/** Characters read of one attribute value. */
const attributeLengthMax = 4000;
