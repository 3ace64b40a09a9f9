// NetEase's 163 Mail in a browser, in Chinese or English: `isReplyContent`, a line “at date, name wrote”, and marks without spaces in
// the text part. Form: the fixture `netease` of ProtonMail/WebClients (messageBlockquote.fixtures.ts) and replies in the
// archives of ltp, linuxppc-dev and dri-devel, 2022 to 2025.
import { htmlAsText, plainTextHabits } from "../html-as-text.ts";
import { dayInDigits, localTime, monthInDigits, twentyFourHours } from "../local-time.ts";
import type { Answer, Body, Draft, Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { digitsOf } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

export const netease: Program = {
  name: "netease",
  title: "163 Mail",
  group: "browser",
  hidesSignature: true,
  answersStand: "above",
  // No space, and once more before a subject that is an answer already.
  answerSubject: (subject) => `Re:${subject}`,
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: inElement(typedHtml(draft)) }),
  messageId: ({ address }, seed) =>
    `<${seed.slice(0, 8)}.${seed.slice(8, 12)}.${seed.slice(12, 23)}.Coremail.${address}>`,
  headers: () => ({
    "X-Priority": "3",
    "X-Mailer":
      "Coremail Webmail Server Version XT5.0.14 build 20240801(9da12a7b) Copyright (c) 2002-2025 www.mailtech.cn 163com",
    "X-Coremail-Locale": "zh_CN",
  }),
  boundary: (seed, part) =>
    `----=_Part_${digitsOf(seed.slice(part), 5)}_${digitsOf(seed.slice(10), 9)}.${digitsOf(seed.slice(30), 13)}`,
};

/** 在 2019-07-04 11:20:38，"…" &lt;…&gt; 写道：<br> <blockquote id="isReplyContent" style="…"> */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.year}-${monthInDigits(time)}-${dayInDigits(time)} ${twentyFourHours(time)}:${time.second}`;
  const from = `"${received.from.name}" <${received.from.address}>`;
  const attribution = answer.language === "en" ? `At ${date}, ${from} wrote:` : `在 ${date}，${from} 写道：`;
  const html = inElement(
    `${typedHtml(answer)}<br>${escapeText(attribution)}<br> <blockquote id="isReplyContent" ` +
      'style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid">' +
      `${asReceived(received.html)}</blockquote>`,
  );
  const quote = htmlAsText(received.html, plainTextHabits)
    .split("\n")
    .map((line) => `>${line}`)
    .join("\n");
  return { text: `${typedText(answer)}\n\n\n\n${attribution}\n${quote}\n`, html };
}

function typedHtml(draft: Draft): string {
  return typedLines(typedText(draft));
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}

function inElement(content: string): string {
  return `<div style="line-height:1.7;color:#000000;font-size:14px;font-family:Arial">${content}</div>`;
}
