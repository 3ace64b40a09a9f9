// Thunderbird for Android, which was K-9 Mail, in US English or German: lines broken by `<br>`, a bare attribution in `gmail_quote`,
// the date with its zone, and the signature at the very end. Form: K-9's HtmlQuoteCreator and HtmlConverterTest, and
// replies in the public archives of linux-kernel, cerowrt-devel and bloat, 2015 to 2026.
import { htmlAsText, plainTextHabits } from "../html-as-text.ts";
import { localTime, namesIn, offsetInDigits, twelveHours, twentyFourHours } from "../local-time.ts";
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
  const { received } = answer;
  const attribution = attributionOf(answer);
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

/** `On October 11, 2024 8:03:58 PM GMT+05:30, … wrote:`; in German `Am 12. August 2020 09:52:32 MESZ schrieb …:`. */
function attributionOf({ received, author, language }: Answer): string {
  const sender = `${received.from.name} <${received.from.address}>`;
  const moment = new Date(received.date);
  const time = localTime(moment, author.timeZone);
  if (language === "de") {
    const format = new Intl.DateTimeFormat("de", { timeZone: author.timeZone, timeZoneName: "short" });
    const zone = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const { month } = namesIn("de", moment, author.timeZone);
    return `Am ${time.day}. ${month} ${time.year} ${twentyFourHours(time)}:${time.second} ${zone} schrieb ${sender}:`;
  }
  const clock = twelveHours(time).replace(" ", `:${time.second} `);
  return `On ${time.month} ${time.day}, ${time.year} ${clock} GMT${offsetInDigits(time, ":")}, ${sender} wrote:`;
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
