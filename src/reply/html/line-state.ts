// What is open around a line while html is rendered, and how the lines of a wrapper (gmail_quote) are settled at its end.
import { type Line, cleanText, isWrappedEnd, quoteMarks } from "../line.ts";

/** Lines a wrapper may hold above its first blockquote and still be taken for an attribution, and for a header block. */
const attributionLinesMax = 4;
const headerLinesMax = 12;

/** A container whose own lines are quote only up to its first blockquote. */
export interface Wrapper {
  name: string;
  depth: number;
  /** Its lines outside its blockquotes. */
  own: Line[];
  /** How many of them stand above the first blockquote; undefined before it came. */
  head: number | undefined;
}

/** What is open around the line being written. */
export interface State {
  depth: number;
  container: string;
  signature: boolean;
  attribution: boolean;
  preformatted: boolean;
  formatting: boolean;
  wrapper: Wrapper | undefined;
  list: { ordered: boolean; count: number; level: number } | undefined;
}

/** Nothing open. */
export const noState: State = {
  depth: 0,
  container: "",
  signature: false,
  attribution: false,
  preformatted: false,
  formatting: false,
  wrapper: undefined,
  list: undefined,
};

/** At the end of a wrapper: its lines above the first blockquote, or all if it has none or is a forward, belong to the quote. */
export function settleWrapper(wrapper: Wrapper | undefined): void {
  if (!wrapper) {
    return;
  }
  const { own, head = own.length } = wrapper;
  const words = own.slice(0, Math.min(head, headerLinesMax * 3)).filter((line) => line.text !== "");
  const quoted =
    words[0] !== undefined && isForwardLine(words[0].text)
      ? own.length
      : head === own.length || words.length <= attributionLinesMax || isHeader(words)
        ? head
        : 0;
  // Words typed in the wrapper above the element that holds the attribution are the author's.
  const from = own.slice(0, Math.min(head, headerLinesMax * 3)).findIndex((line) => line.attribution);
  for (const line of own.slice(Math.max(0, from), quoted)) {
    line.container = wrapper.name;
  }
  wrapper.own = [];
}

/** "---------- Forwarded message ---------", "============ Weitergeleitete Nachricht ============", in any language. */
function isForwardLine(text: string): boolean {
  return text.length < 120 && /^(?:-{5,}|={5,}) ?[^-=]{3,80} ?(?:-{5,}|={5,})$/u.test(text);
}

function isHeader(words: readonly Line[]): boolean {
  return (
    words.length <= headerLinesMax &&
    words.filter(({ text }) => /^[^:：]{1,30}[:：]/u.test(text)).length >= Math.max(3, words.length - 2)
  );
}

/**
 * "> words" that stand in the html as they are count as quote marks below what programs made of plain text. Where the html has
 * quotes of its own, whoever wrote such a line typed its mark.
 */
export function readMarks(lines: readonly Line[]): void {
  if (
    lines.some(
      ({ container, depth, cut }) => container !== "" || depth > 0 || (cut !== "" && !cut.endsWith("?")),
    )
  ) {
    return;
  }
  let above = "";
  for (const line of lines) {
    const { depth, at } = quoteMarks(line.raw);
    if (depth > 0 && !isWrappedEnd(line.raw, above)) {
      line.depth = depth;
      line.text = cleanText(line.raw.slice(at));
    }
    above = line.raw;
  }
}
