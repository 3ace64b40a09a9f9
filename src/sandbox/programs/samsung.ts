// Samsung Email on an Android phone, in US English or German: it signs for itself, and heads the quote with “Original
// message” between eight dashes. Form: replies in the public archives of usrp-users and nouveau, 2019, and a thread
// preview's tests (“Samsung / Android”, de, September 2026).
import { htmlAsText, plainTextHabits } from "../html-as-text.ts";
import {
  dayInDigits,
  localTime,
  monthInDigits,
  offsetInDigits,
  twelveHours,
  twentyFourHours,
  type LocalTime,
} from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { digitsOf, idAt, lettersOf } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

/** What it signs with, and the words of the header with the form of its day. */
interface Words {
  signature: string;
  rule: string;
  labels: [from: string, date: string, to: string, subject: string];
  date: (time: LocalTime) => string;
}

const english: Words = {
  signature: "Sent from my Galaxy",
  rule: "Original message",
  labels: ["From", "Date", "To", "Subject"],
  date: (time) =>
    `${Number(monthInDigits(time))}/${time.day}/${String(time.year).slice(2)}  ${twelveHours(time)}`,
};

const german: Words = {
  signature: "Von meinem Smartphone gesendet",
  rule: "Ursprüngliche Nachricht",
  labels: ["Von", "Datum", "An", "Betreff"],
  date: (time) =>
    `${dayInDigits(time)}.${monthInDigits(time)}.${String(time.year).slice(2)}  ${twentyFourHours(time)}`,
};

const wordsIn = ({ language }: Draft) => (language === "de" ? german : english);

export const samsung: Program = {
  name: "samsung",
  title: "Samsung Email",
  group: "phone",
  answersStand: "above",
  signsAs: english.signature,
  answerSubject: (subject) => withPrefix("RE:", subject),
  answerBody,
  newBody: (draft) => ({
    text: `${draft.words}\n\n${wordsIn(draft).signature}\n`,
    html: inDocument(typedHtml(draft)),
  }),
  messageId: ({ address }, seed) => idAt(lettersOf(seed, 24).toLowerCase(), address),
  headers: () => ({ Importance: "normal", "X-Priority": "3" }),
  boundary: (seed, part) => `--_com.samsung.android.email_${digitsOf(seed.slice(part), 16)}`,
};

/** <div>-------- Original message --------</div><div>From: … </div><div>Date: 7/22/19  3:00 PM  (GMT-08:00) </div>… */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const { signature, rule, labels, date } = wordsIn(answer);
  const values = [
    `${received.from.name} <${received.from.address}>`,
    `${date(time)}  (GMT${offsetInDigits(time, ":")})`,
    `${received.to.name} <${received.to.address}>`,
    received.subject,
  ];
  const rows = [
    `-------- ${rule} --------`,
    ...labels.map((label, index) => `${label}: ${values[index] ?? ""} `),
  ];
  const header = rows.map((row) => `<div>${escapeText(row)}</div>`).join("");
  const html = inDocument(
    `${typedHtml(answer)}<div><br></div><div align="left" dir="auto" style="font-size:100%;color:#000000">${header}` +
      `<div><br></div></div>${asReceived(received.html)}`,
  );
  const shown = htmlAsText(received.html, plainTextHabits);
  return { text: `${answer.words}\n\n${signature}\n\n${rows.join("\n")}\n\n${shown}\n`, html };
}

function typedHtml(draft: Draft): string {
  return (
    `${typedLines(draft.words, '<div dir="auto">')}<div dir="auto"><br></div><div id="composer_signature" dir="auto">` +
    `<div style="font-size:85%;color:#575757" dir="auto">${wordsIn(draft).signature}</div></div>`
  );
}

function inDocument(content: string): string {
  return (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head>' +
    `<body dir="auto">${content}</body></html>`
  );
}
