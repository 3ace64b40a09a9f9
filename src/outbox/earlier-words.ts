// What was said before, as emails quote it below their own words.
import { maskSecrets } from "../threading/mask.ts";
import { cut } from "./message-words.ts";
import { quotedLengthMax } from "./outbox.ts";
import { quoteLines } from "./quote-lines.ts";

/** Words that stood before, as lines of html, and marked as a quote for the text part. */
export interface EarlierWords {
  heading: string;
  lines: string[];
  marked: string[];
}

/** Cut to `quotedLengthMax` characters. */
export function underHeading(heading: string, words: string): EarlierWords {
  const lines = cut(maskSecrets(words), quotedLengthMax).split("\n");
  return { heading, lines, marked: quoteLines(lines) };
}
