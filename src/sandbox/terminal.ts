// Lines for a terminal, in colour where the terminal shows colours.

export interface Terminal {
  line: (text?: string) => void;
  bold: (text: string) => string;
  faint: (text: string) => string;
  good: (text: string) => string;
  bad: (text: string) => string;
}

/** `write` takes one line with its end. */
export function openTerminal(write: (line: string) => void, isColoured: boolean): Terminal {
  const paint = (code: number) => (text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    line: (text = "") => write(`${text}\n`),
    bold: paint(1),
    faint: paint(2),
    good: paint(32),
    bad: paint(31),
  };
}

/**
 * Text from an email for a terminal: without control characters, which could move the cursor or change the terminal, and
 * each line after `indent`.
 */
export function shown(text: string, indent: string, linesMax = 40): string {
  const lines = text.replaceAll(unsafe, " ").split("\n");
  const kept = lines.slice(0, linesMax).map((line) => `${indent}${line}`.trimEnd());
  if (lines.length > linesMax) kept.push(`${indent}… and ${lines.length - linesMax} more lines`);
  return kept.join("\n");
}

// oxlint-disable-next-line no-control-regex -- control and direction characters are exactly what must not get through
const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;
