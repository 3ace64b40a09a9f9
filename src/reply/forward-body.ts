// How far a forwarded email goes, and its words without the marks that forwarding put before them. Reads lines.
import { type Line, isBlank } from "./line.ts";

/** Marked lines end where no more marks stand; without marks, it is all there is. */
export function endOf(lines: readonly Line[], from: number, depth: number): number {
  if (depth === 0) return lines.length;
  let end = from;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] as Line;
    if (isBlank(line) && line.depth < depth) continue;
    // A long line that was wrapped on its way lost its mark: one such line does not end the quote.
    const isWrapped = line.depth < depth && (lines[i + 1]?.depth ?? 0) >= depth;
    if (line.depth < depth && !isWrapped) break;
    end = i + 1;
  }
  return end;
}

/** Its words, from the first to the last. */
export function bodyOf(lines: readonly Line[], depth: number): string {
  const marked = lines.find((line) => !isBlank(line));
  // Missive marks the words below a header that it does not mark.
  const marks = depth > 0 ? depth : marked !== undefined && marked.depth > 0 && allMarked(lines) ? 1 : 0;
  const rows = lines.map((line) => withoutMarks(line, marks));
  // Outlook 2019 sets in what it quotes.
  const isSetIn = marks === 0 && rows.every((row) => row.trim() === "" || row.startsWith("    "));
  return rows
    .map((row) => (isSetIn ? row.slice(4) : row))
    .join("\n")
    .replace(/^(?:[ \t]*\n)+/u, "")
    .trimEnd();
}

function allMarked(lines: readonly Line[]): boolean {
  return lines.every((line) => isBlank(line) || line.depth > 0);
}

function withoutMarks({ raw, depth }: Line, marks: number): string {
  let rest = raw;
  for (let i = 0; i < Math.min(marks, depth); i++) rest = rest.replace(/^[ \t]{0,8}> ?/u, "");
  return rest;
}
