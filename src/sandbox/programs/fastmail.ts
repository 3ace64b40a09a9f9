// Fastmail in a browser, in US English: the date with a comma before “at”, the quote in `blockquote#qt`.
// Form: replies in the public archives of qemu-devel, usrp-users and cake, 2019 to 2025.
import { htmlAsText, plainTextHabits, quoteLines } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { digitsOf, uuidOf } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

export const fastmail: Program = {
  name: "fastmail",
  title: "Fastmail",
  group: "browser",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: inDocument(typedHtml(draft)) }),
  messageId: (_author, seed) => `<${uuidOf(seed)}@app.fastmail.com>`,
  headers: (seed) => ({
    "User-Agent": `Cyrus-JMAP/3.11.0-alpha0-${digitsOf(seed, 4)}-g${seed.slice(0, 10)}`,
  }),
  boundary: (seed, part) => seed.slice(part, part + 32),
};

/** <div>On Thu, Jan 16, 2025, at 9:57 AM, … wrote:</div><blockquote type="cite" id="qt" style="">… */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.weekday.slice(0, 3)}, ${time.month.slice(0, 3)} ${time.day}, ${time.year}`;
  const attribution = `On ${date}, at ${twelveHours(time)}, ${received.from.name} wrote:`;
  const html = inDocument(
    `${typedHtml(answer)}<div><br></div><div>${escapeText(attribution)}</div>` +
      `<blockquote type="cite" id="qt" style="">${asReceived(received.html)}</blockquote><div><br></div>`,
  );
  const quote = quoteLines(htmlAsText(received.html, plainTextHabits), "> ");
  return { text: `${typedText(answer)}\n\n${attribution}\n${quote}\n`, html };
}

/** The signature's lines have a class of their own within an element with a number. */
function typedHtml({ words, author }: Draft): string {
  if (author.signature === undefined) return typedLines(words);
  const lines = typedLines(author.signature, '<div class="signature">');
  return `${typedLines(words)}<div><br></div><div id="sig44785538">${lines}</div>`;
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}

function inDocument(content: string): string {
  return (
    '<!DOCTYPE html><html><head><title></title><style type="text/css">p.MsoNormal,p.MsoNoSpacing{margin:0}</style>' +
    `</head><body>${content}</body></html>`
  );
}
