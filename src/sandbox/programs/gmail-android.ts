// Gmail on an Android phone, in US English: lines in `<div dir="auto">`, a date without "at", a signature with no marks.
// Form: replies from Gmail for Android in the public archives of usrp-users, openwrt-devel and qemu-devel, 2020 to 2025.
import { wrap } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText } from "../rewrite-html.ts";
import { typedLine } from "../typed-words.ts";
import {
  gmailBoundary,
  gmailMessageId,
  gmailQuoteHtml,
  gmailQuoteText,
  gmailTextWidth,
} from "./gmail-quote.ts";

export const gmailAndroid: Program = {
  name: "gmail-android",
  title: "Gmail for Android",
  group: "phone",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: `${typedHtml(draft)}\n` }),
  messageId: gmailMessageId,
  headers: () => ({}),
  boundary: gmailBoundary,
};

/** <div dir="auto">…</div><br><div class="gmail_quote gmail_quote_container">On Tue, Mar 3, 2026, 3:14 PM … wrote: */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.weekday.slice(0, 3)}, ${time.month.slice(0, 3)} ${time.day}, ${time.year}`;
  const when = `On ${date}, ${twelveHours(time, "\u202f")}`;
  return {
    html: `${typedHtml(answer)}${gmailQuoteHtml(received, when)}\n`,
    text: `${typedText(answer)}\n\n${gmailQuoteText(received, when)}\n`,
  };
}

/** The first line stands bare in the outer element; the signature has neither a class nor a line of dashes. */
function typedHtml({ words, author }: Draft): string {
  const [first = "", ...rest] = words.split("\n");
  const lines = rest.map((line) => `<div dir="auto">${typedLine(line)}</div>`).join("");
  const signature =
    author.signature === undefined
      ? ""
      : '<div dir="auto"><br></div><div data-smartmail="gmail_signature" dir="auto">' +
        `${author.signature.split("\n").map(escapeText).join("<br>")}</div>`;
  return `<div dir="auto">${typedLine(first)}${lines}${signature}</div>`;
}

function typedText({ words, author }: Draft): string {
  const signature = author.signature === undefined ? "" : `\n\n${author.signature}`;
  return `${wrap(words, gmailTextWidth)}${signature}`;
}
