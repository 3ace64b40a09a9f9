// Proton Mail in a browser, in US English: `protonmail_quote` around the attribution and on the blockquote, its signature
// block with a line of its own, Markdown in the text part. Form: replies in the public archives of usrp-users and
// bitcoin-dev, 2023 to 2025, and the tests of protonmail/webclients (messageBlockquote, messageSignature).
import { htmlAsText, quoteLines, type TextHabits } from "../html-as-text.ts";
import { localTime, twelveHours, type LocalTime } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText, rewriteHtml } from "../rewrite-html.ts";
import { digitsOf, lettersOf } from "../seeded-ids.ts";
import { typedLine } from "../typed-words.ts";

const lineStyle = "font-family: Arial, sans-serif; font-size: 14px;";
const home = "https://proton.me/mail/home";

export const proton: Program = {
  name: "proton",
  title: "Proton Mail",
  group: "browser",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: typedHtml(draft) }),
  messageId: (_author, seed) => `<${lettersOf(seed + seed.slice(0, 44), 54)}=@protonmail.com>`,
  headers: (seed) => ({
    "Feedback-ID": `${digitsOf(seed, 8)}:user:proton`,
    "X-Pm-Message-ID": seed.slice(0, 40),
  }),
  boundary: (seed, part) => `b${part}=_${lettersOf(seed + seed.slice(0, 22), 43)}`,
};

/** <div class="protonmail_quote">On Tuesday, March 3rd, 2026 at 3:14 PM, … wrote:<br><blockquote class="protonmail_quote" type="cite"> */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const time = localTime(new Date(received.date), author.timeZone);
  const date = `${time.weekday}, ${time.month} ${ordinal(time)}, ${time.year} at ${twelveHours(time)}`;
  const attribution = `On ${date}, ${name} <${address}> wrote:`;
  const quoted = rewriteHtml(received.html, {
    attributes: (tag, { xmlns: _xmlns, ...attributes }) =>
      tag === "a" ? { ...attributes, target: "_blank", rel: "noreferrer nofollow noopener" } : attributes,
  });
  const html =
    `${typedHtml(answer)}${line("<br>")}<div class="protonmail_quote">\n        ${escapeText(attribution)}<br>\n        ` +
    `<blockquote class="protonmail_quote" type="cite">\n            ${quoted}\n        </blockquote><br>\n    </div>`;
  const quote = quoteLines(htmlAsText(received.html, habits), "> ");
  return { text: `${typedText(answer)}\n\n${attribution}\n\n${quote}\n`, html };
}

function typedHtml({ words, author }: Draft): string {
  const lines = words.split("\n").map((typed) => line(typedLine(typed)));
  const own =
    author.signature === undefined
      ? '<div class="protonmail_signature_block-user protonmail_signature_block-empty"></div>'
      : `<div class="protonmail_signature_block-user"><div>${author.signature.split("\n").map(escapeText).join("<br>")}</div></div>${line("<br>")}`;
  return (
    `${lines.join("")}${line("<br>")}<div class="protonmail_signature_block" style="${lineStyle}">\n    ${own}\n    ` +
    '<div class="protonmail_signature_block-proton">\n        Sent with ' +
    `<a target="_blank" href="${home}">Proton Mail</a> secure email.\n    </div>\n</div>\n`
  );
}

function line(content: string): string {
  return `<div style="${lineStyle}">${content}</div>`;
}

function typedText({ words, author }: Draft): string {
  const own = author.signature === undefined ? "" : `${author.signature}\n\n`;
  return `${words}\n\n${own}Sent with [Proton Mail](${home}) secure email.`;
}

/** `3rd` */
function ordinal({ day }: LocalTime): string {
  const ending = day > 10 && day < 14 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${ending}`;
}

const habits: TextHabits = {
  link: (words, href) => (words === href ? words : `[${words}](${href})`),
  bold: (words) => `**${words}**`,
  quotePrefix: "> ",
};
