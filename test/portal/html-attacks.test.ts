// Attacks by html, through everything that puts an email's html on a page: the kept words of a reply and the email as it was
// designed. Whatever comes out, read by a browser's parser and written and read again, holds only what the lists allow.
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { ownHtml } from "../../src/portal/own-html.ts";
import { safeHtml } from "../../src/portal/safe-html.ts";
import { extractReply } from "../../src/reply/extract.ts";
import { htmlAttacks } from "../support/attacks/html-attacks.ts";

const simple = "p br div ul ol li strong em u s code pre blockquote hr table thead tbody tr td th a span";
const words = new Set(`html head body ${simple}`.split(" "));
const designed = new Set(
  `${[...words].join(" ")} center address article aside section header footer main figure figcaption h1 h2 h3 h4 h5 h6 dl dt dd font b i strike del ins sub sup small big tt kbd samp var abbr cite q mark bdi bdo wbr caption colgroup col tfoot`.split(
    " ",
  ),
);
const attributes = new Set("dir start href rel colspan rowspan class".split(" "));
const designedAttributes = new Set(
  "style dir lang align valign title color face size start type width height border cellpadding cellspacing bgcolor colspan rowspan span".split(
    " ",
  ),
);

const { DOMParser } = new JSDOM().window;
const parser = new DOMParser();

interface Allowed {
  tags: ReadonlySet<string>;
  attributes: ReadonlySet<string>;
}

/** What a browser finds in it that is not allowed, at the first reading and at the second, as mXSS needs it. */
function foundIn(html: string, allowed: Allowed): string[] {
  const once = parser.parseFromString(html, "text/html");
  const twice = parser.parseFromString(once.body.innerHTML, "text/html");
  const framed = parser.parseFromString(`<section><svg></svg>${html}</section>`, "text/html");
  return [
    ...[once, twice].flatMap((document) => faults([...document.querySelectorAll("*")], allowed)),
    ...faults([...framed.querySelectorAll("section *:not(svg)")], allowed),
  ];
}

function faults(elements: readonly Element[], allowed: Allowed): string[] {
  return elements.flatMap((element) => {
    const tag = element.localName;
    const isForeign = element.namespaceURI !== "http://www.w3.org/1999/xhtml";
    const bad = element
      .getAttributeNames()
      .filter((name) => !allowed.attributes.has(name) || !isHarmless(name, element.getAttribute(name) ?? ""));
    return [
      ...(isForeign || !allowed.tags.has(tag) ? [`<${tag}>`] : []),
      ...bad.map((name) => `${tag} ${name}`),
    ];
  });
}

function isHarmless(name: string, value: string): boolean {
  if (name === "href") return /^(?:https?:\/\/|mailto:|tel:)/iu.test(value);
  if (name === "class") return value === "heading";
  if (name === "style")
    return !/[@\\<{]|url|image|expression|var\(|position|behavior|binding|animation/iu.test(value);
  return true;
}

it("there are at least 80 attacks, each another", () => {
  expect(htmlAttacks.length).toBeGreaterThanOrEqual(80);
  expect(new Set(htmlAttacks.map(([tries]) => tries)).size).toBe(htmlAttacks.length);
  expect(new Set(htmlAttacks.map(([, html]) => html)).size).toBe(htmlAttacks.length);
});

it("a check that sees nothing would be no check", () => {
  // The parser's own recursion ends at a few thousand elements, which no list lets through.
  const readable = htmlAttacks.filter(([, html]) => html.length < 8_000);
  const seen = readable.filter(([, html]) => foundIn(html, { tags: words, attributes }).length > 0);
  expect(seen.length).toBeGreaterThan(110);
}, 60_000);

describe.each(htmlAttacks)("%s", (_, html) => {
  it("comes to nothing in the html of a reply's words", () => {
    expect(foundIn(safeHtml(html, [])?.html ?? "", { tags: words, attributes })).toEqual([]);
  });

  it("comes to nothing in what extraction keeps, and again when that is put on a page", () => {
    for (const around of ["", "On Monday Ann wrote:<blockquote>x</blockquote>"]) {
      const { blocks } = extractReply({ html: `<p>Words.</p>${html}${around}` });
      for (const block of blocks) {
        const kept = foundIn(block.html, {
          tags: new Set([...designed, "img"]),
          attributes: new Set([...attributes, "alt", "src"]),
        });
        expect(kept.filter((fault) => fault !== "img src")).toEqual([]);
        expect(block.html).not.toMatch(/<img[^>]*src="(?!cid:)/iu);
        expect(foundIn(safeHtml(block.html, [])?.html ?? "", { tags: words, attributes })).toEqual([]);
      }
    }
  });

  it("comes to nothing in the email as it was designed", () => {
    expect(foundIn(ownHtml(html) ?? "", { tags: designed, attributes: designedAttributes })).toEqual([]);
  });
});

describe("an email as it was designed", () => {
  it("keeps colours, fonts, tables and lists", () => {
    const html =
      '<table width="600" bgcolor="#ffffff" style="border-collapse:collapse"><tbody><tr><td style="padding:4px;color:rgb(1, 2, 3)"><font color="red">a</font></td></tr></tbody></table>';
    expect(ownHtml(html)).toBe(html);
  });

  it("says where links lead and what pictures show", () => {
    expect(
      ownHtml('<a href="https://a.example/">Shop</a><img src="https://b.example/x.png" alt="A bench">'),
    ).toBe('<a title="https://a.example/">Shop</a><span>A bench</span>');
  });
});
