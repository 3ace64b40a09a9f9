// The links of an email, wherever a scanner looks for them, and which of them lead to this server. Pure.
import { Parser } from "htmlparser2";
import type { OutgoingEmail } from "../outbox/courier.ts";

const linkAttributes = ["href", "src", "action", "background"];
/** A link in plain text or in a header; what ends a sentence is no part of it. */
const linkInText = /\bhttps?:\/\/[^\s<>"')\]]{1,2000}(?<![.,;:!?])/giu;

/** Every http link once: of the html, of the text part and of the headers (List-Unsubscribe has some). */
export function linksOf({ html, text, headers }: Pick<OutgoingEmail, "html" | "text" | "headers">): string[] {
  const links = new Set<string>();
  const parser = new Parser({
    onopentag(_tag, attributes) {
      for (const name of linkAttributes) {
        const link = attributes[name]?.trim() ?? "";
        if (/^https?:/iu.test(link) && URL.canParse(link)) links.add(link);
      }
    },
  });
  parser.end(html);
  for (const part of [text, ...Object.values(headers)]) {
    for (const [link] of part.matchAll(linkInText)) if (URL.canParse(link)) links.add(link);
  }
  return [...links];
}

/**
 * The path and query of a link to this server, by its public or its local origin; undefined for any other server.
 * `link` may be relative to `baseUrl`.
 */
export function localPathOf(link: string, baseUrl: string, localUrl: string): string | undefined {
  const url = URL.canParse(link, baseUrl) ? new URL(link, baseUrl) : undefined;
  if (url === undefined) return undefined;
  const isOurs = url.origin === new URL(baseUrl).origin || url.origin === new URL(localUrl).origin;
  return isOurs ? `${url.pathname}${url.search}` : undefined;
}
