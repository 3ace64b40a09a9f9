// The open elements of an html body: what each does to the lines inside it, and how an end tag finds what it closes. Follows the
// html standard where mail needs it (stray and missing end tags), with every look back bounded.
import { type AllAttributes, noAttributes } from "./attributes.ts";
import type { Structure } from "./structure.ts";
import { structureOf, structureOfComment } from "./structures.ts";
import { blockTags, gapTags, hiddenTags, unclosedTags } from "./tags.ts";
import { isHidden, isSpaced, isStruck, isTiny } from "./visibility.ts";
import { LineWriter } from "./line-writer.ts";
import { markOf, marks, safeAddress, safeImage } from "../look.ts";
import type { Line } from "../line.ts";

/** Elements looked back over for the one an end tag closes. */
const lookBackMax = 300;

/** Elements open at once that mean something. */
const openMax = 2_000;

/** One open element and how to undo what it changed. */
interface Open {
  tag: string;
  undo: (() => void) | undefined;
  /** Whether text around it has no size, and whether its blanks count. */
  tiny: boolean;
  spaced: boolean;
}

/** The open elements, and what each means for the lines inside it. */
export class Elements {
  #writer = new LineWriter();
  #stack: Open[] = [];
  #counts = new Map<string, number>();
  /** End tags to come of elements that stood too deep. */
  #ignored = new Map<string, number>();
  #hidden = 0;
  #tiny = false;
  #isRightToLeft = false;
  #spaced = false;

  text(chunk: string): void {
    if (this.#hidden === 0 && !this.#tiny) {
      this.#writer.text(chunk, this.#spaced);
    }
  }

  open(tag: string, attributes: AllAttributes, empty: boolean): void {
    if (tag === "br") {
      this.#showing(() => this.#writer.lineBreak());
    } else if (tag === "img") {
      this.#showing(() => this.#image(attributes));
    } else if (tag === "hr") {
      const mark = structureOf(tag, attributes);
      this.#showing(() => {
        this.#writer.ruledLine();
        this.#enter(mark);
      });
    }
    if (empty) {
      return;
    }
    // The body ends what an unclosed head would hide.
    if (tag === "body" && (this.#counts.get("head") ?? 0) > 0) {
      this.close("head");
    }
    if (tag === "a") {
      this.close(tag);
    } else if (unclosedTags.has(tag) && this.#stack.at(-1)?.tag === tag) {
      this.#pop();
    }
    if (this.#stack.length >= openMax && !hiddenTags.has(tag)) {
      this.#ignore(tag);
      return;
    }
    const tiny = this.#tiny;
    this.#tiny = isTiny(tag, attributes, tiny);
    const spaced = this.#spaced;
    this.#spaced = isSpaced(attributes, spaced);
    this.#stack.push({ tag, undo: this.#begin(tag, attributes), tiny, spaced });
    this.#counts.set(tag, (this.#counts.get(tag) ?? 0) + 1);
  }

  close(tag: string): void {
    if (tag === "br") {
      this.#showing(() => this.#writer.lineBreak());
      return;
    }
    const ignored = this.#ignored.get(tag) ?? 0;
    if (ignored > 0) {
      this.#ignored.set(tag, ignored - 1);
      return;
    }
    if ((this.#counts.get(tag) ?? 0) === 0) {
      return;
    }
    const block = blockTags.has(tag);
    const lowest = Math.max(0, this.#stack.length - lookBackMax);
    let at = this.#stack.length - 1;
    while (at >= lowest && this.#stack[at]?.tag !== tag) {
      // A stray inline end tag does not close the block it stands in, nor anything but a table its cell.
      const between = this.#stack[at]?.tag ?? "";
      if (
        block
          ? /^t[dh]$/.test(between) && !/^(?:t(?:able|body|head|foot|r)|body|html)$/.test(tag)
          : blockTags.has(between)
      ) {
        return;
      }
      at--;
    }
    while (at >= lowest && this.#stack.length > at) {
      this.#pop();
    }
  }

  /** Browsers flatten what stands too deep as well: it begins a line, and means nothing further. */
  #ignore(tag: string): void {
    if (blockTags.has(tag)) {
      this.#showing(() => this.#writer.blockEdge(false));
    }
    this.#ignored.set(tag, (this.#ignored.get(tag) ?? 0) + 1);
  }

  comment(text: string): void {
    const structure = structureOfComment(text);
    if (structure) {
      this.#showing(() => this.#enter(structure));
    }
  }

  end(): Line[] {
    while (this.#stack.length > 0) {
      this.#pop();
    }
    return this.#writer.end();
  }

  #pop(): void {
    const top = this.#stack.pop();
    if (top) {
      this.#counts.set(top.tag, (this.#counts.get(top.tag) ?? 1) - 1);
      this.#tiny = top.tiny;
      this.#spaced = top.spaced;
      top.undo?.();
    }
  }

  /** Applies the element and returns what takes it back at its end; nothing for most elements. */
  #begin(tag: string, attributes: AllAttributes): (() => void) | undefined {
    if (this.#hidden > 0 || hiddenTags.has(tag) || isHidden(attributes)) {
      this.#hidden++;
      return () => void this.#hidden--;
    }
    const writer = this.#writer;
    const structure = attributes === noAttributes ? undefined : structureOf(tag, attributes);
    if (!blockTags.has(tag)) {
      return this.#beginInline(tag, attributes, structure);
    }
    // Word gives its paragraphs no margin: typed lines follow one another.
    const gap = gapTags.has(tag) && !/(?:^|\s)(?:x_)*MsoNormal(?:\s|$)/u.test(attributes.class);
    if (tag === "td" || tag === "th") {
      writer.cell();
    } else {
      writer.blockEdge(gap);
    }
    const leave = this.#enterBlock(tag, attributes, structure);
    return () => {
      if (tag === "td" || tag === "th") {
        writer.cell();
      } else {
        writer.blockEdge(gap);
      }
      leave?.();
    };
  }

  #beginInline(
    tag: string,
    attributes: AllAttributes,
    structure: Structure | undefined,
  ): (() => void) | undefined {
    const leave = structure ? this.#enter(structure) : undefined;
    const mark = markOf(tag) | (isStruck(attributes) ? marks.s : 0);
    const href = tag === "a" ? safeAddress(attributes.href) : "";
    if (mark === 0 && href === "") {
      return leave;
    }
    const restore = this.#writer.look.style(mark, href);
    return () => {
      restore();
      leave?.();
    };
  }

  #image(attributes: AllAttributes): void {
    const words = alternativeOf(attributes);
    const address = safeImage(attributes.src);
    if (address === "" && words.startsWith("[") && !this.#tiny) {
      this.#writer.picture("", words);
    } else if (address === "" || this.#tiny) {
      this.#writer.text(words);
    } else {
      this.#writer.picture(address, words);
    }
  }

  #enterBlock(
    tag: string,
    attributes: AllAttributes,
    structure: Structure | undefined,
  ): (() => void) | undefined {
    const writer = this.#writer;
    const undos: (() => void)[] = [];
    if (attributes.dir === "rtl" || (attributes.dir === "ltr" && this.#isRightToLeft)) {
      undos.push(this.#turn(attributes.dir));
    }
    if (frameTags.has(tag)) {
      undos.push(writer.look.enterFrame(tag));
    }
    if (isStruck(attributes)) {
      undos.push(writer.look.style(marks.s, ""));
    }
    if (tag === "blockquote") {
      undos.push(writer.quote(isFormatting(attributes)));
    }
    if (structure) {
      undos.push(this.#enter(structure));
    }
    if (tag === "ul" || tag === "ol") {
      undos.push(writer.list(tag === "ol", numberOf(attributes.start) ?? 1));
    } else if (tag === "li") {
      writer.item(numberOf(attributes.value));
      undos.push(writer.look.enterFrame(tag, writer.itemNumber));
    } else if (tag === "pre") {
      undos.push(writer.preformatted());
    } else if (tag === "html" && this.#stack.length === 0) {
      undos.push(() => writer.nextDocument());
    }
    return undos.length === 0 ? undefined : () => undos.toReversed().forEach((undo) => undo());
  }

  #turn(direction: "rtl" | "ltr"): () => void {
    const before = this.#isRightToLeft;
    this.#isRightToLeft = direction === "rtl";
    const leave = this.#writer.look.enterFrame(direction);
    return () => {
      this.#isRightToLeft = before;
      leave();
    };
  }

  #enter(structure: Structure | undefined): () => void {
    return structure ? this.#writer.enter(structure) : () => undefined;
  }

  #showing(write: () => void): void {
    if (this.#hidden === 0) {
      write();
    }
  }
}

