// The new Outlook for Windows, in US English: as Outlook on the web, with the header in a <span>, a rule without tabindex,
// and all of the quote in its reference container. Form: replies in the archives of openbmc, blinux-list and amd-gfx,
// 2024 to 2026.
import { outlookWords } from "../languages/outlook.ts";
import type { Answer, Body, Draft, Program } from "../program.ts";
import { escapeText, rewriteHtml } from "../rewrite-html.ts";
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
  "font-family: Aptos, Aptos_EmbeddedFont, Aptos_MSFontService, Calibri, Helvetica, sans-serif; font-size: 11pt; color: rgb(0, 0, 0);";
const headerStyle = "font-family: Calibri, sans-serif; font-size: 11pt; color: rgb(0, 0, 0);";

export const outlookNew: Program = exchangeProgram(
  { name: "outlook-new", title: "Outlook (new)", group: "computer", answerBody },
  typedHtml,
);

/** <div id="mail-editor-reference-message-container"><hr …><div dir="ltr" id="divRplyFwdMsg"><span …><b>From:</b>&nbsp;… */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const header = { ...replyHeader(received, author), ...sentIn(answer) };
  const labels = outlookWords(answer);
  const quoted = rewriteHtml(received.html, {
    // Names of classes stay; the editor gives links an id of its own.
    attributes: (tag, { xmlns: _xmlns, id: _id, ...attributes }) =>
      tag === "a" ? { ...attributes, "data-auth": "NotApplicable" } : attributes,
  });
  const html =
    `${typedHtml(answer)}<div id="appendonsend"></div>\n<div style="${lineStyle}">\n<br>\n</div>\n` +
    '<div id="mail-editor-reference-message-container">\n<hr style="display: inline-block; width: 98%;">\n' +
    `<div dir="ltr" id="divRplyFwdMsg"><span style="${headerStyle}"><b>${labels.from}:</b>&nbsp;${escapeText(header.from)}<br>\n` +
    `<b>${labels.sent}:</b>&nbsp;${header.sent}<br>\n<b>${labels.to}:</b>&nbsp;${escapeText(header.to)}<br>\n` +
    `<b>${labels.subject}:</b>&nbsp;${escapeText(header.subject)}</span>\n<div>&nbsp;</div>\n</div>\n${quoted}\n</div>\n`;
  return exchangeBody(exchangeText(`${exchangeTypedText(answer)}\n`, header, received.html, labels), html);
}

function typedHtml({ words, author }: Draft): string {
  const lines = words
    .split("\n")
    .map((line) => elementToProof(typedLine(line, ' data-auth="NotApplicable"'), lineStyle));
  if (author.signature === undefined) return lines.join("");
  const signature = author.signature.split("\n").map((line) => elementToProof(escapeText(line), lineStyle));
  return `${lines.join("")}<div id="Signature" class="elementToProof">\n${elementToProof("<br>", lineStyle)}${signature.join("")}</div>\n`;
}
