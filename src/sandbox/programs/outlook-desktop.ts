// Outlook for Windows (classic), in US English: Word writes its html, and a block of From, Sent, To and Subject heads
// the quote. Form: replies from Outlook 16 in the public archives of amd-gfx, intel-gfx, openbmc and git, 2020 to 2025.
import { htmlAsText, type TextHabits } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText, rewriteHtml } from "../rewrite-html.ts";
import { typedLine } from "../typed-words.ts";

export const outlookDesktop: Program = {
  name: "outlook-desktop",
  title: "Outlook (classic)",
  group: "computer",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("RE:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: inWordDocument(typedHtml(draft)) }),
  messageId: ({ address }, seed) =>
    `<${seed.slice(0, 12)}$${seed.slice(12, 20)}$${seed.slice(20, 28)}$@${address.slice(address.lastIndexOf("@") + 1)}>`,
  headers: (seed) => ({
    "X-Mailer": "Microsoft Outlook 16.0",
    "Thread-Index": `AQ${Buffer.from(seed.slice(0, 40), "hex").toString("base64")}`,
    "Content-Language": "en-us",
  }),
  boundary: (seed, part) =>
    `----=_NextPart_00${part - 1}_${`${seed.slice(4, 8)}_${seed.slice(8, 16)}.${seed.slice(16, 24)}`.toUpperCase()}`,
};

/** <div style="border:none;border-top:solid #E1E1E1 1.0pt;…"><p class="MsoNormal"><b>From:</b> … <br><b>Sent:</b> … */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const from = `${received.from.name} <${received.from.address}>`;
  const sent = `${time.weekday}, ${time.month} ${time.day}, ${time.year} ${twelveHours(time)}`;
  const to = `${received.to.name} <${received.to.address}>`;
  const header =
    '<div>\n<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">\n' +
    `<p class="MsoNormal"><b>From:</b> ${escapeText(from)} <br>\n<b>Sent:</b> ${sent}<br>\n` +
    `<b>To:</b> ${escapeText(to)}<br>\n<b>Subject:</b> ${escapeText(received.subject)}<o:p></o:p></p>\n` +
    '</div>\n</div>\n<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n';
  const html = inWordDocument(`${typedHtml(answer)}${blankParagraph}${header}${asWordShows(received.html)}`);
  const block = `From: ${from} \nSent: ${sent}\nTo: ${to}\nSubject: ${received.subject}`;
  const text = `${typedText(answer)}\n\n${block}\n\n${htmlAsText(received.html, habits)}\n`;
  return { text, html };
}

const blankParagraph = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n';

/** Word keeps classes and data attributes, gives plain paragraphs its own class, and reads comments meant for it. */
function asWordShows(html: string): string {
  return rewriteHtml(html, {
    readsWordComments: true,
    attributes: (tag, attributes) => {
      const { id: _id, xmlns: _xmlns, ...kept } = attributes;
      return tag === "p" && kept["class"] === undefined ? { class: "MsoNormal", ...kept } : kept;
    },
    beforeEnd: (tag) => (tag === "p" ? "<o:p></o:p>" : ""),
  });
}

function typedHtml({ words, author }: Draft): string {
  const lines = words.split("\n").map(paragraph).join("");
  if (author.signature === undefined) return lines;
  const signature = author.signature.split("\n").map(paragraph).join("");
  return `${lines}${blankParagraph}<div id="Signature">\n${signature}</div>\n`;
}

function paragraph(line: string): string {
  return line === "" ? blankParagraph : `<p class="MsoNormal">${typedLine(line)}<o:p></o:p></p>\n`;
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}

function inWordDocument(content: string): string {
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

const habits: TextHabits = {
  link: (words, href) => (words === href || href === `mailto:${words}` ? words : `${words}<${href}>`),
  bold: (words) => words,
  quotePrefix: "",
};
