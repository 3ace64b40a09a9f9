// Lotus Notes, in US English: old `<font>` html with a picture that says what it hides, a grey header, and a rule; and its
// release 5, which writes text only and heads the quote with a line “… on 10/16/2002 08:41:03 AM”.
// Form: replies in the public archives of openbmc (2019 to 2020), linux-kernel and linux-aio (2001 to 2007).
import { htmlAsText, plainTextHabits } from "../html-as-text.ts";
import { dayInDigits, localTime, monthInDigits, twelveHours, type LocalTime } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { idAt } from "../seeded-ids.ts";
import { typedLine } from "../typed-words.ts";

export const notes: Program = {
  name: "notes",
  title: "Lotus Notes",
  group: "computer",
  hidesSignature: true,
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody: htmlAnswer,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: inDocument(`<p>${typedHtml(draft)}</p>`) }),
  messageId: ({ address }, seed) => idAt(notesId(seed.toUpperCase()), address),
  headers: () => ({ "X-Mailer": "Lotus Notes Release 8.5.3FP6 SHF907 April 26, 2018" }),
  boundary: (seed, part) => `0__=${seed.slice(part, part + 16).toUpperCase()}8f9e8a93df938690918c`,
};

export const notesText: Program = {
  ...notes,
  name: "notes-text",
  title: "Lotus Notes 5",
  group: "text",
  isTextOnly: true,
  answerBody: textAnswer,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: "" }),
  headers: () => ({ "X-Mailer": "Lotus Notes Release 5.0.5  September 22, 2000" }),
};

/** <font size="2" color="#5F5F5F">From:        </font><font size="2">…</font><br>…</p><hr width="100%" size="2" …> */
function htmlAnswer(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const rows = [
    ["From:", `${received.from.name} <${received.from.address}>`],
    ["To:", `${received.to.name} <${received.to.address}>`],
    ["Date:", `${numericDate(time)} ${twelveHours(time)}`],
    ["Subject:", received.subject],
  ] as const;
  const shown = htmlAsText(received.html, plainTextHabits);
  const clock = twelveHours(time).replace(" ", `:${time.second} `);
  const summary = `${received.from.name} ---${numericDate(time)} ${clock}---${firstWords(shown)}`;
  const header = rows
    .map(
      ([label, value]) =>
        `<font size="2" color="#5F5F5F">${label}        </font><font size="2">${escapeText(value)}</font><br>`,
    )
    .join("");
  const picture = `<img width="16" height="16" src="cid:1__=88BB0E@notes" border="0" alt="Inactive hide details for ${escapeText(summary).replaceAll('"', "&quot;")}">`;
  const html = inDocument(
    `<p>${typedHtml(answer)}<br><br>${picture}<font size="2" color="#424282">${escapeText(summary)}</font><br><br>${header}</p>` +
      `<hr width="100%" size="2" align="left" noshade style="color:#8091A5; "><br><br><br>${asReceived(received.html)}<br><BR>`,
  );
  const block = rows.map(([label, value]) => `${label}\t${value}`).join("\n");
  return { text: `${typedText(answer)}\n\n\n\n${block}\n\n\n\n${shown}\n\n\n`, html };
}

/** `… <…> on 10/16/2002 08:41:03 AM`, then `To:`, `cc:` and `Subject:` with four spaces behind each. */
function textAnswer(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const clock = twelveHours(time).replace(" ", `:${time.second} `).padStart(11, "0");
  const header =
    `${received.from.name} <${received.from.address}> on ${numericDate(time)} ${clock}\n\n` +
    `To:    ${received.to.name} <${received.to.address}>\ncc:\nSubject:    ${received.subject}`;
  const text = `${typedText(answer)}\n\n\n\n\n\n\n${header}\n\n\n\n${received.text.trimEnd()}\n\n\n\n`;
  return { text, html: "" };
}

function typedHtml(draft: Draft): string {
  return typedText(draft)
    .split("\n")
    .map((line) => (line === "" ? "" : `<font size="2">${typedLine(line)}</font>`))
    .join("<br>");
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}

/** What the picture's words begin with. */
function firstWords(text: string): string {
  return text.replaceAll(/\s+/gu, " ").slice(0, 60).trim();
}

function numericDate(time: LocalTime): string {
  return `${monthInDigits(time)}/${dayInDigits(time)}/${time.year}`;
}

/** `OF9C225A25.EEAFFE81-ONC1256ACB.0048279B` */
function notesId(seed: string): string {
  return `OF${seed.slice(0, 8)}.${seed.slice(8, 16)}-ON${seed.slice(16, 24)}.${seed.slice(24, 32)}`;
}

function inDocument(content: string): string {
  return `<html><body>${content}\n</body></html>\n`;
}
