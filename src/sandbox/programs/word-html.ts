// Html as Word writes it for Outlook: paragraphs of its own class, the signature in its element, the document around all.
// Form: replies from Outlook 16 in the public archives of amd-gfx, intel-gfx and openbmc, 2020 to 2025.
import type { TextHabits } from "../html-as-text.ts";
import type { Draft } from "../program.ts";
import { rewriteHtml } from "../rewrite-html.ts";
import { typedLine } from "../typed-words.ts";

/** A paragraph with nothing in it. */
export const blankParagraph = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n';

/** Word keeps classes and data attributes, gives plain paragraphs its own class, and reads comments meant for it. */
export function asWordShows(html: string): string {
  return rewriteHtml(html, {
    readsWordComments: true,
    attributes: (tag, attributes) => {
      const { id: _id, xmlns: _xmlns, ...kept } = attributes;
      return tag === "p" && kept["class"] === undefined ? { class: "MsoNormal", ...kept } : kept;
    },
    beforeEnd: (tag) => (tag === "p" ? "<o:p></o:p>" : ""),
  });
}

/** What was typed, a paragraph a line, with the signature in an element of its own. */
export function wordTypedHtml({ words, author }: Draft): string {
  const lines = words.split("\n").map(paragraph).join("");
  if (author.signature === undefined) return lines;
  const signature = author.signature.split("\n").map(paragraph).join("");
  return `${lines}${blankParagraph}<div id="Signature">\n${signature}</div>\n`;
}

function paragraph(line: string): string {
  return line === "" ? blankParagraph : `<p class="MsoNormal">${typedLine(line)}<o:p></o:p></p>\n`;
}

/** The same as text: nothing marks the signature. */
export function wordTypedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}

/** The document that Word writes around an email. */
export function inWordDocument(content: string): string {
  return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<meta name="Generator" content="Microsoft Word 15 (filtered medium)">
<style><!--
/* Font Definitions */
@font-face
	{font-family:Calibri;
	panose-1:2 15 5 2 2 2 4 3 2 4;}
/* Style Definitions */
p.MsoNormal, li.MsoNormal, div.MsoNormal
	{margin:0in;
	font-size:11.0pt;
	font-family:"Calibri",sans-serif;}
span.EmailStyle20
	{mso-style-type:personal-reply;
	font-family:"Calibri",sans-serif;
	color:windowtext;}
@page WordSection1
	{size:8.5in 11.0in;
	margin:1.0in 1.0in 1.0in 1.0in;}
div.WordSection1
	{page:WordSection1;}
--></style><!--[if gte mso 9]><xml>
<o:shapedefaults v:ext="edit" spidmax="1026" />
</xml><![endif]--></head>
<body lang="EN-US" link="#0563C1" vlink="#954F72" style="word-wrap:break-word">
<div class="WordSection1">
${content}</div>
</body>
</html>
`;
}

/** How Outlook makes text of html. */
export const wordTextHabits: TextHabits = {
  link: (words, href) => (words === href || href === `mailto:${words}` ? words : `${words}<${href}>`),
  bold: (words) => words,
  quotePrefix: "",
};
