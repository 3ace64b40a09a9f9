// Spark, in US English: sections with names for what was typed, the signature and the quote; the date with its zone.
// Form: replies in the public archives of dri-devel, qemu-devel and openbmc, 2019 to 2023.
import { htmlAsText, plainTextHabits, quoteLines } from "../html-as-text.ts";
import { localTime, offsetInDigits, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { uuidOf } from "../seeded-ids.ts";
import { typedLine } from "../typed-words.ts";

export const spark: Program = {
  name: "spark",
  title: "Spark",
  group: "computer",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: inDocument(typedHtml(draft)) }),
  messageId: (_author, seed) => `<${uuidOf(seed)}@Spark>`,
  headers: (seed) => ({ "X-Readdle-Message-ID": `${uuidOf(seed)}@Spark` }),
  boundary: (seed, part) => `${seed.slice(0, 8)}_${seed.slice(8 * part, 8 * part + 8)}_${seed.slice(-4)}`,
};

/** <div name="messageReplySection">On Sep 29, 2023 at 7:25 PM -0400, … &lt;…&gt;, wrote:<br /><blockquote type="cite" style="…">… */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.month.slice(0, 3)} ${time.day}, ${time.year}`;
  const attribution = `On ${date} at ${twelveHours(time)} ${offsetInDigits(time)}, ${name} <${address}>, wrote:`;
  const html = inDocument(
    `${typedHtml(answer)}<div name="messageReplySection">${escapeText(attribution)}<br />\n` +
      '<blockquote type="cite" style="border-left-color: grey; border-left-width: thin; border-left-style: solid; margin: 5px 5px;padding-left: 10px;">' +
      `${asReceived(received.html)}</blockquote>\n</div>\n`,
  );
  const quote = quoteLines(htmlAsText(received.html, plainTextHabits));
  return { text: `${typedText(answer)}\n${attribution}\n${quote}\n`, html };
}

function typedHtml({ words, author }: Draft): string {
  const lines = brokenLines(words);
  const body = `<div name="messageBodySection">\n<div dir="auto">${lines}</div>\n</div>\n`;
  if (author.signature === undefined) return body;
  return `${body}<div name="messageSignatureSection"><br />\n<div class="matchFont">${brokenLines(author.signature)}</div>\n</div>\n`;
}

function brokenLines(words: string): string {
  return words
    .split("\n")
    .map((line) => (line === "" ? "" : typedLine(line)))
    .join("<br />\n");
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}

function inDocument(content: string): string {
  return `<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n<title></title>\n</head>\n<body>\n${content}</body>\n</html>\n`;
}
