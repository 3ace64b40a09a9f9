// Outlook for Windows (classic), in US English: Word writes its html, and a block of From, Sent, To and Subject heads
// the quote. Form: replies from Outlook 16 in the public archives of amd-gfx, intel-gfx, openbmc and git, 2020 to 2025.
import { outlookDate, outlookSubject, outlookWords } from "../languages/outlook.ts";
import { htmlAsText } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { type Answer, type Body, type Program } from "../program.ts";
import { escapeText } from "../rewrite-html.ts";
import {
  asWordShows,
  blankParagraph,
  inWordDocument,
  wordTextHabits,
  wordTypedHtml,
  wordTypedText,
} from "./word-html.ts";

export const outlookDesktop: Program = {
  name: "outlook-desktop",
  title: "Outlook (classic)",
  group: "computer",
  answersStand: "above",
  answerSubject: outlookSubject("RE:"),
  answerBody,
  newBody: (draft) => ({ text: `${wordTypedText(draft)}\n`, html: inWordDocument(wordTypedHtml(draft)) }),
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
  const labels = outlookWords(answer);
  const sent =
    outlookDate(answer) ?? `${time.weekday}, ${time.month} ${time.day}, ${time.year} ${twelveHours(time)}`;
  const to = `${received.to.name} <${received.to.address}>`;
  const header =
    '<div>\n<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">\n' +
    `<p class="MsoNormal"><b>${labels.from}:</b> ${escapeText(from)} <br>\n<b>${labels.sent}:</b> ${sent}<br>\n` +
    `<b>${labels.to}:</b> ${escapeText(to)}<br>\n<b>${labels.subject}:</b> ${escapeText(received.subject)}<o:p></o:p></p>\n` +
    '</div>\n</div>\n<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n';
  const html = inWordDocument(
    `${wordTypedHtml(answer)}${blankParagraph}${header}${asWordShows(received.html)}`,
  );
  const block = `${labels.from}: ${from} \n${labels.sent}: ${sent}\n${labels.to}: ${to}\n${labels.subject}: ${received.subject}`;
  const text = `${wordTypedText(answer)}\n\n${block}\n\n${htmlAsText(received.html, wordTextHabits)}\n`;
  return { text, html };
}
