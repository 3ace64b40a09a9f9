// Front, a shared inbox, in US English: its own class on the quote, the attribution within and without a name.
// Form: the replies in public parsers' tests of `front-blockquote` (a mail reader's quote levels, July 2026).
import { htmlAsText, plainTextHabits, quoteLines } from "../html-as-text.ts";
import { localTime, twelveHours, zoneInShort } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { idAt, uuidOf } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

export const front: Program = {
  name: "front",
  title: "Front",
  group: "browser",
  hidesSignature: true,
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: typedHtml(draft) }),
  messageId: ({ address }, seed) => idAt(seed.slice(0, 32), address),
  headers: () => ({ "X-Mailer": "Front (1.0; +https://frontapp.com;)" }),
  boundary: (seed, part) => `----=_Part_${uuidOf(seed.slice(part))}`,
};

/** <blockquote type="cite" class="front-blockquote">On July 31, 2026 at 4:36 PM GMT+2 <a …>…</a> wrote:<br><br>… */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { address } = received.from;
  const moment = new Date(received.date);
  const time = localTime(moment, author.timeZone);
  const zone = zoneInShort(moment, author.timeZone);
  const when = `On ${time.month} ${time.day}, ${time.year} at ${twelveHours(time)} ${zone}`;
  const link = `<a href="mailto:${escapeText(address)}">${escapeText(address)}</a>`;
  const html =
    `${typedHtml(answer)}<br><blockquote type="cite" class="front-blockquote">${when} ${link} wrote:<br><br>` +
    `<div class="front-email-body">${asReceived(received.html)}</div></blockquote>`;
  const quote = quoteLines(htmlAsText(received.html, plainTextHabits));
  return { text: `${typedText(answer)}\n\n${when} ${address} wrote:\n\n${quote}\n`, html };
}

function typedHtml({ words, author }: Draft): string {
  return typedLines(author.signature === undefined ? words : `${words}\n\n${author.signature}`);
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}
