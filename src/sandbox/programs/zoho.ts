// Zoho Mail in a browser, in US English or Chinese: a rule and `zmail_extra` around the quote, four dashes around the attribution,
// `x_` and a number before classes. Form: replies in the public archives of openbmc and dri-devel, 2022 to 2025, and the
// fixture `zoho` of ProtonMail/WebClients (messageBlockquote.fixtures.ts, zh).
import { htmlAsText, type TextHabits } from "../html-as-text.ts";
import { dateHeader, dayInDigits, localTime, offsetInDigits, twentyFourHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText, withOwnNames } from "../rewrite-html.ts";
import { digitsOf, idAt } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

export const zoho: Program = {
  name: "zoho",
  title: "Zoho Mail",
  group: "browser",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: inDocument(typedHtml(draft)) }),
  messageId: ({ address }, seed) =>
    idAt(`${seed.slice(0, 11)}.${seed.slice(11, 25)}.${digitsOf(seed, 19)}`, address),
  headers: () => ({ Importance: "Medium", "User-Agent": "Zoho Mail", "X-Mailer": "Zoho Mail" }),
  boundary: (seed, part) =>
    `----=_Part_${digitsOf(seed.slice(part), 6)}_${digitsOf(seed.slice(12), 9)}.${digitsOf(seed.slice(30), 13)}`,
};

/** <div id="Zm-_Id_-Sgn1">---- On Fri, 21 Jul 2023 19:33:41 +0530 <b>…</b> wrote ---<br></div>…<blockquote id="blockquote_zmail" …> */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const isChinese = answer.language === "zh";
  const when = isChinese
    ? `---- 在 ${chineseDate(new Date(received.date), author.timeZone)}`
    : `---- On ${dateHeader(new Date(received.date), author.timeZone)}`;
  const wrote = isChinese ? "撰写 ----" : "wrote ---";
  const number = String(received.outboundEmailId * 7_919 + 100_003).padStart(10, "1");
  const html = inDocument(
    `${typedHtml(answer)}<div><br></div>` +
      '<div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, 204); height: 0px; margin-top: 10px; margin-bottom: 10px; line-height: 0px;"><br></div>' +
      '<div class="zmail_extra" data-zbluepencil-ignore="true"><div><br></div>' +
      `<div id="Zm-_Id_-Sgn1">${when} <b>${escapeText(name)} &lt;${escapeText(address)}&gt;</b> ${wrote}<br></div>` +
      `<div><br></div><blockquote id="blockquote_zmail" style="margin: 0px;"><div style="" class="zm_-${number}_parse_-${number}">` +
      `${withOwnNames(received.html, `x_${number}`)}</div></blockquote></div><div><br></div>`,
  );
  const quoted = htmlAsText(received.html, habits)
    .split("\n")
    .map((line) => `${line} `)
    .join("\n");
  const attribution = `${when} ${name} <mailto:${address}> ${wrote}`;
  return { text: `${typedText(answer)}\n\n\n\n${attribution}\n\n\n\n${quoted}\n`, html };
}

/** 星期二, 02 七月 2019 17:55:32 +0800 */
function chineseDate(moment: Date, timeZone: string): string {
  const time = localTime(moment, timeZone);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("zh-CN", { timeZone, ...options }).format(moment);
  const day = `${part({ weekday: "long" })}, ${dayInDigits(time)} ${part({ month: "long" })} ${time.year}`;
  return `${day} ${twentyFourHours(time)}:${time.second} ${offsetInDigits(time)}`;
}

function typedHtml({ words, author }: Draft): string {
  const lines = typedLines(words, "<div>", "<br>");
  if (author.signature === undefined) return lines;
  const signature = typedLines(author.signature, "<div>", "<br>");
  return `${lines}<div><br></div><div id="Zm-_Id_-Sgn" data-zbluepencil-ignore="true" data-sigid="58018000000014003">${signature}</div>`;
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n\n\n${author.signature}`;
}

function inDocument(content: string): string {
  return (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html><head>' +
    '<meta content="text/html;charset=UTF-8" http-equiv="Content-Type"></head><body ><div style="font-family: ' +
    `Verdana, Arial, Helvetica, sans-serif; font-size: 10pt;">${content}</div><br></body></html>`
  );
}

const habits: TextHabits = {
  link: (words, href) => (words === href ? words : `${words} < ${href} >`),
  bold: (words) => words,
  quotePrefix: "",
};
