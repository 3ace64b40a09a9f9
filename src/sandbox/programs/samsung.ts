// Samsung Email on an Android phone, in US English: it signs for itself, and heads the quote with “Original message”
// between eight dashes. Form: replies in the public archives of usrp-users and nouveau, 2019.
import { htmlAsText, plainTextHabits } from "../html-as-text.ts";
import { localTime, monthInDigits, offsetInDigits, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { digitsOf, idAt, lettersOf } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

const signature = "Sent from my Galaxy";

export const samsung: Program = {
  name: "samsung",
  title: "Samsung Email",
  group: "phone",
  answersStand: "above",
  signsAs: signature,
  answerSubject: (subject) => withPrefix("RE:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${draft.words}\n\n${signature}\n`, html: inDocument(typedHtml(draft)) }),
  messageId: ({ address }, seed) => idAt(lettersOf(seed, 24).toLowerCase(), address),
  headers: () => ({ Importance: "normal", "X-Priority": "3" }),
  boundary: (seed, part) => `--_com.samsung.android.email_${digitsOf(seed.slice(part), 16)}`,
};

/** <div>-------- Original message --------</div><div>From: … </div><div>Date: 7/22/19  3:00 PM  (GMT-08:00) </div>… */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${Number(monthInDigits(time))}/${time.day}/${String(time.year).slice(2)}`;
  const rows = [
    "-------- Original message --------",
    `From: ${received.from.name} <${received.from.address}> `,
    `Date: ${date}  ${twelveHours(time)}  (GMT${offsetInDigits(time, ":")}) `,
    `To: ${received.to.name} <${received.to.address}> `,
    `Subject: ${received.subject} `,
  ];
  const header = rows.map((row) => `<div>${escapeText(row)}</div>`).join("");
  const html = inDocument(
    `${typedHtml(answer)}<div><br></div><div align="left" dir="auto" style="font-size:100%;color:#000000">${header}` +
      `<div><br></div></div>${asReceived(received.html)}`,
  );
  const shown = htmlAsText(received.html, plainTextHabits);
  return { text: `${answer.words}\n\n${signature}\n\n${rows.join("\n")}\n\n${shown}\n`, html };
}

function typedHtml({ words }: Draft): string {
  return (
    `${typedLines(words, '<div dir="auto">')}<div dir="auto"><br></div><div id="composer_signature" dir="auto">` +
    `<div style="font-size:85%;color:#575757" dir="auto">${signature}</div></div>`
  );
}

function inDocument(content: string): string {
  return (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head>' +
    `<body dir="auto">${content}</body></html>`
  );
}
