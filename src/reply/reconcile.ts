// Which of two readings of a mail is believed, that of its html or that of its text.
import { wordsOf } from "../domain/message.ts";
import type { Reply } from "./extract.ts";

/** One reading of one body part. */
export interface Reading extends Reply {
  /** Whether it found anything to cut that is not the signature. */
  cut: boolean;
}

/** The better-evidenced reading: html, unless only the text shows what is quote. Where the two keep different words, less sure. */
export function reconcile(text: Reading | undefined, html: Reading | undefined): Reading | undefined {
  if (!text || !html || html.original === "") {
    return text ?? html;
  }
  const better = text.cut && text.kept !== "" && (!html.cut || html.kept === "") ? text : html;
  // Most programs mark the signature in html only: then the two still agree on what is quote.
  if (sameWords(text.kept, html.kept) || sameWords(signed(text), signed(html))) {
    return better;
  }
  return {
    ...better,
    method: `${better.method}; text and html differ`,
    confidence: Math.min(better.confidence, 0.6),
  };
}

function signed({ kept, blocks }: Reading): string {
  return `${kept}\n${wordsOf(blocks, ["signature", "disclaimer"])}`;
}

function sameWords(one: string, other: string): boolean {
  return one === other || wordsOnly(one) === wordsOnly(other);
}

function wordsOnly(text: string): string {
  return text
    .replace(/<?(?:https?:\/\/|mailto:)[^\s<>]{1,2000}>?/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase();
}
