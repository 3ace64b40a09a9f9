// Quotes whose lines begin with a tab instead of `>`: mailx and its kin write them so, below their "… wrote:" line. Only there:
// elsewhere a tab is the author's own, as in code. Reads lines, changes their depth.
import { findAttributions } from "./attribution.ts";
import { type Line, isBlank, linesOfText } from "../line.ts";
import { firstWords } from "../runs.ts";

/**
 * Ann Weber <ann@example.com> wrote:
 *
 * →Shall I hand over
 * →the old enquiries?
 * Yes, please.
 */
export function markTabQuotes(lines: readonly Line[]): void {
  for (const below of findAttributions(lines).values()) {
    for (let i = firstWords(lines, below); i < lines.length; i++) {
      const line = lines[i];
      if (!line || line.depth > 0 || !(line.raw.startsWith("\t") || isBlank(line))) {
        break;
      }
      const [inner] = linesOfText(line.raw.slice(1));
      if (inner && line.raw.startsWith("\t")) {
        line.depth = inner.depth + 1;
        line.text = inner.text;
      }
    }
  }
}
