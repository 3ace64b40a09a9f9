// The html of a reply's words once more through a strict list before it is put on a page; its pictures come from our files.
import sanitizeHtml from "sanitize-html";
import type { AttachmentRow } from "../store/messages.ts";
import { canShowInline, previewPathOf } from "./file-view.ts";
import { isTooDeep } from "./html-depth.ts";

/** Characters of html that a page shows; what is longer is shown as text. */
export const htmlLengthMax = 200_000;
/** What stands deeper is shown without its own element. */
const nestingMax = 30;
const absoluteAddress = /^(?:https?:\/\/|mailto:|tel:)/iu;
const imageAddress = /^cid:(.{1,500})$/iu;

const simple = [
  "p",
  "br",
  "div",
  "ul",
  "ol",
  "li",
  "strong",
  "em",
  "u",
  "s",
  "code",
  "pre",
  "blockquote",
  "hr",
];
const table = ["table", "thead", "tbody", "tr", "td", "th"];

/**
 * Html that can do nothing but show, and the ids of the files that it shows. Undefined when it is too long or too deep. `mark` gets
 * its words, escaped, but for those of links, and answers html of ours.
 */
export function safeHtml(
  html: string,
  files: readonly AttachmentRow[],
  mark?: (escaped: string) => string,
): { html: string; shownIds: Set<number> } | undefined {
  if (html.length > htmlLengthMax || isTooDeep(html)) return undefined;
  const shownIds = new Set<number>();
  const words = (tagName: string) => ({ tagName, attribs: { dir: "auto" } });
  const picture = (attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag => {
    const alt = attribs["alt"] ?? "";
    const file = findPicture(files, attribs["src"] ?? "");
    const path = file === undefined ? null : previewPathOf(file);
    if (file === undefined || path === null) return { tagName: "span", attribs: {}, text: alt };
    shownIds.add(file.id);
    return { tagName: "img", attribs: { src: path, alt, loading: "lazy" } };
  };
  const safe = sanitizeHtml(html, {
    allowedTags: [...simple, ...table, "a", "img", "span"],
    allowedAttributes: {
      "*": ["dir"],
      p: ["class"],
      ol: ["start"],
      a: ["href", "rel"],
      img: ["src", "alt", "loading"],
      td: ["colspan", "rowspan"],
      th: ["colspan", "rowspan"],
    },
    allowedClasses: { p: ["heading"] },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    allowedSchemesByTag: { img: [] },
    allowProtocolRelative: false,
    nestingLimit: nestingMax,
    ...(mark === undefined
      ? {}
      : { textFilter: (text: string, tagName: string) => (tagName === "a" ? text : mark(text)) }),
    transformTags: {
      ...Object.fromEntries(["p", "li", "td", "th"].map((tag) => [tag, withDirection])),
      // The page's own headings say where one is on the page.
      ...Object.fromEntries(
        ["h1", "h2", "h3", "h4", "h5", "h6"].map((tag) => [
          tag,
          () => ({ tagName: "p", attribs: { class: "heading", dir: "auto" } }),
        ]),
      ),
      b: () => words("strong"),
      i: () => words("em"),
      a: (tagName, { href = "" }) => ({
        tagName,
        // An address without its scheme would lead into our own pages.
        attribs: absoluteAddress.test(href) ? { href, rel: "noopener noreferrer nofollow" } : {},
      }),
      img: (_, attribs) => picture(attribs),
    },
  });
  return { html: safe.replaceAll(linkInHtml, withHost), shownIds };
}

/** A link as it comes out above. */
const linkInHtml = /<a href="(https?:[^"]{1,3000})" rel="[^"]{1,60}">([^<]{1,3000})<\/a>/giu;
const hostInWords =
  /^(?:https?:\/\/|www\.)?((?:[\p{L}\p{N}-]{1,63}\.){1,6}[\p{L}\p{N}-]{2,63})(?=[/:?#]|$)/iu;

/** Words that read like an address of another host than the one they lead to are followed by that one. */
function withHost(link: string, href: string, words: string): string {
  const seen = hostInWords.exec(words.trim())?.[1];
  if (seen === undefined) return link;
  const [claimed, real] = [hostOf(`https://${seen}`), hostOf(href.replaceAll("&amp;", "&"))];
  if (claimed === undefined || real === undefined) return link;
  return real === claimed || real.endsWith(`.${claimed}`) ? link : `${link} <span>(to ${real})</span>`;
}

/** Punycode for names that are not ASCII, so that one cannot pass for another. */
function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./u, "") : undefined;
}

function withDirection(tagName: string, { colspan, rowspan }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const attribs: sanitizeHtml.Attributes = { dir: "auto" };
  if (colspan !== undefined) attribs["colspan"] = colspan;
  if (rowspan !== undefined) attribs["rowspan"] = rowspan;
  return { tagName, attribs };
}

/** The picture of this very message that `src` names by its Content-ID (RFC 2392). */
function findPicture(files: readonly AttachmentRow[], src: string): AttachmentRow | undefined {
  const id = imageAddress.exec(src.trim())?.[1];
  if (id === undefined) return undefined;
  const wanted = new Set([id, decoded(id)]);
  return files.find(
    ({ contentId, contentType }) =>
      contentId !== null && wanted.has(contentId.replaceAll(/^<|>$/gu, "")) && canShowInline(contentType),
  );
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
