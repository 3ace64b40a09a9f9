// Mailo (NetCourrier) in a browser, plain text, in French: a line “Message d'origine”, then header and text with marks.
// Form: a reply from Mailo in the public archive of linux-iio, April 2020.
import { quoteLines } from "../html-as-text.ts";
import { dayInDigits, localTime, monthInDigits, twentyFourHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";

export const mailo: Program = {
  name: "mailo",
  title: "Mailo",
  group: "text",
  isTextOnly: true,
  hidesSignature: true,
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: "" }),
  messageId: (_author, seed) =>
    `<ea-mime-${seed.slice(0, 8)}-${seed.slice(8, 12)}-${seed.slice(12, 20)}@www-1.mailo.com>`,
  headers: () => ({ "X-Priority": "3", "X-Mailer": "COMS/EA19.11/r20200317" }),
  boundary: (seed, part) => `----NetCourrier${seed.slice(part, part + 16)}`,
};

function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${dayInDigits(time)}/${monthInDigits(time)}/${time.year} ${twentyFourHours(time)}:${time.second}`;
  const header =
    `De : ${received.from.name} <${received.from.address}>\nÀ : ${received.to.name} <${received.to.address}>\n` +
    `Sujet : ${received.subject}\nDate : ${date} ${author.timeZone}\n\n`;
  const quote = quoteLines(`${header}${received.text.trimEnd()}`, "> ");
  return { text: `${typedText(answer)}\n---- Message d'origine ----\n${quote}\n`, html: "" };
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}
