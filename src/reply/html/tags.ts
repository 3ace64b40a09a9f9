// Which html elements begin a line, keep a distance, hold nothing, end by themselves, or are not shown.

const set = (words: string) => new Set(words.split(" "));
const voidTags = set("area base br col embed hr img input link meta param source track wbr");
/** Closed by the next of their kind. */
export const unclosedTags = set("p li dt dd td th tr");
/** Not shown by mail programs. */
export const hiddenTags = set("head script style title template select option iframe");
/** A blank line stands between them and their neighbours. */
export const gapTags = set("p h1 h2 h3 h4 h5 h6 blockquote ul ol dl pre table");
/** Begin and end a line. */
export const blockTags = set(
  "address article aside body center dd details div dl dt fieldset figcaption figure footer form header html li main nav section summary tr tbody thead tfoot caption " +
    "p h1 h2 h3 h4 h5 h6 blockquote ul ol pre table td th",
);

/** Whether the element never has content. */
export function isVoid(tag: string): boolean {
  return voidTags.has(tag);
}
