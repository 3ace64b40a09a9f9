// Whether html is nested deeper than its reader can bear: a quick count before it is read. Pure.

/** Elements opened and not closed; the reader's time grows with their square, and no program writes so many. */
const openedMax = 2_000;

const voidTags = /^(?:br|hr|img|input|meta|link|col|wbr|area|base|embed|source|track|param)$/iu;

/** Linear; what programs leave open, such as paragraphs, counts as well. */
export function isTooDeep(html: string): boolean {
  let opened = 0;
  for (const [, slash, tag = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,15})/giu)) {
    if (!voidTags.test(tag)) opened = Math.max(0, opened + (slash === "/" ? -1 : 1));
    if (opened > openedMax) return true;
  }
  return false;
}
