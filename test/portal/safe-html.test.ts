// What of a reply's html gets onto a page: simple elements, links that give nothing away, pictures of the same message.
import { describe, expect, it } from "vitest";
import { htmlLengthMax, safeHtml } from "../../src/portal/safe-html.ts";
import type { AttachmentRow } from "../../src/store/messages.ts";

const picture: AttachmentRow = {
  id: 7,
  messageId: 1,
  inboundEmailId: null,
  filename: "a.png",
  contentType: "image/png",
  sizeBytes: 10,
  sha256: "x",
  contentId: "a+b@x.example",
  isInline: 1,
};
const shown = (html: string, files = [picture]) => safeHtml(html, files)!.html;

describe("html of a reply", () => {
  it("keeps paragraphs, lists, emphasis, code and tables", () => {
    const html =
      '<ul><li dir="auto">one</li></ul><pre><code>x &lt; y</code></pre><table><tbody><tr><td dir="auto" colspan="2"><strong>a</strong></td></tr></tbody></table>';
    expect(shown(html)).toBe(html);
    expect(shown("<h2>Next</h2><p>a<b>b</b></p>")).toBe(
      '<p class="heading" dir="auto">Next</p><p dir="auto">a<strong dir="auto">b</strong></p>',
    );
  });

  it("has no script, style, event, form, frame or address that runs anything", () => {
    const hostile = [
      "<script>alert(1)</script>",
      "<style>p{color:red}</style>",
      '<p style="position:fixed" onclick="alert(1)" id="content" class="panel">a</p>',
      '<a href="javascript:alert(1)">b</a><a href="//evil.example">c</a><a href="data:text/html,x">d</a>',
      '<form action="/sign-out"><button name="verdict">e</button></form><iframe src="/"></iframe>',
      '<svg><script>alert(1)</script></svg><math><mi xlink:href="x">f</mi></math>',
    ].join("");
    const safe = shown(hostile);
    expect(safe).not.toMatch(/script|style|onclick|id=|class=|href=|form|button|iframe|svg|math/iu);
    expect(safe.replaceAll(/<[^>]*>/gu, "")).toBe("abcdef");
  });

  it("lets links say nothing of where they were pressed", () => {
    expect(shown('<a href="https://a.example/?b=1&amp;c" target="_top">a</a>')).toBe(
      '<a href="https://a.example/?b=1&amp;c" rel="noopener noreferrer nofollow">a</a>',
    );
  });

  it("says where a link leads whose words name another host", () => {
    const words = (html: string) => shown(html).replaceAll(/<[^>]*>/gu, "");
    expect(words('<a href="https://evil.example/?a&amp;b">https://bank.example/login</a>')).toBe(
      "https://bank.example/login (to evil.example)",
    );
    expect(words('<a href="https://b\u0430nk.example/">www.bank.example</a>')).toContain("(to xn--");
    for (const same of ["https://www.bank.example/a", "bank.example", "here", "The plan: bank.example"]) {
      expect(words(`<a href="https://bank.example/x">${same}</a>`)).toBe(same);
    }
  });

  it("shows pictures of the same message by our own address, and of others what they are called", () => {
    const safe = safeHtml('<p><img src="cid:a%2Bb@x.example" alt="The form" onerror="x"></p>', [picture])!;
    expect(safe.html).toBe(
      '<p dir="auto"><img src="/attachments/7?show" alt="The form" loading="lazy" /></p>',
    );
    expect([...safe.shownIds]).toEqual([7]);
    const others = [
      '<img src="https://t.example/1.gif" alt="far">',
      '<img src="cid:other@x.example" alt="&lt;b&gt;">',
      '<img src="/attachments/8?show" alt="mine">',
    ];
    expect(others.map((html) => shown(html))).toEqual([
      "<span>far</span>",
      "<span>&lt;b&gt;</span>",
      "<span>mine</span>",
    ]);
    const drawing = { ...picture, contentType: "image/svg+xml" };
    expect(shown('<img src="cid:a+b@x.example" alt="drawn">', [drawing])).toBe("<span>drawn</span>");
  });

  it("that is too long is not shown as html, and depth is cut without losing words", () => {
    expect(safeHtml("x".repeat(htmlLengthMax + 1), [])).toBeUndefined();
    const deep = `${"<blockquote>".repeat(1000)}deep${"</blockquote>".repeat(1000)}`;
    expect(shown(deep)).toContain("deep");
    expect(shown(deep).match(/<blockquote>/gu)!.length).toBeLessThan(40);
  });
});
