// Notes what the words of a line look like while it is written: emphasis, links, pictures, and the element that shapes it. Offsets
// count from the line's first word until it is settled.
import type { Line } from "../line.ts";
import { type Frame, type Span, fill, frameFor } from "../look.ts";

/** What is open for the words to come, and the spans of those written; every method that opens something returns what closes it. */
export class LineLook {
  #length = 0;
  #spans: Span[] | undefined;
  #frame: Frame | undefined;
  #marks = 0;
  #href = "";
  #waiting: string[] = [];

  /** The innermost element that shapes what follows. */
  get frame(): Frame | undefined {
    return this.#frame;
  }

  /** Puts what follows in an element that shapes its lines. */
  enterFrame(tag: string, number = 0): () => void {
    const before = this.#frame;
    this.#frame = frameFor(tag, before, number);
    return () => void (this.#frame = before);
  }

  /** Emphasis and link of what follows. */
  style(marks: number, href: string): () => void {
    const before = [this.#marks, this.#href] as const;
    this.#marks |= marks;
    this.#href = href || this.#href;
    return () => void ([this.#marks, this.#href] = before);
  }

  /** No emphasis and no link for what follows. */
  plain(): () => void {
    const before = [this.#marks, this.#href] as const;
    [this.#marks, this.#href] = [0, ""];
    return () => void ([this.#marks, this.#href] = before);
  }

  words(words: string): void {
    if (this.#frame?.filled === 0 && /[^\s\u00a0]/u.test(words)) {
      fill(this.#frame);
    }
    const [start, end] = this.#advance(words.length);
    const [marks, href] = [this.#marks, this.#href];
    if (marks === 0 && href === "") {
      return;
    }
    const last = this.#spans?.at(-1);
    const isMore = last?.end === start && last.marks === marks && last.href === href;
    if (isMore && last.image === undefined && !("frame" in last)) {
      last.end = end;
    } else {
      this.#add({ start, end, marks, href });
    }
  }

  /** The bar between two cells: the words after it stand in the frame that is open now. */
  bar(bar: string): void {
    const [start, end] = this.#advance(bar.length);
    this.#add({ start, end, marks: 0, href: "", frame: this.#frame });
  }

  /** The words written last, of this length, stand for a picture. */
  named(address: string, length: number): void {
    this.#add({ start: this.#length - length, end: this.#length, marks: 0, href: "", image: address });
  }

  /** A picture that no words stand for. It has no line of its own: it goes with `line`, else with the next that is settled. */
  unnamed(address: string, line: Line | undefined): void {
    this.#waiting.push(address);
    if (line) {
      this.#place(line);
    }
  }

  /** Gives the line its look; its words begin at `at` in `raw`. */
  settle(line: Line, at: number): void {
    line.at = at;
    if (this.#spans) {
      for (const span of this.#spans) {
        span.start += at;
        span.end += at;
      }
      line.spans = this.#spans;
    }
    this.#place(line);
  }

  /** Begins another line. */
  begin(): void {
    this.#spans = undefined;
    this.#length = 0;
  }

  #advance(length: number): [start: number, end: number] {
    const start = this.#length;
    this.#length += length;
    return [start, this.#length];
  }

  #add(span: Span): void {
    this.#spans ??= [];
    this.#spans.push(span);
  }

  /** In place: a hundred thousand pictures may follow one line. */
  #place(line: Line): void {
    if (this.#waiting.length === 0) {
      return;
    }
    const at = line.raw.length;
    line.spans ??= [];
    for (const image of this.#waiting) {
      line.spans.push({ start: at, end: at, marks: 0, href: "", image });
    }
    this.#waiting = [];
  }
}
