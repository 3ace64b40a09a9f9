// Outlook on phones, in US English: each signs for itself; on an iPhone the quote lies in the reference container below a
// rule that is a border, on Android it follows `divRplyFwdMsg`. Form: replies in the archives of amd-gfx and usrp-users,
// 2020 to 2026, and the tests of Outlook's mobile html in public parsers (`test_strip_quotes_realistic_outlook`).
import { localTime, twelveHours } from "../local-time.ts";
import type { Answer, Body, Draft, Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { typedLines } from "../typed-words.ts";
import { exchangeBody, exchangeProgram, exchangeText, replyHeader, type ReplyHeader } from "./exchange.ts";

interface Phone {
  name: "outlook-ios" | "outlook-android";
  title: string;
  signature: string;
  link: string;
  /** The start tag of a typed line. */
  line: string;
  quote: (header: ReplyHeader, html: string) => string;
}

export const outlookIos: Program = phoneProgram({
  name: "outlook-ios",
  title: "Outlook for iPhone",
  signature: "Get Outlook for iOS",
  link: "https://aka.ms/o0ukef",
  line: '<div dir="ltr">',
  quote: (header, html) =>
    '<div id="mail-editor-reference-message-container" class="ms-outlook-mobile-reference-message skipProofing">\n' +
    '<div class="ms-outlook-mobile-reference-message skipProofing" style="padding: 3pt 0in 0in; border-width: 1pt medium medium; border-style: solid none none; border-color: rgb(181, 196, 223) currentcolor currentcolor;">\n' +
    `<b>From: </b>${escapeText(header.from)}<br>\n<b>Date: </b>${header.sent}<br>\n` +
    `<b>To: </b>${escapeText(header.to)}<br>\n<b>Subject: </b>${escapeText(header.subject)}<br>\n<br>\n</div>\n` +
    `<div class="ms-outlook-mobile-reference-message skipProofing">${asReceived(html)}</div>\n</div>\n`,
});

export const outlookAndroid: Program = phoneProgram({
  name: "outlook-android",
  title: "Outlook for Android",
  signature: "Get Outlook for Android",
  link: "https://aka.ms/AAb9ysg",
  line: '<div dir="auto">',
  quote: (header, html) =>
    '<hr style="display:inline-block;width:98%" tabindex="-1">\n<div id="divRplyFwdMsg" dir="ltr">' +
    '<font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">' +
    `<b>From:</b> ${escapeText(header.from)}<br>\n<b>Sent:</b> ${header.sent}<br>\n` +
    `<b>To:</b> ${escapeText(header.to)}<br>\n<b>Subject:</b> ${escapeText(header.subject)}</font>\n` +
    `<div>&nbsp;</div>\n</div>\n${asReceived(html)}\n`,
});

function phoneProgram(phone: Phone): Program {
  const { name, title, signature } = phone;
  return {
    ...exchangeProgram(
      { name, title, group: "phone", answerBody: (answer) => answerBody(answer, phone) },
      (draft) => typedHtml(draft, phone),
    ),
    newBody: (draft) => exchangeBody(`${typedText(draft, phone)}\n`, typedHtml(draft, phone)),
    signsAs: signature,
  };
}

/** Its times have seconds. */
function answerBody(answer: Answer, phone: Phone): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const clock = twelveHours(time).replace(" ", `:${time.second} `);
  const header = {
    ...replyHeader(received, author),
    sent: `${time.weekday}, ${time.month} ${time.day}, ${time.year} ${clock}`,
  };
  const text = exchangeText(typedText(answer, phone), header, received.html);
  return exchangeBody(text, `${typedHtml(answer, phone)}${phone.quote(header, received.html)}`);
}

function typedHtml({ words }: Draft, { line, link, signature }: Phone): string {
  return (
    `${typedLines(words, line)}\n<div id="ms-outlook-mobile-body-separator-line" dir="auto"><br>\n</div>\n` +
    '<div id="ms-outlook-mobile-signature" dir="auto">Get ' +
    `<a href="${link}">${signature.replace("Get ", "")}</a></div>\n`
  );
}

/** A link of a text part stands behind its words. */
function typedText({ words }: Draft, { link, signature }: Phone): string {
  return `${words}\n\n${signature}<${link}>`;
}
