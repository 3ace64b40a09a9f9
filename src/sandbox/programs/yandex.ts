// Yandex Mail in a browser: html only, the date in digits, a name in quotation marks, and a bare blockquote. It has no
// words in any language. Form: the fixtures yandex_ru_reply.html of mailgun/talon and `yandex2` of ProtonMail/WebClients,
// and a reply in the archive of spice-devel, 2021.
import { dayInDigits, localTime, monthInDigits, twentyFourHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { digitsOf } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

export const yandex: Program = {
  name: "yandex",
  title: "Yandex Mail",
  group: "browser",
  isHtmlOnly: true,
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: "", html: typedHtml(draft) }),
  messageId: (_author, seed) => `<${digitsOf(seed, 17)}@mail.yandex.ru>`,
  headers: () => ({ "X-Mailer": "Yamail [ http://yandex.ru ] 5.0" }),
  boundary: (seed, part) => `----==--bound.${digitsOf(seed.slice(part), 6)}.${digitsOf(seed, 8)}`,
};

/** <div>03.07.2019, 10:27, "…" &lt;…&gt;:</div><blockquote> */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${dayInDigits(time)}.${monthInDigits(time)}.${time.year}, ${twentyFourHours(time)}`;
  const attribution = `${date}, "${received.from.name}" <${received.from.address}>:`;
  const html =
    `${typedHtml(answer)}<div><br /></div><div><br /></div><div>${escapeText(attribution)}</div>` +
    `<blockquote>${asReceived(received.html)}</blockquote>`;
  return { text: "", html };
}

function typedHtml({ words, author }: Draft): string {
  if (author.signature === undefined) return typedLines(words);
  return `${typedLines(words)}<div><br /></div><div>-- </div>${typedLines(author.signature)}`;
}
