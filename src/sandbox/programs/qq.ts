// QQ Mail in a browser, in Chinese or English: a rule of dashes around “original mail”, a grey header in bold, and in the text part
// blanks and angle brackets left half as html. Form: the fixture `tencent` of ProtonMail/WebClients
// (messageBlockquote.fixtures.ts) and replies in the archives of ltp, linux-i2c and qemu-devel, 2020 to 2024.
import { htmlAsText, plainTextHabits } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import type { Answer, Body, Draft, Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { typedLines } from "../typed-words.ts";

/** Its words, and how it writes a moment. */
interface Words {
  rule: string;
  labels: [from: string, sent: string, to: string, subject: string];
  date: (date: string, timeZone: string) => string;
}

const chinese: Words = {
  rule: "原始邮件",
  labels: ["发件人", "发送时间", "收件人", "主题"],
  date: chineseDate,
};

const english: Words = {
  rule: "Original",
  labels: ["From", "Date", "To", "Subject"],
  date: englishDate,
};

export const qq: Program = {
  name: "qq",
  title: "QQ Mail",
  group: "browser",
  hidesSignature: true,
  answersStand: "above",
  answerSubject: (subject) => (/^(?:re:|回复[:：])/iu.test(subject) ? subject : `回复：${subject}`),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: typedHtml(draft) }),
  messageId: (_author, seed) => `<tencent_${seed.slice(0, 24).toUpperCase()}@qq.com>`,
  headers: () => ({ "X-Priority": "3", "X-QQ-MIME": "TCMime 1.0 by Tencent", "X-Mailer": "QQMail 2.x" }),
  boundary: (seed, part) =>
    `----=_NextPart_${[seed.slice(part, part + 8), seed.slice(8, 16), seed.slice(16, 24)].join("_").toUpperCase()}`,
};

/** <div style="…">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="…background:#efefef;padding:8px;">… */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { labels, date, rule: called } = answer.language === "en" ? english : chinese;
  const rule = `------------------&nbsp;${called}&nbsp;------------------`;
  const values = [
    `"${received.from.name}"<${received.from.address}>;`,
    date(received.date, author.timeZone),
    `"${received.to.name}"<${received.to.address}>;`,
    received.subject,
  ];
  const rows = labels.map((label, index) => [label, values[index] ?? ""] as const);
  const header = rows
    .map(([label, value]) => `<div><b>${label}:</b>&nbsp;${escapeText(value)}</div>`)
    .join("");
  const html =
    `${typedHtml(answer)}<div><br></div><div><br></div>` +
    `<div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">${rule}</div>` +
    `<div style="font-size: 12px;background:#efefef;padding:8px;">${header}</div><div><br></div>${asReceived(received.html)}`;
  const block = rows.map(([label, value]) => `${label}:&nbsp;${value.replace(">", "&gt;")}`).join("\n");
  const shown = htmlAsText(received.html, plainTextHabits);
  return {
    text: `${typedText(answer)}\n\n\n&nbsp;\n&nbsp;\n${rule}\n${block}\n\n&nbsp;\n\n${shown}\n`,
    html,
  };
}

/** 2019年7月4日(星期四) 中午11:18 */
function chineseDate(date: string, timeZone: string): string {
  const moment = new Date(date);
  const weekday = new Intl.DateTimeFormat("zh-CN", { timeZone, weekday: "long" }).format(moment);
  const { year, hour, minute } = localTime(moment, timeZone);
  const [month, day] = new Intl.DateTimeFormat("en-US", { timeZone, month: "numeric", day: "numeric" })
    .format(moment)
    .split("/");
  const half = hour < 6 ? "凌晨" : hour < 11 ? "上午" : hour < 13 ? "中午" : hour < 18 ? "下午" : "晚上";
  return `${year}年${month}月${day}日(${weekday}) ${half}${hour % 12 === 0 ? 12 : hour % 12}:${minute}`;
}

/** Thu, Jul 4, 2024 01:29 PM */
function englishDate(date: string, timeZone: string): string {
  const time = localTime(new Date(date), timeZone);
  const day = `${time.weekday.slice(0, 3)}, ${time.month.slice(0, 3)} ${time.day}, ${time.year}`;
  return `${day} ${twelveHours(time).padStart(8, "0")}`;
}

function typedHtml(draft: Draft): string {
  return typedLines(typedText(draft));
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}
