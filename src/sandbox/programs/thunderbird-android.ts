// Thunderbird for Android, which was K-9 Mail, in US English: lines broken by `<br>`, a bare attribution in `gmail_quote`,
// the date with its zone, and the signature at the very end. Form: K-9's HtmlQuoteCreator and HtmlConverterTest, and
// replies in the public archives of linux-kernel, cerowrt-devel and bloat, 2015 to 2026.
import { htmlAsText, plainTextHabits } from "../html-as-text.ts";
import { localTime, offsetInDigits, twelveHours } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { asReceived, escapeText } from "../rewrite-html.ts";
import { idAt, lettersOf, uuidOf } from "../seeded-ids.ts";
import { typedLine } from "../typed-words.ts";

const usualSignature = "Sent from my Android device with K-9 Mail. Please excuse my brevity.";

export const thunderbirdAndroid: Program = {
  name: "thunderbird-android",
  title: "Thunderbird for Android",
  group: "phone",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({
    text: `${draft.words}\n${signatureText(draft)}`,
    html: inDocument(`<div dir="auto">${typedHtml(draft)}${signatureHtml(draft)}</div>`),
  }),
  messageId: ({ address }, seed) => idAt(uuidOf(seed).toUpperCase(), address),
  headers: () => ({ "User-Agent": "Thunderbird for Android" }),
  boundary: (seed, part) => `----${lettersOf(seed.slice(part), 30).toUpperCase()}`,
};

/** <div class="gmail_quote">On February 26, 2015 9:23:02 PM GMT+00:00, … &lt;…&gt; wrote:<blockquote class="gmail_quote" style="…"> */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const time = localTime(new Date(received.date), author.timeZone);
  const clock = twelveHours(time).replace(" ", `:${time.second} `);
  const when = `${time.month} ${time.day}, ${time.year} ${clock} GMT${offsetInDigits(time, ":")}`;
  const attribution = `On ${when}, ${name} <${address}> wrote:`;
  const html = inDocument(
    `<div dir="auto">${typedHtml(answer)}</div><br><br><div class="gmail_quote"><div dir="auto">${escapeText(attribution)}</div>` +
      '<blockquote class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex; border-left: 1px solid rgb(204, 204, 204); padding-left: 1ex;">\n' +
      `${asReceived(received.html)}</blockquote></div><div dir="auto">${signatureHtml(answer)}</div>`,
  );
  const quote = htmlAsText(received.html, plainTextHabits)
    .split("\n")
    .map((line) => `>${line}`)
    .join("\n");
  return { text: `${answer.words}\n\n${attribution}\n${quote}\n${signatureText(answer)}`, html };
}

function typedHtml({ words }: Draft): string {
  return words
    .split("\n")
    .map((line) => (line === "" ? "" : typedLine(line)))
    .join("<br>");
}

function signatureHtml({ author }: Draft): string {
  const lines = (author.signature ?? usualSignature).split("\n").map(escapeText);
  return `<div class='k9mail-signature'>-- <br>${lines.join("<br>")}</div>`;
}

function signatureText({ author }: Draft): string {
  return `-- \n${author.signature ?? usualSignature}\n`;
}

function inDocument(content: string): string {
  return `<!DOCTYPE html><html><body>${content}</body></html>`;
}
