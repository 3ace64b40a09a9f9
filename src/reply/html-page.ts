// Html that is being written: which elements are open, and where paragraphs begin and end. Escapes nothing: it is given html.
import type { Frame } from "./look.ts";

/** Html that is being written: the elements that are open, and whether a paragraph is. */
export class Page {
  #out: string[] = [];
  #open: { frame: Frame; tag: string }[] = [];
  #leaf = false;
  #blanks = 0;
  #quotes: Frame[] = [];
  #fence: Frame | undefined;

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

  /** The frame of a pair of fences' code; the same one for all its lines. */
  fence(number: number): Frame {
    if (this.#fence?.number !== number) {
      this.#fence = { tag: "pre", parent: undefined, level: 1, number, filled: 1, isData: false };
    }
    return this.#fence;
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
