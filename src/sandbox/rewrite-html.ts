// Rewrites the html of an email the way mail programs do before they quote it: frame taken off, names changed.
import { Parser } from "htmlparser2";

/** What a program does to an element: a name of its own, attributes of its own, words before its end. */
export interface Rewriting {
  attributes: (tag: string, attributes: Readonly<Record<string, string>>) => Record<string, string>;
  /** Stands before the end tag of an element. */
  beforeEnd?: (tag: string) => string;
  /** Whether the program reads what stands in comments for Word, as Outlook does. */
  readsWordComments?: true;
  /** Elements of the head that the program takes along into the quote; none unless it is named. */
  keepsOfHead?: readonly ("meta" | "style" | "title")[];
}

/** Elements that a program quotes only if it is said to, with all that is in them. */
const dropped = new Set(["head", "title", "style", "script", "template"]);
const empty = new Set(["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"]);

/** The content of an email's body as one piece of html; linear in its length. */
export function rewriteHtml(html: string, rewriting: Rewriting): string {
  const pieces: string[] = [];
  const kept = new Set<string>(rewriting.keepsOfHead);
  const isDropped = (tag: string) =>
    dropped.has(tag) && !kept.has(tag) && (tag !== "head" || kept.size === 0);
  const isFrame = (tag: string) =>
    tag === "html" || tag === "head" || tag === "link" || (tag === "meta" && !kept.has(tag));
  let droppedDepth = 0;
  let isStyle = false;
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (isDropped(tag)) droppedDepth += 1;
        if (droppedDepth > 0 || isFrame(tag)) return;
        isStyle = tag === "style";
        const name = tag === "body" ? "div" : tag;
        pieces.push(`<${name}${serialize(rewriting.attributes(tag, attributes))}>`);
      },
      ontext(text) {
        if (droppedDepth === 0) pieces.push(isStyle ? text : escapeText(text));
      },
      onclosetag(tag) {
        isStyle = false;
        if (isDropped(tag)) droppedDepth -= 1;
        else if (droppedDepth === 0 && !isFrame(tag) && !empty.has(tag)) {
          pieces.push(`${rewriting.beforeEnd?.(tag) ?? ""}</${tag === "body" ? "div" : tag}>`);
        }
      },
    },
    { decodeEntities: true },
  );
  parser.end(rewriting.readsWordComments === true ? openWordComments(html) : html);
  return pieces.join("").trim();
}

/** The content of an email as programs show it that leave names and data attributes alone. */
export function asReceived(html: string): string {
  return rewriteHtml(html, { attributes: (_tag, { xmlns: _xmlns, ...attributes }) => attributes });
}

/** The same with a prefix before every id and class, and without data attributes. */
export function withOwnNames(html: string, prefix: string): string {
  return rewriteHtml(html, {
    attributes: (_tag, attributes) =>
      Object.fromEntries(
        Object.entries(attributes)
          .filter(([name]) => !name.startsWith("data-") && name !== "xmlns")
          .map(([name, value]) => [
            name,
            name === "class" || name === "id" ? prefixed(prefix, value) : value,
          ]),
      ),
  });
}

/** Each name of a list of classes, or an id, with a prefix. */
export function prefixed(prefix: string, names: string): string {
  return names
    .split(/\s+/u)
    .filter((name) => name !== "")
    .map((name) => prefix + name)
    .join(" ");
}

/** Plain text as html. */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\u00a0", "&nbsp;");
}

function serialize(attributes: Record<string, string>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeText(value).replaceAll('"', "&quot;")}"`)
    .join("");
}

function openWordComments(html: string): string {
  return html
    .replaceAll(/<!--\[if [^\]<>]{0,20}mso[^\]<>]{0,20}\]>/giu, "")
    .replaceAll(/<!\[endif\]-->/giu, "");
}
