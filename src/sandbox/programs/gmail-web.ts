// Gmail in a browser, in US English, as it has written since 2024: `gmail_quote_container` around the quote.
// Form: replies from Gmail in the public archives of qemu-devel, amd-gfx and usrp-users, 2025.
import { wrap } from "../html-as-text.ts";
import type { Draft, Program } from "../program.ts";
import { escapeText } from "../rewrite-html.ts";
import { typedLine } from "../typed-words.ts";
import { gmailProgram, gmailTextWidth } from "./gmail-quote.ts";

/** <div dir="ltr">…</div><br><div class="gmail_quote gmail_quote_container">On Tue, Mar 3, 2026 at 3:14 PM … wrote: */
export const gmailWeb: Program = gmailProgram(
  { name: "gmail-web", title: "Gmail", group: "browser" },
  " at ",
  typedText,
  typedHtml,
);

/** The first line stands bare in the outer element, each further one in its own; an empty one holds a <br>. */
function typedHtml({ words, author }: Draft): string {
  const [first = "", ...rest] = words.split("\n");
  const lines = rest.map((line) => `<div>${typedLine(line)}</div>`);
  return `<div dir="ltr">${typedLine(first)}${lines.join("")}${signatureHtml(author.signature)}</div>`;
}

function signatureHtml(signature: string | undefined): string {
  if (signature === undefined) return "";
  const [first = "", ...rest] = signature.split("\n");
  const lines = rest.map((line) => `<div>${escapeText(line)}</div>`).join("");
  return (
    '<div><br clear="all"></div><div><br></div><span class="gmail_signature_prefix">-- </span><br>' +
    '<div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">' +
    `<div dir="ltr">${escapeText(first)}${lines}</div></div>`
  );
}

function typedText({ words, author }: Draft): string {
  const signature = author.signature === undefined ? "" : `\n\n-- \n${author.signature}`;
  return `${wrap(words, gmailTextWidth)}${signature}`;
}
