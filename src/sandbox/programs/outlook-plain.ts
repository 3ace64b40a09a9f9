// Outlook for Windows, answering in plain text: its rule “Original Message”, the header, the text without any marks.
// Form: replies from Outlook 16 in the archives of amd-gfx and intel-gfx, and github/email_reply_parser, email_original_message.txt.
import { outlookDate, outlookSubject, outlookWords } from "../languages/outlook.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { type Answer, type Body, type Draft, type Program } from "../program.ts";
import { outlookDesktop } from "./outlook-desktop.ts";

export const outlookPlain: Program = {
  name: "outlook-plain",
  title: "Outlook (plain text)",
  group: "text",
  isTextOnly: true,
  hidesSignature: true,
  answersStand: "above",
  answerSubject: outlookSubject("RE:"),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: "" }),
  messageId: outlookDesktop.messageId,
  headers: outlookDesktop.headers,
  boundary: outlookDesktop.boundary,
};

function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const labels = outlookWords(answer);
  const sent =
    outlookDate(answer) ?? `${time.weekday}, ${time.month} ${time.day}, ${time.year} ${twelveHours(time)}`;
  const header =
    `-----${labels.original}-----\n${labels.from}: ${received.from.name} <${received.from.address}> \n` +
    `${labels.sent}: ${sent}\n` +
    `${labels.to}: ${received.to.name} <${received.to.address}>\n${labels.subject}: ${received.subject}`;
  return { text: `${typedText(answer)}\n\n${header}\n\n${received.text.trimEnd()}\n`, html: "" };
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}
