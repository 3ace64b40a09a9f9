// Outlook on phones: each signs for itself; on an iPhone the quote lies in the reference container below a rule that is a
// border, on Android it follows `divRplyFwdMsg`. Form: replies in the archives of amd-gfx and usrp-users, 2020 to 2026,
// and the tests of Outlook's mobile html in public parsers (`test_strip_quotes_realistic_outlook`).
import { outlookPhoneSignatures } from "../languages/outlook-phone.ts";
import { outlookDate, outlookWords, type OutlookWords } from "../languages/outlook.ts";
import { localTime, twelveHours } from "../local-time.ts";
import type { Answer, Body, Draft, Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { typedLines } from "../typed-words.ts";
import { exchangeBody, exchangeProgram, exchangeText, replyHeader, type ReplyHeader } from "./exchange.ts";

interface Phone {
  name: "outlook-ios" | "outlook-android";
  title: string;
  os: "iOS" | "Android";
  link: string;
  /** The start tag of a typed line. */
  line: string;
  quote: (header: ReplyHeader, html: string, labels: OutlookWords) => string;
}

export const outlookIos: Program = phoneProgram({
  name: "outlook-ios",
  title: "Outlook for iPhone",
  os: "iOS",
  link: "https://aka.ms/o0ukef",
  line: '<div dir="ltr">',
  quote: (header, html, labels) =>
    '<div id="mail-editor-reference-message-container" class="ms-outlook-mobile-reference-message skipProofing">\n' +
    '<div class="ms-outlook-mobile-reference-message skipProofing" style="padding: 3pt 0in 0in; border-width: 1pt medium medium; border-style: solid none none; border-color: rgb(181, 196, 223) currentcolor currentcolor;">\n' +
    `<b>${labels.from}: </b>${escapeText(header.from)}<br>\n<b>${labels.date}: </b>${header.sent}<br>\n` +
    `<b>${labels.to}: </b>${escapeText(header.to)}<br>\n<b>${labels.subject}: </b>${escapeText(header.subject)}<br>\n<br>\n</div>\n` +
    `<div class="ms-outlook-mobile-reference-message skipProofing">${asReceived(html)}</div>\n</div>\n`,
});

export const outlookAndroid: Program = phoneProgram({
  name: "outlook-android",
  title: "Outlook for Android",
  os: "Android",
  link: "https://aka.ms/AAb9ysg",
  line: '<div dir="auto">',
  quote: (header, html, labels) =>
    '<hr style="display:inline-block;width:98%" tabindex="-1">\n<div id="divRplyFwdMsg" dir="ltr">' +
    '<font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">' +
    `<b>${labels.from}:</b> ${escapeText(header.from)}<br>\n<b>${labels.sent}:</b> ${header.sent}<br>\n` +
    `<b>${labels.to}:</b> ${escapeText(header.to)}<br>\n<b>${labels.subject}:</b> ${escapeText(header.subject)}</font>\n` +
    `<div>&nbsp;</div>\n</div>\n${asReceived(html)}\n`,
});

function phoneProgram(phone: Phone): Program {
  const { name, title, os } = phone;
  return {
    ...exchangeProgram(
      { name, title, group: "phone", answerBody: (answer) => answerBody(answer, phone) },
      (draft) => typedHtml(draft, phone),
    ),
    newBody: (draft) => exchangeBody(`${typedText(draft, phone)}\n`, typedHtml(draft, phone)),
    signsAs: `Get Outlook for ${os}`,
  };
}

/** Its times have seconds in English: `Tuesday, July 14, 2026 3:14:34 PM`. */
function answerBody(answer: Answer, phone: Phone): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const clock = twelveHours(time).replace(" ", `:${time.second} `);
  const sent = outlookDate(answer) ?? `${time.weekday}, ${time.month} ${time.day}, ${time.year} ${clock}`;
  const header = { ...replyHeader(received, author), sent };
  const labels = outlookWords(answer);
  const text = exchangeText(typedText(answer, phone), header, received.html, labels);
  return exchangeBody(text, `${typedHtml(answer, phone)}${phone.quote(header, received.html, labels)}`);
}

function typedHtml(draft: Draft, phone: Phone): string {
  const { before, linked, behind } = signatureIn(draft, phone);
  return (
    `${typedLines(draft.words, phone.line)}\n<div id="ms-outlook-mobile-body-separator-line" dir="auto"><br>\n</div>\n` +
    `<div id="ms-outlook-mobile-signature" dir="auto">${before}<a href="${phone.link}">${linked}</a>${behind}</div>\n`
  );
}

/** A link of a text part stands behind its words. */
function typedText(draft: Draft, phone: Phone): string {
  const { before, linked, behind } = signatureIn(draft, phone);
  return `${draft.words}\n\n${before}${linked}<${phone.link}>${behind}`;
}

function signatureIn(
  { language = "en" }: Draft,
  { os }: Phone,
): Record<"before" | "linked" | "behind", string> {
  const words = outlookPhoneSignatures[language] ?? "Get [Outlook for {os}]";
  const [before = "", linked = "", behind = ""] = words.replace("{os}", os).split(/[[\]]/u);
  return { before, linked, behind };
}
