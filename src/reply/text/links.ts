// Addresses in plain words become links; everything is escaped.

/** Escaped html of words; http and https addresses and email addresses in them are links. Linear in their length. */
export function textWithLinks(words: string): string {
  const parts: string[] = [];
  let done = 0;
  if (/:\/\/|@/.test(words)) {
    for (const found of words.matchAll(address)) {
      const text = found[0].replace(/[.,;:!?'")\]}]{1,5}$/, "");
      const href = text.includes("://") ? text : `mailto:${text}`;
      parts.push(
        escaped(words.slice(done, found.index)),
        `<a href="${escaped(href).replaceAll('"', "&quot;")}">${escaped(text)}</a>`,
      );
      done = found.index + text.length;
    }
  }
  parts.push(escaped(words.slice(done)));
  return parts.join("");
}

/** https://example.com/plan, ann@example.com */
const address = /\bhttps?:\/\/[^\s<>"]{1,1500}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}/gi;

/** Words as the text of an element; for an attribute, quotation marks must be escaped as well. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
