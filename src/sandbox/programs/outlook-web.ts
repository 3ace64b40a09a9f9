// Outlook on the web, in US English: the composer's empty `appendonsend`, a rule that no tab stops at, `divRplyFwdMsg`,
// and `x_` before the ids and classes of the quote. Form: replies in the archives of amd-gfx and usrp-users, 2022 to 2026.
import { outlookWords } from "../languages/outlook.ts";
import type { Answer, Body, Draft, Program } from "../program.ts";
import { escapeText, prefixed, rewriteHtml } from "../rewrite-html.ts";
import { typedLine } from "../typed-words.ts";
import {
  elementToProof,
  exchangeBody,
  exchangeProgram,
  exchangeText,
  exchangeTypedText,
  replyHeader,
  sentIn,
} from "./exchange.ts";

const lineStyle =
  "font-family: Aptos, Aptos_EmbeddedFont, Aptos_MSFontService, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);";

export const outlookWeb: Program = exchangeProgram(
  { name: "outlook-web", title: "Outlook on the web", group: "browser", answerBody },
  typedHtml,
);

/** <div id="appendonsend"></div><hr … tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font …><b>From:</b> … */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const header = { ...replyHeader(received, author), ...sentIn(answer) };
  const labels = outlookWords(answer);
  const html =
    `${typedHtml(answer)}<div id="appendonsend"></div>\n<hr style="display:inline-block;width:98%" tabindex="-1">\n` +
    '<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">' +
    `<b>${labels.from}:</b> ${escapeText(header.from)}<br>\n<b>${labels.sent}:</b> ${header.sent}<br>\n` +
    `<b>${labels.to}:</b> ${escapeText(header.to)}<br>\n<b>${labels.subject}:</b> ${escapeText(header.subject)}</font>\n` +
    `<div>&nbsp;</div>\n</div>\n${asOutlookShows(received.html)}\n`;
  return exchangeBody(exchangeText(exchangeTypedText(answer), header, received.html, labels), html);
}

/** Ids and classes get `x_`, data attributes stay, styles of the head that are not plain rules go. */
function asOutlookShows(html: string): string {
  return rewriteHtml(html, {
    attributes: (_tag, { xmlns: _xmlns, ...attributes }) =>
      Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [
          name,
          name === "class" || name === "id" ? prefixed("x_", value) : value,
        ]),
      ),
  });
}

function typedHtml({ words, author }: Draft): string {
  const lines = words
    .split("\n")
    .map((line) => elementToProof(typedLine(line, ' class="OWAAutoLink"'), lineStyle));
  if (author.signature === undefined) return lines.join("");
  const signature = author.signature.split("\n").map((line) => elementToProof(escapeText(line), lineStyle));
  return `${lines.join("")}${elementToProof("<br>", lineStyle)}<div id="Signature" class="elementToProof">\n${signature.join("")}</div>\n`;
}
