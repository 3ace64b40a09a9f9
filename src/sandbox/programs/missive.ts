// Missive, a shared inbox, in US English: the address in round brackets, the attribution beside `missive_quote`.
// Form: replies in the tests of public parsers (“Missive style”, February 2026) and in a log of answers, October 2025.
import { htmlAsText, plainTextHabits, quoteLines } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { idAt, uuidOf } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

export const missive: Program = {
  name: "missive",
  title: "Missive",
  group: "browser",
  hidesSignature: true,
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: `<div>${typedHtml(draft)}</div>` }),
  messageId: ({ address }, seed) => idAt(uuidOf(seed), address),
  headers: () => ({}),
  boundary: (seed, part) => `--_NmP-${seed.slice(part, part + 16)}-Part_${part}`,
};

/** <div>On February 2, 2026 at 6:19 AM, … (<a …>…</a>) wrote:</div><div class="missive_quote"><blockquote …>… */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const time = localTime(new Date(received.date), author.timeZone);
  const when = `On ${time.month} ${time.day}, ${time.year} at ${twelveHours(time)}, ${name}`;
  const link = `<a href="mailto:${escapeText(address)}">${escapeText(address)}</a>`;
  const html =
    `<div>${typedHtml(answer)}<div><br></div><div>${escapeText(when)} (${link}) wrote:</div><div class="missive_quote">` +
    `<blockquote style="margin-top:0;margin-bottom:0" type="cite">${asReceived(received.html)}</blockquote></div></div>`;
  const quote = quoteLines(htmlAsText(received.html, plainTextHabits));
  return { text: `${typedText(answer)}\n\n${when} (${address}) wrote:\n\n${quote}\n`, html };
}

function typedHtml({ words, author }: Draft): string {
  return typedLines(author.signature === undefined ? words : `${words}\n\n${author.signature}`);
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}
