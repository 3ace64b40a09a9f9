// Outlook on phones, in English, German and Chinese headers: each signs for itself; on an iPhone the quote lies in the reference container below a
// rule that is a border, on Android it follows `divRplyFwdMsg`. Form: replies in the archives of amd-gfx and usrp-users,
// 2020 to 2026, and the tests of Outlook's mobile html in public parsers (`test_strip_quotes_realistic_outlook`).
import { localTime, monthInDigits, namesIn, twelveHours, twentyFourHours } from "../local-time.ts";
import type { Answer, Body, Draft, Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { typedLines } from "../typed-words.ts";
import {
  exchangeBody,
  exchangeProgram,
  exchangeText,
  replyHeader,
  type ReplyHeader,
  type ReplyLabels,
} from "./exchange.ts";

interface Phone {
  name: "outlook-ios" | "outlook-android";
  title: string;
  signature: string;
  link: string;
  /** The start tag of a typed line. */
  line: string;
  quote: (header: ReplyHeader, html: string, labels: Labels) => string;
}

/** An iPhone's html says `Date:` where all else says `Sent:`. */
interface Labels extends ReplyLabels {
  date: string;
}

const english: Labels = { from: "From", sent: "Sent", date: "Date", to: "To", subject: "Subject" };
const languages: Record<string, Labels> = {
  en: english,
  de: { from: "Von", sent: "Gesendet", date: "Datum", to: "An", subject: "Betreff" },
  zh: { from: "发件人", sent: "发送时间", date: "日期", to: "收件人", subject: "主题" },
};

export const outlookIos: Program = phoneProgram({
  name: "outlook-ios",
  title: "Outlook for iPhone",
  signature: "Get Outlook for iOS",
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
  signature: "Get Outlook for Android",
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
  const { received, author, language = "en" } = answer;
  const labels = languages[language] ?? english;
  const header = { ...replyHeader(received, author), sent: sentOn(answer) };
  const text = exchangeText(typedText(answer, phone), header, received.html, labels);
  return exchangeBody(text, `${typedHtml(answer, phone)}${phone.quote(header, received.html, labels)}`);
}

/** Times have seconds in English: `Tuesday, July 14, 2026 3:14:34 PM`; `2021年9月9日星期四 15:16`. */
function sentOn({ received, author, language = "en" }: Answer): string {
  const moment = new Date(received.date);
  const time = localTime(moment, author.timeZone);
  const { weekday, month } = namesIn(language, moment, author.timeZone);
  if (language === "de") return `${weekday}, ${time.day}. ${month} ${time.year} ${twentyFourHours(time)}`;
  if (language === "zh") {
    return `${time.year}年${Number(monthInDigits(time))}月${time.day}日${weekday} ${twentyFourHours(time)}`;
  }
  const clock = twelveHours(time).replace(" ", `:${time.second} `);
  return `${time.weekday}, ${time.month} ${time.day}, ${time.year} ${clock}`;
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
