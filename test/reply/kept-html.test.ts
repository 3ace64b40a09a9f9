// The html of what is kept: nothing but the allow-list comes out of any html, well-formed, with the words of the text; and the
// texts of the blocks are the original.
import fc from "fast-check";
import { parseDocument } from "htmlparser2";
import sanitizeHtml from "sanitize-html";
import { expect, test } from "vitest";
import { extractReply } from "../../src/reply/extract.ts";

const allowed: sanitizeHtml.IOptions = {
  allowedTags:
    "p br hr ul ol li strong em u s code pre blockquote table tr td th h1 h2 h3 h4 h5 h6 a img div".split(
      " ",
    ),
  allowedAttributes: { a: ["href"], img: ["src", "alt"], div: ["dir"], ol: ["start"] },
  allowedSchemes: ["http", "https", "mailto"],
  allowedSchemesByTag: { img: ["cid"] },
  allowProtocolRelative: false,
};

const word = fc.integer({ min: 0, max: 999 }).map((n) => `w${n}`);
const text = fc
  .array(fc.oneof(word, word, fc.constantFrom("&lt;b&gt;", "&amp;amp;", "<", "&quot;", "\n", "&nbsp;")), {
    maxLength: 5,
  })
  .map((parts) => parts.join(" "));
const attribute = fc.constantFrom(
  "",
  "",
  "",
  ' onclick="alert(1)"',
  ' href="javascript:alert(1)"',
  ' href=" java\tscript:alert(1)"',
  ' href="https://a.example/?a=1&amp;b=&quot;&gt;&lt;script&gt;"',
  ' href="mailto:ann@a.example"',
  ' src="cid:part1@a"',
  ' src="cid:a&quot;onerror=x"',
  ' src="https://track.example/p.gif" alt="w7 &quot;>w8"',
  " dir=rtl",
  ' dir="ltr"',
  ' start="7"',
  " value=4",
  ' style="background:url(x)"',
  ' alt="w5" src=cid:q',
  ' srcdoc="<b>"',
);
const tag = fc.constantFrom(
  ..."p div span b i u s code strong em a ul ol li table tr td th tbody pre blockquote h1 h3 script style iframe svg math img br hr font form template base".split(
    " ",
  ),
);
const piece = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 5, arbitrary: fc.tuple(tag, attribute).map(([name, more]) => `<${name}${more}>`) },
  { weight: 4, arbitrary: tag.map((name) => `</${name}>`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("<!-- w1 -->", "<", "</", "<p", "&#0;", "<![CDATA[x]]>", "\u202e"),
  },
);
const html = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(""));

const wordsIn = (from: string) => from.match(/w\d+/g) ?? [];

test("any html comes out within the allow-list, well-formed, with the words of the text", () => {
  fc.assert(
    fc.property(html, (body) => {
      for (const block of extractReply({ html: body }).blocks) {
        if (block.html === "") {
          continue;
        }
        expect(sanitizeHtml(block.html, allowed)).toBe(block.html);
        expectBalanced(block.html);
        expect(wordsIn(shownText(block.html))).toEqual(wordsIn(block.text));
      }
    }),
    { numRuns: 1500, examples: [['w0<a href="https://a.example/"></w0 w0']] },
  );
});

test("the texts of the blocks one after the other are the original", () => {
  fc.assert(
    fc.property(html, (body) => {
      const { blocks, original } = extractReply({ html: body });
      expect(blocks.map((block) => block.text).join("")).toBe(original);
    }),
  );
  const row = fc.constantFrom(
    "",
    "",
    "w1 w2",
    "> w3",
    "> > w4",
    "  w5  ",
    "\tw6",
    "AB> w7",
    "AB> w8",
    "-- ",
    "Ann",
    "On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:",
    "Hello. On Wed, Apr 4, 2012 at 3:59 PM, bob@example.com wrote:",
    "From: Ann <a@b.example>",
    "Sent: Monday, 4 May 2020 10:00",
    "To: Bob",
    "Subject: w9",
    "-----Original Message-----",
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 25 }), fc.constantFrom("\n", "\r\n", "\r"), (rows, end) => {
      const { blocks, original } = extractReply({ text: rows.join(end) });
      expect(blocks.map((block) => block.text).join("")).toBe(original);
      expect(original).toBe(
        rows
          .join("\n")
          .replace(/^(?:[ \t]*\n)+/, "")
          .trimEnd(),
      );
    }),
    { numRuns: 2000 },
  );
});

