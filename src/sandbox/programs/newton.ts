// Newton (CloudMagic), in US English: its own names for footer, signature and quote, all of them ids.
// Form: a reply to MITRE's CVE desk, kept in the public repository of the DWF, December 2017.
import { htmlAsText, plainTextHabits, quoteLines } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { digitsOf, idAt, uuidOf } from "../seeded-ids.ts";
import { typedLine } from "../typed-words.ts";

export const newton: Program = {
  name: "newton",
  title: "Newton",
  group: "computer",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: inDocument(typedHtml(draft)) }),
  messageId: ({ address }, seed) => idAt(uuidOf(seed), address),
  headers: () => ({}),
  boundary: (seed, part) => `----${digitsOf(seed.slice(part), 20)}`,
};

/** <div id="cm_replymail_content_wrap"><div class="">On Wed, Dec 27, 2017 at 1:34 PM, … &lt;…&gt; wrote:<br><div id="cm_replymail_content_1514438028" …> */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.weekday.slice(0, 3)}, ${time.month.slice(0, 3)} ${time.day}, ${time.year}`;
  const attribution = `On ${date} at ${twelveHours(time)}, ${name} <${address}> wrote:`;
  const html = inDocument(
    `${typedHtml(answer)}<span><br></span><div id="cm_replymail_content_wrap"><div class="">${escapeText(attribution)}<br>` +
      `<div id="cm_replymail_content_1514438028" style="overflow: visible;"><blockquote style="margin:0;border-left: #D6D6D6 1px solid;padding-left: 10px;">` +
      `${asReceived(received.html)}</blockquote></div></div></div>`,
  );
  const quote = quoteLines(htmlAsText(received.html, plainTextHabits));
  return { text: `${typedText(answer)}\n\n${attribution}\n${quote}\n`, html };
}

function typedHtml({ words, author }: Draft): string {
  const body = `<div dir="auto"><span>${broken(words)}<br></span></div>`;
  if (author.signature === undefined) return body;
  return `${body}<br><div id="cm_footer" class="cm_footer"><div id="cm_signature"><span style="font-size: 13px;">${broken(author.signature)}</span></div></div>`;
}

function broken(words: string): string {
  return words
    .split("\n")
    .map((line) => (line === "" ? "" : typedLine(line)))
    .join("<br>");
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}

function inDocument(content: string): string {
  return (
    '<html><body><table cellspacing="0" cellpadding="0" width="100%"><tbody><tr><td>' +
    `${content}</td></tr></tbody></table></body></html>`
  );
}
