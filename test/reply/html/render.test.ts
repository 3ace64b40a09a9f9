// The one text rendering of html: nothing visible is lost, and it reads as text.
import { expect, test } from "vitest";
import { renderText } from "../../../src/reply/html/render.ts";

test("paragraphs, lines and blanks come out as a browser shows them", () => {
  expect(renderText("<p>One   two\n three</p><p>Four<br>five</p><div>six</div><div>seven</div>")).toBe(
    "One two three\n\nFour\nfive\n\nsix\nseven",
  );
});

test("lists are bulleted, numbered and indented", () => {
  expect(renderText("<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c<li>d</ol>")).toBe(
    "- a\n\n  - b\n\n1. c\n2. d",
  );
});

test("a link shows its words", () => {
  expect(renderText('<a href="https://example.com/x">the plan</a>.')).toBe("the plan.");
  expect(renderText('<a href="mailto:a@b.c">a@b.c</a> <a href="javascript:x">y</a>')).toBe("a@b.c y");
});

test("tables keep cells apart, images give their alternative text, quotes their marks", () => {
  expect(renderText("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></table>")).toBe(
    "a | b\nc",
  );
  expect(renderText('<img alt="The logo" src="cid:x">')).toBe("[The logo]");
  expect(renderText("<blockquote>a<blockquote>b</blockquote></blockquote>")).toBe("> a\n\n> > b");
});

test("preformatted text keeps its lines and blanks", () => {
  expect(renderText("<pre>if x:\n    y\n\n\nz</pre>")).toBe("if x:\n    y\n\n\nz");
});

test("what is not displayed is left out: style, script, title, comments, hidden elements", () => {
  expect(
    renderText(
      '<head><title>t</title><style>p{}</style></head><!-- c --><script>x</script><p style="display: none">h</p><p>a&nbsp;&amp;&#8364;</p>',
    ),
  ).toBe("a &€");
});

test("an unclosed head or broken nesting hides nothing", () => {
  expect(renderText("<head><body>a<b>b</div></i>c</b><td>d")).toContain("ab");
  expect(renderText("<div><span>a</div>b</span>c")).toBe("a\nbc");
});

test("text before, between and after the documents of a body is shown, and after an end that came too early", () => {
  expect(
    renderText("Before.<html><body>One.</body></html>Between.<html><body>Two.</body></html>After."),
  ).toBe("Before.\nOne.\nBetween.\nTwo.\nAfter.");
  expect(renderText("</div></td></html>One.</body>Two.")).toBe("One.Two.");
});

test("what some programs show in another way is shown: form fields, fallbacks, formulas, drawings", () => {
  expect(renderText("<textarea>a</textarea> <noscript>b</noscript> <object>c</object>")).toBe("a b c");
  expect(renderText("<math><mi>x</mi></math> <svg><title>t</title><text>y</text></svg>")).toBe("x y");
  expect(renderText("<unknown-tag>a</unknown-tag><o:p>b</o:p>")).toBe("ab");
});

test.each([
  ["not displayed", '<div style="color:red;DISPLAY:none!important">x</div>'],
  ["invisible", '<div style="visibility: hidden">x</div>'],
  ["transparent", '<div style="opacity:0;">x</div>'],
  ["clipped to nothing", '<div style="max-height:0px;overflow:hidden">x</div>'],
  ["without size", '<div style="font-size:0px;line-height:0">x</div>'],
  ["hidden by its attribute", "<div hidden>x</div>"],
  [
    "a preview line of newsletters",
    '<span style="display:none;font-size:0;mso-hide:all">x&zwnj;&nbsp;&shy;</span>',
  ],
])("hidden: %s", (_, html) => {
  expect(renderText(`a<p>${html}</p>b`)).toBe("a\n\nb");
});

test.each([
  ["what only Outlook hides", '<div style="mso-hide:all">x</div>'],
  ["what is nearly transparent", '<div style="opacity:0.6">x</div>'],
  ["what has a height of some", '<div style="height:0.5em;overflow:hidden">x</div>'],
  ["what has a size again", '<div style="font-size:0px"><div style="font-size:13px">x</div></div>'],
  ["what has no height but spills over", '<div style="height:0">x</div>'],
  ["no gap between lines", '<div style="line-height:0;overflow:hidden">x</div>'],
])("shown: %s", (_, html) => {
  expect(renderText(`a<p>${html}</p>b`)).toBe("a\n\nx\n\nb");
});

test("an image shows its alternative text, a picture of one sign the sign, a tracking pixel nothing", () => {
  expect(renderText('Great <img alt="🙂" src="cid:x"> <img alt=" The logo ">')).toBe("Great 🙂 [The logo]");
  expect(renderText('a<img width="1" height="1" alt="beacon"><img style="display:none" alt="b">')).toBe("a");
});

test("blanks and line ends count where a style says so, and only there", () => {
  expect(
    renderText('<div style="white-space: pre-wrap">a\n  b<p style="white-space:normal">c\nd</p></div>'),
  ).toBe("a\n  b\n\nc d");
});

test("no word is lost, whatever the nesting", () => {
  const wraps = [
    "b",
    "p",
    "div",
    "td",
    "li",
    "blockquote",
    "pre",
    "h1",
    "a",
    "span",
    "table",
    "font",
    "section",
  ];
  for (const outer of wraps) {
    for (const inner of wraps) {
      const shown = renderText(`one <${outer}>two <${inner}>three</${outer}> four</${inner}> five`);
      expect(shown.match(/one|two|three|four|five/g), `${outer} ${inner}`).toEqual([
        "one",
        "two",
        "three",
        "four",
        "five",
      ]);
    }
  }
});
