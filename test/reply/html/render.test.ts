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
