// Tuta Mail in a browser, in US English: the date, “by” and an address, no name; its signature is an advertisement.
// Form: the replies in public parsers' tests of `tutanota_quote` (July 2025) and in the archives of spice-devel (2020) and
// linux-usb (2026), and tutao/tutanota (MailViewer, `by_label`).
import { htmlAsText, plainTextHabits, quoteLines } from "../html-as-text.ts";
import { localTime, twentyFourHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { digitsOf, lettersOf } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

const home = "https://tuta.com/free-email";
const usualSignature = ` Secured with Tuta Mail: \n ${home}`;

export const tuta: Program = {
  name: "tuta",
  title: "Tuta Mail",
  group: "browser",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: inDocument(typedHtml(draft)) }),
  messageId: (_author, seed) => `<${lettersOf(seed, 14)}--3-9@tuta.com>`,
  headers: () => ({}),
  boundary: (seed, part) =>
    `----=_Part_${digitsOf(seed.slice(part), 6)}_${digitsOf(seed.slice(12), 9)}.${digitsOf(seed.slice(30), 13)}`,
};

/** <div dir="auto">Dec 28, 2020, 18:22 by …:<br></div><blockquote class="tutanota_quote" style="…"> */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.month.slice(0, 3)} ${time.day}, ${time.year}, ${twentyFourHours(time)}`;
  const attribution = `${date} by ${received.from.address}:`;
  const html = inDocument(
    `${typedHtml(answer)}<div dir="auto"><br></div><div dir="auto"><br></div><div dir="auto">${escapeText(attribution)}<br></div>` +
      '<blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8; padding-left: 10px; margin-left: 5px;">' +
      `${asReceived(received.html)}</blockquote>`,
  );
  const quote = quoteLines(htmlAsText(received.html, plainTextHabits), "> ");
  return { text: `${typedText(answer)}\n\n\n${attribution}\n\n${quote}\n`, html };
}

function typedHtml({ words, author }: Draft): string {
  const own = typedLines(`\n-- \n${author.signature ?? usualSignature}`, '<div dir="auto">', "<br>");
  return `${typedLines(words, '<div dir="auto">')}${own}`;
}

function typedText({ words, author }: Draft): string {
  return `${words}\n-- \n${author.signature ?? usualSignature}`;
}

function inDocument(content: string): string {
  return (
    '<html>\n  <head>\n    <meta http-equiv="content-type" content="text/html; charset=UTF-8">\n  </head>\n  <body>\n' +
    `${content}  </body>\n</html>\n`
  );
}