test("what a style strikes through is struck, whichever element has it", () => {
  const htmlOf = (body: string) => extractReply({ html: body }).blocks[0]?.html;
  for (const style of [
    "text-decoration:line-through",
    "color:red; TEXT-DECORATION : underline Line-Through red",
    "text-decoration-line: line-through",
  ]) {
    expect(htmlOf(`<span style="${style}">One</span> two`)).toBe("<p><s>One</s> two</p>");
    expect(htmlOf(`<p style="${style}">One <b>two</b></p><p>three</p>`)).toBe(
      "<p><s>One </s><strong><s>two</s></strong></p><p>three</p>",
    );
    expect(htmlOf(`<div style="${style}"><ul><li>One</li></ul></div>two`)).toContain("<li><s>One</s></li>");
  }
  for (const style of ["text-decoration:underline", "text-decoration:none;font-family:line-through"])
    expect(htmlOf(`<span style="${style}">One</span> two`)).toBe("<p>One two</p>");
});

test("forms keep their look", () => {
  const htmlOf = (body: string) => extractReply({ html: body }).blocks[0]?.html;
  expect(htmlOf('<p>One <b>two</b> <a href="https://a.example/">three</a></p>')).toBe(
    '<p>One <strong>two</strong> <a href="https://a.example/">three</a></p>',
  );
  expect(htmlOf('<a href="javascript:x">words stay</a>')).toBe("<p>words stay</p>");
  for (const href of [
    "https://bank.example@evil.example/",
    "https://a.example/\u202Egpj",
    "https:\\\\bank@evil.example",
  ]) {
    expect(htmlOf(`<a href="${href}">words stay</a>`)).toBe("<p>words stay</p>");
  }
  expect(htmlOf('<a href="https://a.example/@ann">a</a>')).toBe(
    '<p><a href="https://a.example/@ann">a</a></p>',
  );
  expect(htmlOf("<ol start=3><li>a<li>b<ul><li>c</ul></ol>")).toBe(
    '<ol start="3"><li>a</li><li>b<ul><li>c</li></ul></li></ol>',
  );
  expect(htmlOf("<table><tr><td>a<td>b</table><table><tr><td>layout</table>")).toBe(
    "<table><tr><td>a</td><td>b</td></tr></table><p>layout</p>",
  );
  expect(htmlOf('see <img src="cid:x" alt="plan"><img src="https://t.example/p.gif"> this')).toBe(
    '<p>see <img src="cid:x" alt="plan" /> this</p>',
  );
  expect(htmlOf("<pre>if x:\n  y</pre>")).toBe("<pre>if x:\n  y</pre>");
  expect(extractReply({ html: "<blockquote type=cite>only a quote</blockquote>" }).method).toMatch(
    /whole shown|no quote/,
  );
});

/** What a reader sees: words and alternative texts. */
function shownText(of: string): string {
  return of
    .replace(/<img [^>]*?alt="([^"]*)"[^>]*>/g, " [$1] ")
    .replace(/<\/?(?:a|strong|em|u|s|code)\b[^>]*>/g, "")
    .replace(/<[^>]*>/g, " ");
}

/** Every end tag closes the element opened last, and nothing stays open. */
function expectBalanced(of: string): void {
  const open: string[] = [];
  for (const [whole, end, name = ""] of of.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (end === "/") {
      expect(open.pop()).toBe(name);
    } else if (!whole.endsWith("/>")) {
      open.push(name);
    }
  }
  expect(open).toEqual([]);
  expect(parseDocument(of).children.length).toBeGreaterThan(0);
}
