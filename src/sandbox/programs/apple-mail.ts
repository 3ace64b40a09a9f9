// Apple Mail on a Mac, in British English: the attribution stands inside the quote, a <blockquote type="cite">.
// Form: replies from Mail 16 in the public archives of xen-devel, linux-fsdevel and qemu-devel, 2024 to 2026.
import { appleForms } from "../languages/apple.ts";
import { attributionIn } from "../languages/attribution.ts";
import { htmlAsText, quoteLines, type TextHabits } from "../html-as-text.ts";
import { localTime } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText, rewriteHtml } from "../rewrite-html.ts";
import { idAt, uuidOf } from "../seeded-ids.ts";
import { typedLine } from "../typed-words.ts";

export const appleMail: Program = {
  name: "apple-mail",
  title: "Apple Mail",
  group: "computer",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: inDocument(typedHtml(draft)) }),
  messageId: ({ address }, seed) => idAt(uuidOf(seed).toUpperCase(), address),
  headers: () => ({ "X-Mailer": "Apple Mail (2.3826.700.81)" }),
  boundary: (seed, part) => `Apple-Mail=_${uuidOf(seed.slice(part)).toUpperCase()}`,
};

/** …<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>On 31 Jan 2024, at 17:17, … wrote:</div> */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.day} ${time.month.slice(0, 3)} ${time.year}`;
  const attribution =
    attributionIn(appleForms, answer) ??
    `On ${date}, at ${String(time.hour).padStart(2, "0")}:${time.minute}, ${name} <${address}> wrote:`;
  const quoted = rewriteHtml(received.html, {
    attributes: (_tag, { xmlns: _xmlns, ...attributes }) => attributes,
  });
  const html = inDocument(
    `${typedHtml(answer)}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite">` +
      `<div>${escapeText(attribution)}</div><br class="Apple-interchange-newline">` +
      `<div><meta charset="UTF-8">${quoted}</div></blockquote></div><br>`,
  );
  const quote = `${attribution}\n\n${htmlAsText(received.html, habits)}`;
  return { text: `${typedText(answer)}\n\n${quoteLines(quote, "> ")}\n`, html };
}

/** The first line stands bare in the body, each further one in its own element. */
function typedHtml({ words, author }: Draft): string {
  const [first = "", ...rest] = words.split("\n");
  const lines = rest.map(lineHtml).join("");
  if (author.signature === undefined) return `${typedLine(first)}${lines}`;
  const signature = author.signature.split("\n").map(lineHtml).join("");
  return `${typedLine(first)}${lines}<div><br></div><div id="AppleMailSignature">${signature}</div>`;
}

function lineHtml(line: string): string {
  return `<div>${typedLine(line)}</div>`;
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n${author.signature}`;
}

function inDocument(content: string): string {
  return (
    '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>' +
    '<body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">' +
    `${content}</body></html>`
  );
}

const habits: TextHabits = {
  link: (words, href) => (words === href || href === `mailto:${words}` ? words : `${words} <${href}>`),
  bold: (words) => words,
  quotePrefix: "> ",
};
