// Zimbra in a browser, in four languages: a marked rule, a header with a mark of its own, names in quotation marks; the
// text part has the same header, a space at every line's end and no rule. Form: replies in the public archives of usrp-users
// (en, fr, tr), linux-fsdevel (de) and cocci, 2019 to 2024; Zimbra's web client (ZmComposeView: __SIG_PRE__ above a quote).
import { htmlAsText, type TextHabits } from "../html-as-text.ts";
import { localTime, namesIn, twelveHours, twentyFourHours, type LocalTime } from "../local-time.ts";
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

/** The labels in their order, and how a moment is written. */
interface Words {
  labels: [from: string, to: string, sent: string, subject: string];
  date: (time: LocalTime, names: { weekday: string; month: string }) => string;
}

const clock = (time: LocalTime) => `${twentyFourHours(time)}:${time.second}`;
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const english: Words = {
  labels: ["From", "To", "Sent", "Subject"],
  date: (time, { weekday, month }) =>
    `${weekday}, ${month} ${time.day}, ${time.year} ${twelveHours(time).replace(" ", `:${time.second} `)}`,
};

const languages: Record<string, Words> = {
  en: english,
  de: {
    labels: ["Von", "An", "Gesendet", "Betreff"],
    date: (time, { weekday, month }) => `${weekday}, ${time.day}. ${month} ${time.year} ${clock(time)}`,
  },
  // Vendredi 18 Octobre 2024 17:38:43
  fr: {
    labels: ["De", "À", "Envoyé", "Objet"],
    date: (time, { weekday, month }) =>
      `${capital(weekday)} ${time.day} ${capital(month)} ${time.year} ${clock(time)}`,
  },
  // 25 Kasım Pazartesi 2024 18:04:27
  tr: {
    labels: ["Kimden", "Kime", "Gönderilenler", "Konu"],
    date: (time, { weekday, month }) => `${time.day} ${month} ${weekday} ${time.year} ${clock(time)}`,
  },
};

/** <hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>"…" &lt;…&gt;<br>… */
function answerBody(answer: Answer): Body {
  const { received, author, language = "en" } = answer;
  const { labels, date } = languages[language] ?? english;
  const moment = new Date(received.date);
  const time = localTime(moment, author.timeZone);
  const values = [
    `"${received.from.name}" <${received.from.address}>`,
    `"${received.to.name}" <${received.to.address}>`,
    date(time, namesIn(language in languages ? language : "en", moment, author.timeZone)),
    received.subject,
  ];
  const rows = labels.map((label, index) => [label, values[index] ?? ""] as const);
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
