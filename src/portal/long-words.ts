// Words too long to stand whole among others: how much of them a page shows before it leads to all of it.

/** What a message may have to stand whole on the page of its task. */
export const linesMax = 120;
export const charactersMax = 12_000;
/** What is shown of a longer one: well below, so that never only a few lines are missing. */
const linesShown = 60;
const charactersShown = 6_000;

export interface Cut {
  /** The beginning, up to the end of a line or a word. */
  beginning: string;
  lineCount: number;
}

/** Undefined for what can stand whole. */
export function cutLong(text: string): Cut | undefined {
  const lineCount = countLines(text);
  if (lineCount <= linesMax && text.length <= charactersMax) return undefined;
  const lines = text.split("\n", linesShown).join("\n");
  return { beginning: cutAtWord(lines), lineCount };
}

export function countLines(text: string): number {
  return text.trimEnd().split("\n").length;
}

function cutAtWord(text: string): string {
  if (text.length <= charactersShown) return text;
  const cut = text.slice(0, charactersShown).toWellFormed();
  const space = cut.search(/\s\S*$/u);
  return `${space > charactersShown / 2 ? cut.slice(0, space) : cut}…`;
}
