// Puts rendered html together line by line: collapses blanks as a browser does, numbers lists, and notes for each line the quote
// containers, blockquotes and signatures that were open when its first word came.
import { LineLook } from "./line-look.ts";
import type { Structure } from "./structure.ts";
import { phoneSignature } from "./structures.ts";
import { type State, noState, readMarks, settleWrapper } from "./line-state.ts";
import { type Line, cleanText } from "../line.ts";

/** Quote marks shown before a line, however deep it stood. */
const shownDepthMax = 10;
/** Lists one in another that are told apart. */
const listsMax = 40;
/** Blank lines in a row that are kept. */
const blankLinesMax = 2;

/** Collects lines; every method that opens something returns what closes it. */
export class LineWriter {
  /** What the words look like. */
  readonly look = new LineLook();
  #lines: Line[] = [];
  #parts: string[] = [];
  #endsWithSpace = true;
  #gap = false;
  #cellGap = false;
  #bullet = "";
  #blanks = blankLinesMax;
  #cut: Structure | undefined;
  #document = 0;
  #phoneSignatures = 0;
  #typedMarks = false;
  #line: Line | undefined;
  #state: State = noState;

  /** `spaced`: blanks and line ends count, as in an element that is styled so. */
  text(chunk: string, spaced = false): void {
    if (spaced || this.#state.preformatted) {
      const rows = chunk.split("\n");
      rows.forEach((row, index) => {
        if (index > 0) {
          this.lineBreak();
        }
        this.#append(row);
      });
      return;
    }
    let words = /[\t\r\n\f]| {2}/.test(chunk) ? chunk.replace(/[ \t\r\n\f]+/g, " ") : chunk;
    if (this.#endsWithSpace && words.charCodeAt(0) === 32) {
      words = words.slice(1);
    }
    this.#append(words);
  }

  lineBreak(): void {
    this.#flush(true);
  }

  blockEdge(gap: boolean): void {
    this.#flush(false);
    this.#gap ||= gap;
  }

  ruledLine(): void {
    this.#flush(false);
    this.#append("----------");
    if (this.#line) {
      this.#line.rule = true;
    }
    this.#flush(false);
  }

  /** An edge of a table cell: the next words on the same line are set off. */
  cell(): void {
    this.#cellGap = this.#parts.length > 0;
  }

  /** A picture; `words` stand for it, or nothing. `address` is "" for one from elsewhere. */
  picture(address: string, words: string): void {
    if (words !== "") {
      const restore = this.look.plain();
      this.#append(words);
      restore();
      this.look.named(address, words.length);
      return;
    }
    const last = this.#lines.at(-1);
    const { depth, container, signature } = this.#state;
    const isSamePart =
      this.#line === undefined &&
      last?.at !== undefined &&
      last.depth === depth &&
      last.container === container &&
      last.signature === signature;
    this.look.unnamed(address, isSamePart ? last : undefined);
  }

  /** The number of the item that was begun last. */
  get itemNumber(): number {
    return this.#state.list?.count ?? 0;
  }

  item(number: number | undefined): void {
    const list = this.#state.list;
    if (list) {
      list.count = number ?? list.count + 1;
      this.#bullet = "  ".repeat(Math.min(list.level, 10)) + (list.ordered ? `${list.count}. ` : "- ");
    }
  }

  list(ordered: boolean, start: number): () => void {
    const level = this.#state.list ? this.#state.list.level + 1 : 0;
    if (level > listsMax) {
      return () => undefined;
    }
    return this.#change({ list: { ordered, count: start - 1, level } });
  }

  preformatted(): () => void {
    return this.#change({ preformatted: true });
  }

  /** Opens a blockquote; `formatting` says that it is of the kind that an author's button makes. */
  quote(formatting: boolean): () => void {
    const { depth, wrapper, container } = this.#state;
    if (wrapper && wrapper.depth === depth) {
      wrapper.head ??= wrapper.own.length;
      return this.#change({ depth: depth + 1, container: container || wrapper.name });
    }
    return this.#change({ depth: depth + 1, formatting: formatting || this.#state.formatting });
  }

