// Gmail on an Android phone, in US English: lines in `<div dir="auto">`, a date without "at", a signature with no marks.
// Form: replies from Gmail for Android in the public archives of usrp-users, openwrt-devel and qemu-devel, 2020 to 2025.
import { wrap } from "../html-as-text.ts";
import type { Draft, Program } from "../program.ts";
import { escapeText } from "../rewrite-html.ts";
import { typedLine } from "../typed-words.ts";
import { gmailProgram, gmailTextWidth } from "./gmail-quote.ts";

/** <div dir="auto">…</div><br><div class="gmail_quote gmail_quote_container">On Tue, Mar 3, 2026, 3:14 PM … wrote: */
export const gmailAndroid: Program = gmailProgram(
  { name: "gmail-android", title: "Gmail for Android", group: "phone" },
  ", ",
  typedText,
  typedHtml,
);

/** The first line stands bare in the outer element; the signature has neither a class nor a line of dashes. */
function typedHtml({ words, author }: Draft): string {
  const [first = "", ...rest] = words.split("\n");
  const lines = rest.map((line) => `<div dir="auto">${typedLine(line)}</div>`).join("");
  const signature =
    author.signature === undefined
      ? ""
      : '<div dir="auto"><br></div><div data-smartmail="gmail_signature" dir="auto">' +
        `${author.signature.split("\n").map(escapeText).join("<br>")}</div>`;
  return `<div dir="auto">${typedLine(first)}${lines}${signature}</div>`;
}

function typedText({ words, author }: Draft): string {
  const signature = author.signature === undefined ? "" : `\n\n${author.signature}`;
  return `${wrap(words, gmailTextWidth)}${signature}`;
}
