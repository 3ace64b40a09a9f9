// Yahoo Mail in a browser, in US English: `ydp` and eight hex digits before every class, the quote in `yahoo_quoted`, and a
// text part in which lines run together. Form: replies in the public archives of usrp-users, openbmc and nouveau, 2019 to
// 2023.
import { attributionIn } from "../languages/attribution.ts";
import { yahooForms } from "../languages/yahoo.ts";
import { htmlAsText, type TextHabits } from "../html-as-text.ts";
import { localTime, twelveHours, zoneInShort } from "../local-time.ts";
import { withPrefix, type Answer, type Body, type Draft, type Program } from "../program.ts";
import { escapeText, prefixed, rewriteHtml } from "../rewrite-html.ts";
import { digitsOf } from "../seeded-ids.ts";
import { typedLine } from "../typed-words.ts";

const wrapStyle = "font-family:Helvetica Neue, Helvetica, Arial, sans-serif;font-size:16px;";
const quoteStyle = "font-family:'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:13px;color:#26282a;";

export const yahooWeb: Program = {
  name: "yahoo-web",
  title: "Yahoo Mail",
  group: "browser",
  answersStand: "above",
  answerSubject: (subject) => withPrefix("Re:", subject),
  answerBody,
  newBody: (draft) => ({
    text: ` ${typedText(draft)}\n`,
    html: inDocument(
      `<div class="yahoo-style-wrap" style="${wrapStyle}">${typedHtml(draft, prefixOf(draft.words.length))}</div>`,
    ),
  }),
  messageId: (_author, seed) =>
    `<${digitsOf(seed, 10)}.${digitsOf(seed.slice(20), 7)}.${digitsOf(seed.slice(34), 13)}@mail.yahoo.com>`,
  headers: () => ({ "X-Mailer": "WebService/1.1.24562 YMailNovation" }),
  boundary: (seed, part) =>
    `----=_Part_${digitsOf(seed.slice(20), 6)}${part}_${digitsOf(seed, 10)}.${digitsOf(seed.slice(34), 13)}`,
};

/** <div id="ydp…yahoo_quoted_…" class="ydp…yahoo_quoted"><div style="…"><div>On Tuesday, March 3, 2026 at 03:14:00 PM GMT+1, … wrote:</div> */
function answerBody(answer: Answer): Body {
  const { received, author } = answer;
  const { name, address } = received.from;
  const moment = new Date(received.date);
  const time = localTime(moment, author.timeZone);
  const [clock = "", half = ""] = twelveHours(time).split(" ");
  const when =
    `${time.weekday}, ${time.month} ${time.day}, ${time.year} at ` +
    `${clock.padStart(5, "0")}:${time.second} ${half} ${zoneInShort(moment, author.timeZone)}`;
  const attribution = attributionIn(yahooForms, answer) ?? `On ${when}, ${name} <${address}> wrote:`;
  const number = String(received.outboundEmailId * 7_919 + 100_003).padStart(10, "4");
  const [typedPrefix, quotePrefix] = [prefixOf(Number(number)), prefixOf(Number(number) + 1)];
  const html = inDocument(
    `<div class="${typedPrefix}yahoo-style-wrap" style="${wrapStyle}"><div></div>\n        ` +
      `${typedHtml(answer, typedPrefix)}<div><br></div>\n        \n        </div>` +
      `<div id="${quotePrefix}yahoo_quoted_${number}" class="${quotePrefix}yahoo_quoted">\n            ` +
      `<div style="${quoteStyle}">\n                \n                <div>\n                    ` +
      `${escapeText(attribution)}\n                </div>\n                <div><br></div>\n                <div><br></div>\n` +
      `                <div><div id="${quotePrefix}yiv${number}">${asYahooShows(received.html, quotePrefix + `yiv${number}`)}</div></div>\n` +
      "            </div>\n        </div>",
  );
  const quoted = htmlAsText(received.html, habits).replaceAll("\n", "\n ");
  return { text: ` ${typedText(answer)}\n\n    ${attribution}  \n \n ${quoted}\n`, html };
}

/** Yahoo drops the frame, styles and data attributes, and makes ids and classes its own. */
function asYahooShows(html: string, prefix: string): string {
  return rewriteHtml(html, {
    attributes: (tag, attributes) => {
      const kept = Object.entries(attributes)
        .filter(([name]) => !name.startsWith("data-") && name !== "xmlns")
        .map(([name, value]) => [name, name === "class" || name === "id" ? prefixed(prefix, value) : value]);
      return { ...Object.fromEntries(kept), ...(tag === "a" ? { rel: "nofollow", target: "_blank" } : {}) };
    },
  });
}

function typedHtml({ words, author }: Draft, prefix: string): string {
  const lines = words
    .split("\n")
    .map((line) => `<div dir="ltr" data-setdir="false">${typedLine(line)}</div>`);
  if (author.signature === undefined) return lines.join("");
  const signature = author.signature.split("\n").map((line) => `<div>${escapeText(line)}</div>`);
  return `${lines.join("")}<div><br></div><div class="${prefix}signature"><div dir="ltr">${signature.join("")}</div></div>`;
}

/** Only an empty line breaks; the lines of a paragraph stand with nothing between them. */
function typedText({ words, author }: Draft): string {
  const lines = words.split("\n").map((line) => (line === "" ? "\n" : line));
  const signature = author.signature === undefined ? "" : `\n${author.signature.replaceAll("\n", "")}`;
  return `${lines.join("")}${signature}\n`;
}

function inDocument(content: string): string {
  return `<html><head></head><body>${content}</body></html>`;
}

/** The composer draws eight hex digits anew for every piece that it pastes. */
function prefixOf(number: number): string {
  return `ydp${((number * 2_654_435_761) % 0x1_0000_0000).toString(16).padStart(8, "0")}`;
}

const habits: TextHabits = {
  link: (words) => words,
  bold: (words) => words,
  quotePrefix: "",
};
