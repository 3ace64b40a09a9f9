// Whether the words of a reply are certain enough to be carried out, and not only to be read. Pure.
import type { Reply } from "../reply/extract.ts";

/** Extraction is this sure that the words are the author's own. */
const confidenceMin = 0.8;

/** Words that their author struck through are plain ones in the text. */
export function isCertain({ confidence, blocks }: Reply): boolean {
  const isStruck = blocks.some(({ kind, html }) => kind === "kept" && /<(?:s|strike|del)\b/iu.test(html));
  return confidence >= confidenceMin && !isStruck;
}
