// The open elements of an html body: what each does to the lines inside it, and how an end tag finds what it closes. Follows the
// html standard where mail needs it (stray and missing end tags), with every look back bounded.
import { type Attributes, type Structure, structureOf } from "./structures.ts";
import { LineWriter } from "./line-writer.ts";
import type { Line } from "../line.ts";

/** Elements looked back over for the one an end tag closes. */
const lookBackMax = 300;

/** The attributes that are read. */
export interface AllAttributes extends Attributes {
  href: string;
  alt: string;
}

const set = (words: string) => new Set(words.split(" "));
const voidTags = set("area base br col embed hr img input link meta param source track wbr");
const unclosedTags = set("p li dt dd td th tr");
const hiddenTags = set(
  "head script style title template noscript object select option textarea iframe svg math",
);
const gapTags = set("p h1 h2 h3 h4 h5 h6 blockquote ul ol dl pre table");
const blockTags = set(
  "address article aside body center dd details div dl dt fieldset figcaption figure footer form header html li main nav section summary tr tbody thead tfoot caption " +
    "p h1 h2 h3 h4 h5 h6 blockquote ul ol pre table td th",
);

/** Whether the element never has content. */
export function isVoid(tag: string): boolean {
  return voidTags.has(tag);
}

/** One open element and how to undo what it changed. */
interface Open {
  tag: string;
  undo: (() => void) | undefined;
}

/** The open elements, and what each means for the lines inside it. */
export class Elements {
  #writer = new LineWriter();
  #stack: Open[] = [];
  #counts = new Map<string, number>();
  #hidden = 0;

  text(chunk: string): void {
    if (this.#hidden === 0) {
      this.#writer.text(chunk);
    }
  }

  open(tag: string, attributes: AllAttributes, empty: boolean): void {
    if (tag === "br") {
      this.#showing(() => this.#writer.lineBreak());
    } else if (tag === "img") {
      this.#showing(() => attributes.alt.trim() !== "" && this.#writer.text(`[${attributes.alt.trim()}]`));
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
    const undo = this.#begin(tag, attributes);
    this.#stack.push({ tag, undo });
    this.#counts.set(tag, (this.#counts.get(tag) ?? 0) + 1);
  }

  close(tag: string): void {
    if (tag === "br") {
      this.#showing(() => this.#writer.lineBreak());
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
      top.undo?.();
    }
  }

  /** Applies the element and returns what takes it back at its end; nothing for most elements. */
  #begin(tag: string, attributes: AllAttributes): (() => void) | undefined {
    if (this.#hidden > 0 || hiddenTags.has(tag) || isUndisplayed(attributes.style)) {
      this.#hidden++;
      return () => void this.#hidden--;
    }
    const writer = this.#writer;
    const marked =
      attributes.class ||
      attributes.id ||
      attributes.style ||
      attributes.type ||
      attributes.name ||
      attributes.marker ||
      attributes.inreply ||
      attributes.smartmail;
    const structure = marked ? structureOf(tag, attributes) : undefined;
    if (!blockTags.has(tag)) {
      return structure ? this.#enter(structure) : undefined;
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

  #enterBlock(
    tag: string,
    attributes: AllAttributes,
    structure: Structure | undefined,
  ): (() => void) | undefined {
    const writer = this.#writer;
    const undos: (() => void)[] = [];
    if (tag === "blockquote") {
      undos.push(writer.quote());
    }
    if (structure) {
      undos.push(this.#enter(structure));
    }
    if (tag === "ul" || tag === "ol") {
      undos.push(writer.list(tag === "ol"));
    } else if (tag === "li") {
      writer.item();
    } else if (tag === "pre") {
      undos.push(writer.preformatted());
    } else if (tag === "html") {
      undos.push(() => writer.nextDocument());
    }
    return undos.length === 0 ? undefined : () => undos.toReversed().forEach((undo) => undo());
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

function isUndisplayed(style: string): boolean {
  return style !== "" && /(?:^|[;\s"])(?:display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all)/i.test(style);
}
