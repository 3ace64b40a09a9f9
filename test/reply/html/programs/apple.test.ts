// Replies of Apple Mail and iOS, in a language that nobody speaks.
import { expect, test } from "vitest";
import { gnorf, readForm } from "../../../support/html-forms.ts";

test.each([
  [
    "macOS",
    '<body>Yes.<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>Zub Bob gnorf:</div><br class="Apple-interchange-newline"><div>Old</div></blockquote></div></body>',
  ],
  [
    "macOS, plain text",
    '<body class="ApplePlainTextBody">Yes.<br id="lineBreakAtBeginningOfMessage"><div class="AppleOriginalContents"><br><blockquote type="cite"><div>Zub Bob gnorf:</div><div>Old</div></blockquote></div></body>',
  ],
  [
    "iOS",
    `<body dir="auto">Yes.<br><div dir="ltr"><br><blockquote type="cite">${gnorf.attribution}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">Old</div></blockquote></body>`,
  ],
  [
    "iOS, before 2019",
    `Yes.<div><br>${gnorf.attribution}<br><br></div><blockquote type="cite">Old</blockquote>`,
  ],
  ["its type in upper case and escaped", "Yes.<BLOCKQUOTE TYPE='\"CITE\"'>Old</BLOCKQUOTE>"],
  [
    "OTRS, whose quote is a div",
    'Yes.<div  type="cite" style="border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt">Old</div>',
  ],
])("%s", (_, html) => {
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
  expect(readForm(html).quoted).toMatch(/Old$/);
});

test("answers between cited quotes are kept with what they answer", () => {
  const cite = (words: string) => `<blockquote type="cite"><div>${words}</div></blockquote>`;
  expect(readForm(`${cite("Red?")}<div>Yes.</div>${cite("When?")}<div>Now.</div>${cite("Bye")}`).kept).toBe(
    "> Red? Yes. > When? Now.",
  );
});

test("nested quotes are one quote, and words below them are kept", () => {
  const html =
    '<blockquote type="cite">Old<blockquote type="cite">Older<blockquote type="cite">Oldest</blockquote></blockquote></blockquote>Yes.';
  expect(readForm(html)).toMatchObject({ kept: "Yes." });
});
