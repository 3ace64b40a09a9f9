// GMX in English and Web.de in German, in a browser: html only, an element called `quote`, its header with the date first.
// Form: the fixture `gmx` of ProtonMail/WebClients (messageBlockquote.fixtures.ts), and FreeScout's `<div name="quote"`.
import {
  dayInDigits,
  localTime,
  namesIn,
  twelveHours,
  twentyFourHours,
  type LocalTime,
} from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { digitsOf, uuidOf } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

/** The words of the header, and how it writes a moment. */
interface Words {
  sent: string;
  from: string;
  to: string;
  subject: string;
  date: (time: LocalTime, moment: Date, timeZone: string) => string;
}

const english: Words = {
  sent: "Sent",
  from: "From",
  to: "To",
  subject: "Subject",
  date: (time) => `${time.weekday}, ${time.month} ${dayInDigits(time)}, ${time.year} at ${twelveHours(time)}`,
};

const german: Words = {
  sent: "Gesendet",
  from: "Von",
  to: "An",
  subject: "Betreff",
  date: (time, moment, timeZone) => {
    const { weekday, month } = namesIn("de", moment, timeZone);
    return `${weekday}, ${dayInDigits(time)}. ${month} ${time.year} um ${twentyFourHours(time)} Uhr`;
  },
};

export const gmx: Program = portalProgram("gmx", "GMX", "3c-app-mailcom-bs01", english, "Re:");
export const webDe: Program = portalProgram("web-de", "Web.de", "3c-app-webde-bs01", german, "Aw:");

function portalProgram(
  name: Program["name"],
  title: string,
  server: string,
  words: Words,
  prefix: string,
): Program {
  return {
    name,
    title,
    group: "browser",
    isHtmlOnly: true,
    hidesSignature: true,
    answersStand: "above",
    answerSubject: (subject) =>
      subject.toLowerCase().startsWith(prefix.toLowerCase()) ? subject : withPrefix(prefix, subject),
    answerBody: (answer) => answerBody(answer, words),
    newBody: (draft) => ({ text: "", html: inDocument(typedHtml(draft)) }),
    messageId: (_author, seed) => `<trinity-${uuidOf(seed)}-${digitsOf(seed, 13)}@${server}>`,
    headers: () => ({ "X-Priority": "3", Sensitivity: "Normal" }),
    boundary: (seed, part) => `sgnirk-${seed.slice(part, part + 24)}`,
  };
}

/** <div name="quote" style="margin:10px 5px 5px 10px; … border-left:2px solid #C3D9E5; …"><div …><b>Sent:</b>&nbsp;… */
function answerBody(answer: Answer, { sent, from, to, subject, date }: Words): Body {
  const { received, author } = answer;
  const moment = new Date(received.date);
  const time = localTime(moment, author.timeZone);
  const html = inDocument(
    `${typedHtml(answer)}<div>&nbsp;\n<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5; word-wrap: break-word; -webkit-nbsp-mode: space; -webkit-line-break: after-white-space;">\n` +
      `<div style="margin:0 0 10px 0;"><b>${sent}:</b>&nbsp;${date(time, moment, author.timeZone)}<br/>\n` +
      `<b>${from}:</b>&nbsp;&quot;${escapeText(received.from.name)}&quot; &lt;${escapeText(received.from.address)}&gt;<br/>\n` +
      `<b>${to}:</b>&nbsp;${escapeText(received.to.address)}<br/>\n<b>${subject}:</b>&nbsp;${escapeText(received.subject)}</div>\n\n` +
      `<div name="quoted-content">${asReceived(received.html)}</div>\n</div>\n</div>`,
  );
  return { text: "", html };
}

function typedHtml({ words, author }: Draft): string {
  return typedLines(author.signature === undefined ? words : `${words}\n\n${author.signature}`);
}

function inDocument(content: string): string {
  return `<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;">${content}</div></body></html>\n`;
}
