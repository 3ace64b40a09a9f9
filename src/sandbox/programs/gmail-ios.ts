// Gmail on an iPhone, in US English: lines in `<div dir="auto">`, the quote one element deeper, its style spelt out.
// Form: replies from Gmail for iOS in the public archives of qemu-devel and openbmc, 2020 to 2022.
import { wrap } from "../html-as-text.ts";
import type { Draft, Program } from "../program.ts";
import { escapeText } from "../rewrite-html.ts";
import { typedLines } from "../typed-words.ts";
import { gmailProgram, gmailTextWidth } from "./gmail-quote.ts";

/** <div dir="auto">…</div><div><br><div class="gmail_quote gmail_quote_container">…</div></div> */
export const gmailIos: Program = gmailProgram(
  { name: "gmail-ios", title: "Gmail for iPhone", group: "phone" },
  " at ",
  typedText,
  typedHtml,
  {
    before: "<div><br>",
    behind: "</div>",
    style:
      "margin:0px 0px 0px 0.8ex;border-left-width:1px;border-left-style:solid;padding-left:1ex;border-left-color:rgb(204,204,204)",
  },
);

function typedHtml({ words, author }: Draft): string {
  const lines = typedLines(words, '<div dir="auto">');
  if (author.signature === undefined) return lines;
  const signature = author.signature.split("\n").map((line) => `<div>${escapeText(line)}</div>`);
  return (
    `${lines}<div dir="auto"><br></div>-- <br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">` +
    `<div dir="ltr">${signature.join("")}</div></div>`
  );
}

function typedText({ words, author }: Draft): string {
  const signature = author.signature === undefined ? "" : `\n\n-- \n${author.signature}`;
  return `${wrap(words, gmailTextWidth)}${signature}`;
}
