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
  if (run(wordsOnly(text.visible)) === run(wordsOnly(html.visible))) {
    return better;
  }
  const [ownOfText, ownOfHtml] = [ownWords(text), ownWords(html)];
  if (run(ownOfText) === run(ownOfHtml) || sameBag(ownOfText, ownOfHtml)) {
    return better;
  }
  return {
    ...better,
    method: `${better.method}; text and html differ`,
    confidence: Math.min(better.confidence, 0.6),
  };
}

/** Yahoo's text part runs its lines together, so words are compared without what stands between them. */
function run(words: readonly string[]): string {
  return words.join("");
}

/** What is the author's or their program's: a quoted line that one reading shows beside its answer says nothing. */
function ownWords({ blocks }: Reading): string[] {
  return wordsOnly(wordsOf(blocks, ["kept", "signature", "disclaimer"]));
}

/** The same words as often, in whatever order: a signature may stand above the answers or be set apart. */
function sameBag(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) {
    return false;
  }
  const counts = new Map<string, number>();
  one.forEach((word) => counts.set(word, (counts.get(word) ?? 0) + 1));
  return other.every((word) => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left > 0;
  });
}

function wordsOnly(text: string): string[] {
  return (
    text
      .replace(/<?(?:https?:\/\/|mailto:)[^\s<>]{1,2000}>?/g, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
