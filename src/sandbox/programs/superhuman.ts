// Superhuman, in US English: Gmail's names for signature and quote, without its attribution element, a pixel, and its
// own colours as classes in the quote. Form: the reply in recoupable's tests (extractRoomIdFromHtml.test.ts), January 2026.
import { htmlAsText, plainTextHabits, quoteLines } from "../html-as-text.ts";
import { localTime, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText, rewriteHtml } from "../rewrite-html.ts";
import { idAt, lettersOf } from "../seeded-ids.ts";
import { typedLines } from "../typed-words.ts";

const signature = "Sent via Superhuman";
const hidden = "display: none; border: 0px; width: 0px; height: 0px; overflow: hidden; visibility: hidden;";

export const superhuman: Program = {
  name: "superhuman",
  title: "Superhuman",
  group: "browser",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: inDocument(typedHtml(draft)) }),
  messageId: ({ address }, seed) => idAt(lettersOf(seed, 24), address),
  headers: () => ({ "X-Mailer": "Superhuman Web (2026-01-09T16:40:27Z)" }),
  boundary: (seed, part) => seed.slice(part, part + 48),
};

/** <div class="gmail_quote">On Fri, Jan 09, 2026 at 11:59 AM, … <span dir="ltr">&lt;<a …>…</a>&gt;</span> wrote:<br />… */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const time = localTime(new Date(received.date), author.timeZone);
  const day = String(time.day).padStart(2, "0");
  const when = `On ${time.weekday.slice(0, 3)}, ${time.month.slice(0, 3)} ${day}, ${time.year} at ${twelveHours(time)}, ${name}`;
  const link = `<a href="mailto:${escapeText(address)}" target="_blank">${escapeText(address)}</a>`;
  const quoted = rewriteHtml(received.html, {
    attributes: (_tag, { xmlns: _xmlns, class: _class, ...attributes }) => ({
      ...attributes,
      class: "sh-color-black sh-color",
    }),
  });
  const html = inDocument(
    `${typedHtml(answer)}<br /><div><div class="gmail_quote">${escapeText(when)} <span dir="ltr">&lt;${link}&gt;</span> wrote:<br />` +
      '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">' +
      `<div class="gmail_extra"><div class="gmail_quote sh-color-black sh-color">${quoted}</div></div></blockquote></div></div><br />`,
  );
  const quote = quoteLines(htmlAsText(received.html, plainTextHabits));
  return { text: `${typedText(answer)}\n\n${when} <${address}> wrote:\n\n${quote}\n`, html };
}

function typedHtml({ words, author }: Draft): string {
  const own = author.signature === undefined ? "" : `<div>${typedLines(author.signature)}</div><br />`;
  return (
    `<div><div>${typedLines(words, '<div class="">')}</div><div><div style="${hidden}"></div><br />` +
    `<div class="gmail_signature">${own}<div style="clear:both">Sent via ` +
    '<a href="https://sprh.mn/?vip=ann" target="_blank">Superhuman</a></div><br /></div></div></div>'
  );
}

function typedText({ words, author }: Draft): string {
  const own = author.signature === undefined ? "" : `${author.signature}\n\n`;
  return `${words}\n\n${own}${signature} ( https://sprh.mn/?vip=ann )`;
}

function inDocument(content: string): string {
  return `<html><head></head><body><div>${content}</div></body></html>`;
}
