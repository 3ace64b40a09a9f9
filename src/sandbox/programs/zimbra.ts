// Zimbra in a browser, in US English: a marked rule, a header with a mark of its own, names in quotation marks; the text
// part has the same header, a space at every line's end and no rule. Form: replies in the public archives of usrp-users
// and cocci, 2019 to 2024, and Zimbra's own web client (ZmComposeView: __SIG_PRE__ above a quote).
import { htmlAsText, type TextHabits } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { digitsOf, idAt, uuidOf } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

export const zimbra: Program = {
  name: "zimbra",
  title: "Zimbra",
  group: "browser",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: withBlanks(typedText(draft)), html: inDocument(typedHtml(draft)) }),
  messageId: ({ address }, seed) =>
    idAt(
      `${digitsOf(seed, 10)}.${digitsOf(seed.slice(20), 5)}.${digitsOf(seed.slice(30), 13)}.JavaMail.zimbra`,
      address,
    ),
  headers: (_seed, subject = "") => ({
    "X-Mailer": "Zimbra 8.8.15_GA_4581 (ZimbraWebClient - FF120 (Linux)/8.8.15_GA_4581)",
    "Thread-Topic": subject,
  }),
  boundary: (seed, part) => `=_${uuidOf(seed.slice(part))}`,
};

/** <hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>"…" &lt;…&gt;<br>… */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const clock = twelveHours(time).replace(" ", `:${time.second} `);
  const rows = [
    ["From", `"${received.from.name}" <${received.from.address}>`],
    ["To", `"${received.to.name}" <${received.to.address}>`],
    ["Sent", `${time.weekday}, ${time.month} ${time.day}, ${time.year} ${clock}`],
    ["Subject", received.subject],
  ] as const;
  const header = rows.map(([label, value]) => `<b>${label}: </b>${escapeText(value)}<br>`).join("");
  const html = inDocument(
    `${typedHtml(answer)}<div><br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__">` +
      `${header}</div><div><br></div><div data-marker="__QUOTED_TEXT__">${asReceived(received.html)}</div>`,
  );
  const block = rows.map(([label, value]) => `${label}: ${value}`).join("\n");
  return {
    text: withBlanks(`${typedText(answer)}\n\n\n${block}\n\n${htmlAsText(received.html, habits)}`),
    html,
  };
}

function typedHtml({ words, author }: Draft): string {
  if (author.signature === undefined) return typedLines(words);
  return `${typedLines(words)}<div><br></div><div data-marker="__SIG_PRE__">${typedLines(author.signature)}</div>`;
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}

function withBlanks(text: string): string {
  return `${text
    .split("\n")
    .map((line) => (line === "" ? line : `${line} `))
    .join("\n")}\n`;
}

function inDocument(content: string): string {
  return (
    '<html><body><div id="zimbraEditorContainer" style="font-family: arial,helvetica,sans-serif; font-size: 12pt; ' +
    `color: #000000" class="4">${content}</div></body></html>`
  );
}

const habits: TextHabits = {
  link: (words, href) => `[ ${href} | ${words} ]`,
  bold: (words) => words,
  quotePrefix: "",
};
