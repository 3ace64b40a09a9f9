// Outlook for a Mac, in US English: Word's html, `Date:` where Outlook for Windows writes `Sent:`, and in the new one the
// quote in the editor's reference container. Form: replies from 16.53 to 16.96 in the archives of amd-gfx, qemu-devel and
// bpf, 2021 to 2025.
import { outlookDate, outlookWords } from "../languages/outlook.ts";
import { htmlAsText } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import type { Answer, Body, Draft, Program } from "../program.ts";
import { escapeText } from "../rewrite-html.ts";
import { exchangeProgram } from "./exchange.ts";
import {
  asWordShows,
  blankParagraph,
  inWordDocument,
  wordTextHabits,
  wordTypedHtml,
  wordTypedText,
} from "./word-html.ts";

export const outlookMac: Program = macProgram("outlook-mac", "Outlook for Mac (legacy)", (inner) => inner);

export const outlookMacNew: Program = macProgram(
  "outlook-mac-new",
  "Outlook for Mac",
  (inner) => `<div id="mail-editor-reference-message-container">\n<div>\n${inner}</div>\n</div>\n`,
);

/** `around` puts what holds the quote around it. */
function macProgram(name: Program["name"], title: string, around: (inner: string) => string): Program {
  const { encoding: _encoding, ...exchange } = exchangeProgram(
    { name, title, group: "computer", answerBody: (answer) => answerBody(answer, around) },
    wordTypedHtml,
  );
  return {
    ...exchange,
    newBody: (draft: Draft) => ({
      text: `${wordTypedText(draft)}\n`,
      html: inWordDocument(wordTypedHtml(draft)),
    }),
    headers: (seed, subject) => ({
      ...exchange.headers(seed, subject),
      "User-Agent": "Microsoft-MacOutlook/16.96.25042021",
    }),
  };
}

/** <div style="border:none;border-top:solid #B5C4DF 1.0pt;…"><p class="MsoNormal"><b><span …>From: </span></b>… */
function answerBody(answer: Answer, around: (inner: string) => string): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const from = `${received.from.name} <${received.from.address}>`;
  const labels = outlookWords(answer);
  const date =
    outlookDate(answer) ?? `${time.weekday}, ${time.month} ${time.day}, ${time.year} at ${twelveHours(time)}`;
  const to = `${received.to.name} <${received.to.address}>`;
  const black = '<span style="font-size:12.0pt;color:black">';
  const header =
    '<div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in">\n' +
    `<p class="MsoNormal" style="margin-bottom:12.0pt"><b>${black}${labels.from}: </span></b>${black}${escapeText(from)}<br>\n` +
    `<b>${labels.date}: </b>${date}<br>\n<b>${labels.to}: </b>${escapeText(to)}<br>\n` +
    `<b>${labels.subject}: </b>${escapeText(received.subject)}<o:p></o:p></span></p>\n</div>\n`;
  const html = `${wordTypedHtml(answer)}${blankParagraph}${around(`${header}${asWordShows(received.html)}`)}`;
  const block = `${labels.from}: ${from}\n${labels.date}: ${date}\n${labels.to}: ${to}\n${labels.subject}: ${received.subject}`;
  const text = `${wordTypedText(answer)}\n\n${block}\n\n${htmlAsText(received.html, wordTextHabits)}\n`;
  return { text, html: inWordDocument(html) };
}
