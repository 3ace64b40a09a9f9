// Outlook 2007 and 2010, in British English: the blue rule, and addresses as links in brackets. Form: the fixtures
// outlook2007 and outlook2010 of ProtonMail/WebClients (messageBlockquote.fixtures.ts), after mailgun/talon.
import { outlookDate, outlookWords } from "../languages/outlook.ts";
import { htmlAsText } from "../html-as-text.ts";
import { localTime, twentyFourHours } from "../local-time.ts";
import type { Answer, Body, Program } from "../program.ts";
import { escapeText } from "../rewrite-html.ts";
import { outlookDesktop } from "./outlook-desktop.ts";
import {
  asWordShows,
  blankParagraph,
  inWordDocument,
  wordTextHabits,
  wordTypedHtml,
  wordTypedText,
} from "./word-html.ts";

export const outlook2010: Program = {
  ...outlookDesktop,
  name: "outlook-2010",
  title: "Outlook 2010",
  answerBody,
  headers: (seed, subject) => ({
    ...outlookDesktop.headers(seed, subject),
    "X-Mailer": "Microsoft Office Outlook 12.0",
  }),
};

/** <div style='border:none;border-top:solid #B5C4DF 1.0pt;…'><p class=MsoNormal><b><span …>From:</span></b><span …> … */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const from = `${received.from.name} [mailto:${received.from.address}]`;
  const labels = outlookWords(answer);
  const sent = outlookDate(answer) ?? `${time.day} ${time.month} ${time.year} ${twentyFourHours(time)}`;
  const tahoma = '<span lang=EN-US style=\'font-size:10.0pt;font-family:"Tahoma","sans-serif"\'>';
  const header =
    "<div>\n<div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm'>\n" +
    `<p class=MsoNormal><b>${tahoma}${labels.from}:</span></b>${tahoma} ${escapeText(from)} <br>\n<b>${labels.sent}:</b> ${sent}<br>\n` +
    `<b>${labels.to}:</b> ${escapeText(received.to.name)}<br>\n<b>${labels.subject}:</b> ${escapeText(received.subject)}<o:p></o:p></span></p>\n` +
    `</div>\n</div>\n${blankParagraph}`;
  const block = `${labels.from}: ${from} \n${labels.sent}: ${sent}\n${labels.to}: ${received.to.name}\n${labels.subject}: ${received.subject}`;
  return {
    text: `${wordTypedText(answer)}\n\n${block}\n\n${htmlAsText(received.html, wordTextHabits)}\n`,
    html: inWordDocument(`${wordTypedHtml(answer)}${blankParagraph}${header}${asWordShows(received.html)}`),
  };
}
