// Mail.ru in a browser, in Russian: the Date header's form, “от”, and a blockquote that only its colour tells apart.
// Form: the fixture mail_ru_reply.html of mailgun/talon, and messages in the archives of alsa-devel and dri-devel.
import { htmlAsText, plainTextHabits, quoteLines } from "../html-as-text.ts";
import { dateHeader } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText, withOwnNames } from "../rewrite-html.ts";
import { digitsOf, lettersOf } from "../seeded-ids.ts";
import { typedLine } from "../typed-words.ts";

export const mailRu: Program = {
  name: "mail-ru",
  title: "Mail.ru",
  group: "browser",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({ text: `${typedText(draft)}\n`, html: inDocument(typedHtml(draft)) }),
  messageId: (_author, seed) => `<${digitsOf(seed, 10)}.${digitsOf(seed.slice(20), 9)}@f140.i.mail.ru>`,
  headers: () => ({ "X-Mailer": "Mail.Ru Mailer 1.0", "X-Priority": "3 (Normal)" }),
  boundary: (seed, part) => `--ALT--${lettersOf(seed.slice(part), 30)}${digitsOf(seed, 10)}`,
};

/** Thu, 26 Jun 2014 14:00:51 +0400 от … &lt;…&gt;:<br>\n<blockquote style="border-left:1px solid #0857A6; margin:10px; …"> */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const attribution = `${dateHeader(new Date(received.date), author.timeZone)} от ${name} <${address}>:`;
  const number = digitsOf(String(received.outboundEmailId).padStart(40, "1"), 20);
  const html = inDocument(
    `${typedHtml(answer)}<br><br><br>${escapeText(attribution)}<br>\n` +
      '<blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">\n\t<div id="">\n' +
      '<div class="js-helper js-readmsg-msg">\n\t<style type="text/css"></style>\n \t<div>\n' +
      `\t\t<div id="style_${number}_BODY">${withOwnNames(received.html, "mailru_css_class_postfix_")}</div>\n` +
      "\t</div>\n</div>\n</div>\n</blockquote>\n<br>",
  );
  const quote = quoteLines(htmlAsText(received.html, plainTextHabits));
  return { text: `${typedText(answer)}\n\n\n${attribution}\n${quote}\n`, html };
}

/** An empty line begins a paragraph, and what the author signs with comes below two dashes. */
function typedHtml(draft: Draft): string {
  return typedText(draft)
    .split("\n\n")
    .map(
      (lines) =>
        `<p>${lines
          .split("\n")
          .map((line) => typedLine(line))
          .join("<br>")}</p>`,
    )
    .join("");
}

function typedText({ words, author }: Draft): string {
  return author.signature === undefined ? words : `${words}\n\n-- \n${author.signature}`;
}

function inDocument(content: string): string {
  return `<HTML><BODY>${content}</BODY></HTML>\n`;
}