/**
 * Gmail's and Apple Mail's indent button: <blockquote style="margin:0 0 0 40px;border:none;padding:0px">; Gmail's quote button:
 * <blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">, as its quotes write too;
 * Outlook's on the web: <blockquote style="margin-left: 0.8ex; padding-left: 1ex; border-left: 3px solid rgb(200, 200, 200);">
 */
function isFormatting({ style, class: names }: AllAttributes): boolean {
  const isIndent = style !== "" && /border\s{0,3}:\s{0,3}(?:none|0)/i.test(style) && /margin/i.test(style);
  const isOutlook = /border-left:\s{0,3}3px solid rgb\(200, ?200, ?200\)/.test(style);
  return isIndent || isOutlook || /(?:^|\s)gmail_quote(?:\s|$)/.test(names);
}

/** What stands for an image: its alternative text in brackets, or bare if that is a picture itself; nothing for a tracking pixel. */
function alternativeOf(attributes: AllAttributes): string {
  const alt = attributes.alt.trim();
  const dot = /^[01](?:px)?$/.test(attributes.width) && /^[01](?:px)?$/.test(attributes.height);
  if (alt === "" || dot || isHidden(attributes)) {
    return "";
  }
  return alt.length <= 16 && /^[^\p{L}\p{N}\s]+$/u.test(alt) ? alt : `[${alt}]`;
}

const frameTags = new Set("blockquote ul ol pre table tr td th h1 h2 h3 h4 h5 h6".split(" "));

/** The number that an ordered list or an item is given. */
function numberOf(value: string): number | undefined {
  return /^\s{0,3}\d{1,6}\s{0,3}$/.test(value) ? Number(value) : undefined;
}