  /** Opens what an element means. Inside a quote container nothing further matters. */
  enter(structure: Structure): () => void {
    const state = this.#state;
    if (state.container !== "") {
      return () => undefined;
    }
    switch (structure.kind) {
      case "container":
        return this.#change({ container: structure.name });
      case "wrapper":
        // "gmail_quote gmail_quote_container" nests in some versions; the outer one decides.
        return state.wrapper
          ? () => undefined
          : this.#change({
              wrapper: { name: structure.name, depth: state.depth, own: [], head: undefined },
            });
      case "cut":
      case "border":
        this.#flush(false);
        if (this.#cut?.kind !== "cut") {
          this.#cut = structure;
        }
        return () => {
          if (structure.kind === "border" && this.#cut === structure) {
            this.#cut = undefined;
          }
        };
      case "label":
        // The image that Notes sets before its header gives its alternative text to the line.
        if (
          this.#line === undefined ||
          (this.#parts.length === 1 && this.#parts[0]?.startsWith("[") === true)
        ) {
          this.#cut ??= structure;
        }
        return () => undefined;
      case "bar":
        return this.quote(false);
      case "signature":
        this.#phoneSignatures += structure.name === phoneSignature ? 1 : 0;
        return this.#change({ signature: true });
      case "attribution":
        return this.#change({ attribution: true });
    }
  }

  nextDocument(): void {
    this.#flush(false);
    this.#cut = undefined;
    this.#document++;
  }

  end(): Line[] {
    this.#flush(false);
    if (this.#phoneSignatures > 1) {
      // Typed inside the signature: where it begins, nobody can tell.
      this.#lines.forEach((line) => (line.signature = false));
    }
    if (this.#typedMarks) {
      readMarks(this.#lines);
    }
    return this.#lines;
  }

  #change(changes: Partial<State>): () => void {
    this.#flush(false);
    const before = this.#state;
    this.#state = { ...before, ...changes };
    return () => {
      this.#flush(false);
      this.#state = before;
      settleWrapper(changes.wrapper);
    };
  }

  #append(words: string): void {
    if (words === "") {
      return;
    }
    if (this.#line === undefined) {
      this.#line = this.#newLine();
    }
    if (this.#cellGap) {
      this.#cellGap = false;
      const bar = this.#endsWithSpace ? "| " : " | ";
      this.#parts.push(bar);
      this.look.bar(bar);
    }
    this.#parts.push(words);
    this.look.words(words);
    const last = words.charCodeAt(words.length - 1);
    this.#endsWithSpace = last === 32 && !this.#state.preformatted;
  }

  #newLine(): Line {
    const { depth, container, signature, attribution, formatting } = this.#state;
    return {
      raw: "",
      end: "\n",
      text: "",
      depth,
      container,
      cut: "",
      signature,
      attribution,
      rule: false,
      formatting,
      document: this.#document,
      frame: this.look.frame,
    };
  }

  #flush(forced: boolean): void {
    const line = this.#line ?? (forced ? this.#newLine() : undefined);
    if (line === undefined) {
      return;
    }
    const words = this.#parts
      .join("")
      .replace(/\u00a0/g, " ")
      .trimEnd();
    line.text = cleanText(words);
    this.#parts = [];
    this.#line = undefined;
    this.#endsWithSpace = true;
    this.#cellGap = false;
    if (line.text !== "") {
      if (this.#gap && this.#blanks === 0) {
        this.#push({ ...this.#newLine(), depth: Math.min(line.depth, this.#lines.at(-1)?.depth ?? 0) });
      }
      this.#gap = false;
      const before = marksOf(line.depth) + this.#bullet;
      line.raw = before + words;
      this.#bullet = "";
      this.look.settle(line, before.length);
      this.#typedMarks ||= words.charCodeAt(0) === 62 && line.depth === 0;
      if (this.#cut && !line.rule) {
        line.cut = this.#cut.kind === "cut" ? this.#cut.name : `${this.#cut.name}?`;
        this.#cut = undefined;
      }
    } else {
      line.raw = marksOf(line.depth).trimEnd();
    }
    this.look.begin();
    this.#push(line);
  }

  #push(line: Line): void {
    this.#blanks = line.text === "" ? this.#blanks + 1 : 0;
    if (this.#blanks <= blankLinesMax) {
      this.#lines.push(line);
      const wrapper = this.#state.wrapper;
      if (wrapper && line.container === "" && line.depth === wrapper.depth) {
        wrapper.own.push(line);
      }
    }
  }
}

function marksOf(depth: number): string {
  return depth === 0 ? "" : "> ".repeat(Math.min(depth, shownDepthMax));
}
