// The html of an email as its sender designed it, through a list of what may stay: how words look, and nothing that loads, runs,
// leads elsewhere or lies over something else. It is shown in a frame of its own, whose policy forbids the same once more.
import sanitizeHtml from "sanitize-html";
import { isTooDeep } from "./html-depth.ts";

/** Characters that are read; a browser needs no more to show what a person reads. */
export const ownHtmlLengthMax = 300_000;
/** What stands deeper is shown without its own element; browsers flatten at 512. */
const nestingMax = 100;

const blocks =
  "p div br hr center blockquote pre address article aside section header footer main figure figcaption h1 h2 h3 h4 h5 h6 ul ol li dl dt dd";
const words =
  "a span font b strong i em u s strike del ins sub sup small big tt code kbd samp var abbr cite q mark bdi bdo wbr";
const tables = "table caption colgroup col thead tbody tfoot tr td th";

/** A value of one property: names, lengths and colours. No bracket but that of a colour, so no url() and no var(). */
const plainValue = /^(?:rgba?\([\d\s.,%]{1,60}\)|[\w\s.,%#+-]{1,200})$/iu;
const styles = new Set(
  (
    "color background-color font font-family font-size font-style font-weight font-variant line-height letter-spacing " +
    "text-align text-decoration text-transform text-indent vertical-align white-space direction width max-width min-width " +
    "height border border-top border-right border-bottom border-left border-color border-style border-width border-radius " +
    "border-collapse border-spacing padding padding-top padding-right padding-bottom padding-left margin margin-top " +
    "margin-right margin-bottom margin-left display list-style-type word-break overflow-wrap"
  ).split(" "),
);

/**
 * Html that can do nothing but show. A picture is its description; where a link leads stands in its title. Undefined when
 * it is nested too deep to be read.
 */
export function ownHtml(html: string): string | undefined {
  const read = html.slice(0, ownHtmlLengthMax).toWellFormed();
  if (isTooDeep(read)) return undefined;
  return sanitizeHtml(read, {
    allowedTags: [...blocks.split(" "), ...words.split(" "), ...tables.split(" ")],
    allowedAttributes: {
      "*": ["style", "dir", "lang", "align", "valign", "title"],
      font: ["color", "face", "size"],
      ol: ["start", "type"],
      table: ["width", "border", "cellpadding", "cellspacing", "bgcolor"],
      tr: ["bgcolor"],
      td: ["width", "height", "bgcolor", "colspan", "rowspan"],
      th: ["width", "height", "bgcolor", "colspan", "rowspan"],
      col: ["width", "span"],
    },
    // The styles that come out are written below.
    parseStyleAttributes: false,
    nonTextTags: ["script", "style", "textarea", "option", "noscript", "title", "xmp", "noembed", "noframes"],
    nestingLimit: nestingMax,
    transformTags: {
      "*": (tagName, attribs) => ({ tagName, attribs: withPlainStyle(attribs) }),
      a: (tagName, { style = "", href = "" }) => ({
        tagName,
        attribs: { style, title: href.slice(0, 2_000) },
      }),
      img: (_, attribs) => ({ tagName: "span", attribs: {}, text: attribs["alt"] ?? "" }),
    },
  });
}

/** Only declarations that are plain from end to end; their quotes are left out, so that none is open. */
function withPlainStyle({ style, ...attribs }: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  if (style === undefined) return attribs;
  const plain = style.split(";").flatMap((declaration) => {
    const colon = declaration.indexOf(":");
    const name = declaration.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .replaceAll(/["']/gu, "")
      .trim();
    return styles.has(name) && plainValue.test(value) ? [`${name}:${value}`] : [];
  });
  return plain.length === 0 ? attribs : { ...attribs, style: plain.join(";") };
}
