// Novell GroupWise, plain text: a line between three marks on either side heads the quote, which has marks without spaces,
// and the answer is below; in German it is a sentence over two lines. Form: replies from GroupWise 7 and 18 in the archives
// of linux-kernel (2005 to 2006) and linux-usb (2021, de).
import { dayInDigits, localTime, monthInDigits, twentyFourHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { idAt } from "../seeded-ids.ts";

export const groupwise: Program = {
  name: "groupwise",
  title: "GroupWise",
  group: "text",
  isTextOnly: true,
  hidesSignature: true,
  answersStand: "below",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: "" }),
  messageId: ({ address }, seed) =>
    idAt(`${seed.slice(0, 8)}.${seed.slice(8, 12)}.0078.0`.toUpperCase(), address),
  headers: () => ({ "X-Mailer": "Novell GroupWise Internet Agent 18.3.1" }),
  boundary: (seed, part) => `=__Part${seed.slice(part, part + 8).toUpperCase()}.${part}__=`,
};

/** `>>> Greg KH <greg@kroah.com> 09.11.05 17:45:44 >>>` */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${dayInDigits(time)}.${monthInDigits(time)}.${String(time.year).slice(2)}`;
  const german =
    `>>> ${received.from.name} <${received.from.address}> schrieb am ${dayInDigits(time)}.${monthInDigits(time)}.${time.year} um ` +
    `${twentyFourHours(time)} in\nNachricht ${received.headers["Message-ID"] ?? ""}:`;
  const usual = `>>> ${received.from.name} <${received.from.address}> ${date} ${twentyFourHours(time)}:${time.second} >>>`;
  const quote = received.text
    .trimEnd()
    .split("\n")
    .map((line) => `>${line}`)
    .join("\n");
  // The German form has a space behind its marks.
  if (answer.language === "de") {
    return {
      text: `${german}\n${quote.replaceAll(/^>(?=[^>\n])/gmu, "> ")}\n\n${typedText(answer)}\n`,
      html: "",
    };
  }
  return { text: `${usual}\n${quote}\n\n${typedText(answer)}\n`, html: "" };
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}
