// Thunderbird, in US English, with the settings it comes with: the answer begins below the quote, paragraphs are <p>, an
// answer to html has both parts, and a new email without any styling is text only. Form: replies from Thunderbird 102 to 128
// in the public archives of usrp-users and xen-devel, 2022 to 2025; `mail.identity.default.reply_on_top` is 0 in mailnews.js.
import { attributionIn } from "../languages/attribution.ts";
import { thunderbirdForms } from "../languages/thunderbird.ts";
import { flow, flowQuoted } from "../flowed.ts";
import { htmlAsText, type TextHabits } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText, rewriteHtml } from "../rewrite-html.ts";
import { idAt, lettersOf, uuidOf } from "../seeded-ids.ts";
import { typedLine } from "../typed-words.ts";

export const thunderbird: Program = {
  name: "thunderbird",
  title: "Thunderbird",
  group: "computer",
  answersStand: "below",
  isFlowed: true,
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: "" }),
  messageId: ({ address }, seed) => idAt(uuidOf(seed), address),
  headers: () => ({
    "User-Agent": "Mozilla Thunderbird",
    "Content-Language": "en-US",
  }),
  boundary: (seed, part) => `------------${lettersOf(seed.slice(2 * part), 24)}`,
};

/** <div class="moz-cite-prefix">On 3/3/26 3:14 PM, … wrote:<br></div><blockquote type="cite" cite="mid:…">…</blockquote><p>… */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const time = localTime(new Date(received.date), author.timeZone);
  const month = 1 + new Date(`${time.month} 1, 2000 UTC`).getUTCMonth();
  const date = `${month}/${time.day}/${String(time.year).slice(2)} ${twelveHours(time)}`;
  const attribution = attributionIn(thunderbirdForms, answer) ?? `On ${date}, ${received.from.name} wrote:`;
  const cite = (received.headers["Message-ID"] ?? "").replaceAll(/^<|>$/gu, "");
  const quoted = rewriteHtml(received.html, {
    keepsOfHead: ["meta", "title", "style"],
    attributes: (_tag, { xmlns: _xmlns, ...attributes }) => attributes,
  });
  const html = inDocument(
    `    <div class="moz-cite-prefix">${escapeText(attribution)}<br>\n    </div>\n` +
      `    <blockquote type="cite" cite="mid:${escapeText(cite)}">\n      ${quoted}\n    </blockquote>\n` +
      typedHtml(answer),
  );
  const quote = flowQuoted(htmlAsText(received.html, habits));
  return { text: `${attribution}\n${quote}\n\n${typedText(answer)}\n`, html };
}

/** An empty line begins a paragraph; a line within one is broken with Shift and Enter. */
function typedHtml({ words, author }: Draft): string {
  const paragraphs = words
    .split("\n\n")
    .map((lines) => lines.split("\n").map((line) => typedLine(line, ' class="moz-txt-link-freetext"')))
    .map((lines) => `    <p>${lines.join("<br>\n      ")}</p>\n`);
  const signature =
    author.signature === undefined
      ? ""
      : `    <pre class="moz-signature" cols="72">-- \n${escapeText(author.signature)}</pre>\n`;
  return `${paragraphs.join("")}${signature}`;
}

function typedText({ words, author }: Draft): string {
  return flow(author.signature === undefined ? words : `${words}\n\n-- \n${author.signature}`);
}

function inDocument(content: string): string {
  return (
    '<!DOCTYPE html>\n<html>\n  <head>\n    <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n' +
    `  </head>\n  <body>\n${content}  </body>\n</html>\n`
  );
}

const habits: TextHabits = {
  link: (words, href) => (words === href || href === `mailto:${words}` ? words : `${words} <${href}>`),
  bold: (words) => `*${words}*`,
  quotePrefix: ">",
};
