// What is open around a line while html is rendered, and how the lines of a wrapper (gmail_quote) are settled at its end.
import type { Line } from "../line.ts";

/** Lines a wrapper may hold above its first blockquote and still be taken for an attribution. */
const attributionLinesMax = 4;

/** A container whose own lines are quote only up to its first blockquote. */
export interface Wrapper {
  name: string;
  depth: number;
  own: Line[];
  quoted: boolean;
}

/** What is open around the line being written. */
export interface State {
  depth: number;
  container: string;
  signature: boolean;
  attribution: boolean;
  preformatted: boolean;
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
  wrapper: undefined,
  list: undefined,
};

/** At the end of a wrapper: its lines above the first blockquote, or all if it has none, belong to the quote. */
export function settleWrapper(wrapper: Wrapper | undefined): void {
  if (!wrapper) {
    return;
  }
  const words = wrapper.own.filter((line) => line.text !== "").length;
  if (!wrapper.quoted || words <= attributionLinesMax) {
    for (const line of wrapper.own) {
      line.container = wrapper.name;
    }
  }
  wrapper.own = [];
}
